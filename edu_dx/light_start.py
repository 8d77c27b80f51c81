"""What a process of ours does first, so that it starts, runs and ends with less: commands, and those that write reports.

- The grammar of international web addresses is built only when somebody asks it. Whatever reads a notebook loads
  jsonschema, and that loads ``rfc3987_syntax`` where it is installed, which builds its grammar at once: more processor
  time than most commands take altogether, for a format that notebooks do not have.
- Garbage is looked for less often. Modules and notebooks are many objects of which hardly any is garbage: looking for it
  after every 700 of them is a fifteenth of the time of the imports, an eighth of that of a report.
- At its end a process does not look through all of them once more, which takes a tenth of a second. What is garbage then
  goes with the process.

Kernels do nothing of this: a notebook would notice.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

NAME = "rfc3987_syntax"
OBJECTS_BETWEEN_COLLECTIONS = 50_000


def start_light() -> None:
    """Call before the large imports."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)
    _build_only_when_asked()


def _build_only_when_asked() -> None:
    """Let imports find a stand-in for the grammar; it gives way to the real one at the first question."""
    if NAME in sys.modules or find_spec(NAME) is None:
        return
    stand_in = ModuleType(NAME)
    vars(stand_in).update(is_valid_syntax=_is_valid_syntax, __getattr__=_attribute, _stands_in=True)
    sys.modules[NAME] = stand_in


def _is_valid_syntax(*question: Any) -> Any:
    return _real().is_valid_syntax(*question)


def _attribute(name: str) -> Any:
    # The import system asks for ``__path__`` and the like.
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(_real(), name)


def _real() -> Any:
    if hasattr(sys.modules.get(NAME), "_stands_in"):
        del sys.modules[NAME]
    return importlib.import_module(NAME)
