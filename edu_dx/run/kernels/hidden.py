"""Modules that are loaded, and yet as good as not imported.

A warm kernel has loaded far more than its notebook asks for. What a plain kernel does not know must stay
unknown here: ``import matplotlib; matplotlib.pyplot`` fails until somebody imports ``matplotlib.pyplot``. So the
loaded modules are taken out of ``sys.modules`` and out of their packages, and the first import puts them back.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

Group = dict[str, ModuleType]

# What multiprocessing calls the main module, which was another one when it was loaded.
_MAIN_OF_WORKERS = "__mp_main__"
_NOT_FROM_A_FILE = ("built-in", "frozen")


class HiddenModules(MetaPathFinder, Loader):
    """Finds the modules that ``hide`` took away.

    They come back in the order in which they were loaded, up to the one that is imported: all that its own
    import has ever relied upon was loaded before it or with it.

    Args:
        groups: the modules by full name, one group for each import that loaded them, in that order.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = list(groups)
        self._bringing = threading.Lock()
        self._place = {name: place for place, group in enumerate(groups) for name in group}
        self._specs = {name: _spec(module) for group in groups for name, module in group.items()}
        self._attributes: list[dict[str, tuple[ModuleType, str, ModuleType]]] = []

    def hide(self) -> None:
        """Take the modules away."""
        packages = dict(sys.modules)
        for group in self._groups:
            self._attributes.append(
                {
                    name: (packages[package], child, module)
                    for name, module in group.items()
                    for package, _, child in [name.rpartition(".")]
                    if package in packages and vars(packages[package]).get(child) is module
                }
            )
        for group, bound in zip(self._groups, self._attributes, strict=True):
            for name in group:
                del sys.modules[name]
            for package, child, _ in bound.values():
                delattr(package, child)
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the module comes from, if it is hidden and still what an import would find."""
        if fullname not in self._place or not self._would_be_found(fullname):
            return None
        return ModuleSpec(fullname, self)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module as it was loaded; what was loaded before it comes back too."""
        with self._bringing:
            if spec.name in self._place:
                self._bring_back(self._place[spec.name], only_standard=_is_standard(spec.name))
        return sys.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to execute; but the import has put its own spec on the module."""
        name = module.__spec__.name if module.__spec__ else module.__name__
        module.__spec__ = self._specs[name]

    def _would_be_found(self, name: str) -> bool:
        """Whether the module is the one that the path has now: a folder's own ``numbers.py`` goes first."""
        known = self._specs[name]
        if "." in name or known is None or known.origin in _NOT_FROM_A_FILE:
            return True
        found = PathFinder.find_spec(name)
        return found is not None and found.origin == known.origin

    def _bring_back(self, last: int, *, only_standard: bool) -> None:
        for group, attributes in zip(self._groups[: last + 1], self._attributes, strict=False):
            back = [name for name in group if not only_standard or _is_standard(name)]
            for name in back:
                module = group.pop(name)
                del self._place[name]
                sys.modules.setdefault(name, sys.modules["__main__"] if name == _MAIN_OF_WORKERS else module)
            for name in back:
                if name in attributes:
                    package, child, module = attributes.pop(name)
                    setattr(package, child, module)


def _is_standard(name: str) -> bool:
    """Whether a module belongs to the standard library, which never needs one that does not."""
    return name.partition(".")[0] in sys.stdlib_module_names or name == _MAIN_OF_WORKERS


def _spec(module: ModuleType) -> ModuleSpec | None:
    return getattr(module, "__spec__", None)
