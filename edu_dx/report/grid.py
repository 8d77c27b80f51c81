"""A block's data laid out for paper: printed columns, cell texts, widths, and the size at which all of it fits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from edu_dx.present.block import Block, BlockColumn, Format
from edu_dx.present.display import MISSING, SUPPRESSED, cell_text, formatted
from edu_dx.report.phrases import narrowest, phrases

PORTRAIT_PT = 166 / 25.4 * 72  # A4 with side margins of 22 mm
LANDSCAPE_PT = 253 / 25.4 * 72
_PORTRAIT_SIZES = (9.0, 8.5, 8.0, 7.5)
_LANDSCAPE_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_LABEL_LINES = (1, 2, 3)
_SHORT_LABEL_EM = 4.0  # not broken: 影響割合
_PADDING_EM = 1.1
_NARROW_EM = 0.57  # digits and Latin letters of the face
_WORDS_EM = 22.0  # longer words wrap
_WORDS_GAP_EM = 0.9  # parts words from the number that ends before them
_STRETCH = 1.15
_ROWS_KEPT_TOGETHER = 12


@dataclass(frozen=True)
class Grid:
    """Column widths in em, the font size in points, and whether the page lies on its side."""

    widths: list[float]
    size: float
    landscape: bool


def printed_table(block: Block, *, with_support: bool = False) -> dict[str, Any]:
    """The block's rows as texts, with everything that must stand beside a ratio.

    Args:
        block: a table or a figure.
        with_support: also print the columns that only serve as numerator or denominator.
    """
    places = [place for place, column in enumerate(block.columns) if with_support or not column.support]
    columns = [block.columns[place] for place in places]
    rows = [[_cell(block, row, place, places) for place in places] for row in range(len(block.rows))]
    grid = _grid(columns, rows)
    return {
        "columns": [
            {
                "label": column.label,
                "phrases": phrases(column.label),
                "unit": _unit(column),
                "words": column.format is Format.TEXT,
                "width": round(width, 2),
            }
            for column, width in zip(columns, grid.widths, strict=True)
        ],
        "rows": rows,
        "size": grid.size,
        "landscape": grid.landscape,
        "long": len(rows) > _ROWS_KEPT_TOGETHER,
        "legend": [*_signs(rows), *ratio_definitions(block, places)],
    }


def ratio_definitions(block: Block, printed: list[int]) -> list[str]:
    """For each printed ratio, what is divided by what; how large that is where no column says it."""
    return [_definition(block, place, printed) for place in printed if _is_ratio(block.columns[place])]


def _definition(block: Block, place: int, printed: list[int]) -> str:
    numerator, denominator = _parts(block, place)
    names = f"{block.columns[numerator].label} ÷ {block.columns[denominator].label}"
    size = "" if denominator in printed else _size(block, denominator)
    return f"{block.columns[place].label} ＝ {names}{size}"


def _size(block: Block, place: int) -> str:
    """The least and the greatest value of a column that is not printed."""
    values = [value for row in block.rows if isinstance(value := row[place], int | float)]
    if not values:
        return ""
    column = block.columns[place]
    bounds = dict.fromkeys(formatted(bound, column.format) for bound in (min(values), max(values)))
    unit = f" {column.unit}" if column.unit else ""
    return f"（{column.label} {'〜'.join(bounds)}{unit}）"


def _unit(column: BlockColumn) -> str:
    """The unit below a heading; the cells are bare numbers."""
    unit = "%" if _is_ratio(column) else column.unit
    return f"（{unit}）" if unit else ""


def _cell(block: Block, row: int, place: int, printed: list[int]) -> dict[str, str]:
    text = cell_text(block, row, place).removesuffix(" %")
    return {"text": text, "basis": _basis(block, row, place, printed)}


def _basis(block: Block, row: int, place: int, printed: list[int]) -> str:
    """Numerator and denominator of a ratio whose columns are not printed and differ from row to row."""
    if not _is_ratio(block.columns[place]) or block.rows[row][place] is None:
        return ""
    parts = _parts(block, place)
    shown = all(part in printed or _is_constant(block, part) for part in parts)
    withheld = any((row, part) in block.suppressed for part in parts)
    return "" if shown or withheld else " ÷ ".join(cell_text(block, row, part) for part in parts)


def _is_ratio(column: BlockColumn) -> bool:
    return column.format is Format.RATIO


def _parts(block: Block, place: int) -> tuple[int, int]:
    keys = [column.key for column in block.columns]
    column = block.columns[place]
    return keys.index(column.numerator or ""), keys.index(column.denominator or "")


def _is_constant(block: Block, place: int) -> bool:
    return len({row[place] for row in block.rows}) == 1


def _signs(rows: list[list[dict[str, str]]]) -> list[str]:
    texts = {cell["text"] for row in rows for cell in row}
    meanings = {
        SUPPRESSED: "x は、人数が少なく個人が推測されるおそれがあるため伏せた値です。",
        MISSING: "… は、値がないことを示します。",
    }
    return [meaning for sign, meaning in meanings.items() if sign in texts]


def _grid(columns: list[BlockColumn], rows: list[list[dict[str, str]]]) -> Grid:
    """The roomiest layout that fits: headings on few lines first, then large type, then a standing page."""
    layouts = [(lines, _PORTRAIT_SIZES[0], False) for lines in _LABEL_LINES]
    layouts += [(_LABEL_LINES[-1], size, False) for size in _PORTRAIT_SIZES]
    layouts += [(_LABEL_LINES[-1], size, True) for size in _LANDSCAPE_SIZES]
    for lines, size, landscape in layouts:
        widths = _widths(columns, rows, lines)
        room = (LANDSCAPE_PT if landscape else PORTRAIT_PT) / size
        if sum(widths) <= room:
            break
    stretch = min(_STRETCH, room / sum(widths))
    return Grid([width * stretch for width in widths], size, landscape)


def _widths(columns: list[BlockColumn], rows: list[list[dict[str, str]]], lines: int) -> list[float]:
    widths = [_width(column, [row[place] for row in rows], lines) for place, column in enumerate(columns)]
    return [
        width + (_WORDS_GAP_EM if place and columns[place].format is Format.TEXT else 0.0)
        for place, width in enumerate(widths)
    ]


def _width(column: BlockColumn, cells: list[dict[str, str]], lines: int) -> float:
    body = max((max(_em(cell["text"]), 0.8 * _em(cell["basis"])) for cell in cells), default=0.0)
    words = min(body, _WORDS_EM) if column.format is Format.TEXT else body
    unit = _em(_unit(column))
    label = narrowest([_em(phrase) for phrase in phrases(column.label)], lines)
    return max(words, label, min(_em(column.label), _SHORT_LABEL_EM), unit) + _PADDING_EM


def _em(text: str) -> float:
    return sum(
        1.0 if sign == "%" or unicodedata.east_asian_width(sign) in "WFA" else _NARROW_EM for sign in text
    )
