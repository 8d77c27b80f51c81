"""Every number that a run shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from edu_dx.present.block import Block, Cell, Format, Measure
from edu_dx.present.display import rounded
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.quantities import Quantity, quantities
from edu_dx.run.canonical import is_finding

_LONGEST_TABLE = 20
"""Rows: nearly every number is the difference of some two cells of a longer table."""


class KnownValues:
    """The numbers of a run's blocks, as stored and as printed, of its text and its parameters.

    Sums of columns and differences of key numbers and of cells in short tables count too. What a disclosure rule
    withholds does not.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self._values = {abs(value) for value in _values(manuscript)}
        self._roundings: dict[Decimal, set[Decimal]] = {}

    def has(self, quantity: Quantity) -> bool:
        """Whether some value, rounded as the quantity is, equals it."""
        if quantity.step not in self._roundings:
            self._roundings[quantity.step] = {_to_step(value, quantity.step) for value in self._values}
        return quantity.value in self._roundings[quantity.step]


def _to_step(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _values(manuscript: Manuscript) -> Iterator[Decimal]:
    for block in manuscript.blocks:
        yield from _of_block(block)
    key_numbers = [block.measure.value for block in manuscript.blocks if block.measure is not None]
    yield from _differences(key_numbers)
    for cell in manuscript.notebook.cells:
        if cell.cell_type == "markdown" and not is_finding(cell):
            yield from _in_words(cell.source)
    for parameter in manuscript.record.parameters:
        yield from _shown(parameter.value, Format.RATIO)
    yield from _numbers(table.records for table in manuscript.record.tables)


def _of_block(block: Block) -> Iterator[Decimal]:
    if block.measure is not None:
        yield from _of_measure(block.measure)
    keys = [column.key for column in block.columns]
    for place, column in enumerate(block.columns):
        cells = [
            row[place] for number, row in enumerate(block.rows) if (number, place) not in block.suppressed
        ]
        for cell in cells:
            yield from _shown(cell, column.format)
        if column.format is not Format.RATIO:
            yield sum(_numbers(cells), Decimal(0))
            yield from _differences(cells)
            continue
        parts = [keys.index(part) for part in (column.numerator, column.denominator) if part is not None]
        for row in block.rows:
            yield from _of_ratio(*(row[part] for part in parts))
    for text in (block.title, block.note, block.alt, block.period, block.filter, block.guidance):
        yield from _in_words(text)


def _of_measure(measure: Measure) -> Iterator[Decimal]:
    for value in (measure.value, measure.low, measure.high):
        yield from _shown(value, measure.format)
    yield from _of_ratio(measure.numerator, measure.denominator)


def _of_ratio(numerator: Cell, denominator: Cell) -> Iterator[Decimal]:
    """Both parts of a ratio and what is left of the whole, as a number and in per cent."""
    numbers = list(_numbers((numerator, denominator)))
    yield from numbers
    if len(numbers) == 2 and numbers[1]:
        part, whole = numbers
        yield from (whole - part, 100 * (whole - part) / whole)


def _shown(cell: Cell, format_: Format) -> Iterator[Decimal]:
    """A value as it is stored and as it is printed."""
    if isinstance(cell, str):
        yield from _in_words(cell)
    elif cell is not None:
        yield from _numbers([cell])
        if format_ is Format.RATIO:
            yield from (Decimal(repr(cell)) * 100, rounded(float(cell), 3) * 100)
        elif format_ is Format.DECIMAL:
            yield rounded(float(cell), 1)


def _differences(cells: Sequence[Cell]) -> Iterator[Decimal]:
    """Of any two numbers; in a long column, of the first or last one and another."""
    numbers = list(_numbers(cells))
    if len(numbers) <= _LONGEST_TABLE:
        yield from (a - b for a, b in combinations(numbers, 2))
    else:
        yield from (end - number for end in (numbers[0], numbers[-1]) for number in numbers)


def _numbers(cells: Iterable[Cell]) -> Iterator[Decimal]:
    """The numbers among the cells, from their shortest decimal form."""
    yield from (Decimal(repr(cell)) for cell in cells if isinstance(cell, int | float))


def _in_words(text: str) -> Iterator[Decimal]:
    yield from (quantity.value for quantity in quantities(text))
