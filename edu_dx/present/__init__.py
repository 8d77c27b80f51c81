"""What a notebook shows: tables, figures, numbers and checks, with disclosure rules applied.

The presenter, with all that draws, is loaded when a notebook asks for it: most others only read blocks.
"""

from typing import TYPE_CHECKING, Any

from edu_dx.present.block import BLOCK_MIME, Block, BlockColumn, Chart, Format, Measure, Source
from edu_dx.present.disclosure import Protection

if TYPE_CHECKING:
    from edu_dx.present.presenter import Presenter, count, decimal, ratio, text, yen

__all__ = [
    "BLOCK_MIME",
    "Block",
    "BlockColumn",
    "Chart",
    "Format",
    "Measure",
    "Presenter",
    "Protection",
    "Source",
    "count",
    "decimal",
    "ratio",
    "text",
    "yen",
]


def __getattr__(name: str) -> Any:
    """The names of the presenter."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from edu_dx.present import presenter

    return getattr(presenter, name)
