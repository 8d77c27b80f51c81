"""What a notebook shows: tables, figures, numbers and checks, with disclosure rules applied."""

from edu_dx.present.block import BLOCK_MIME, Block, BlockColumn, Chart, Format, Measure, Source
from edu_dx.present.disclosure import Protection
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
