"""Whether the numbers of a finding are numbers of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations

from edu_dx.present.block import Block, Cell, Format
from edu_dx.present.display import rounded
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.quantities import Quantity, quantities
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.run.canonical import is_finding

RULE = Rule("unknown_numbers", "結果に見当たらない数字")

_FEWEST_DIGITS = 3
_LONGEST_TABLE = 20
"""Rows: nearly every number is the difference of some two cells of a longer table."""
_MOST_OPERANDS = 12
_CALENDAR = (5, 7, 12)
"""Opening days and days of a week, months of a year."""


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Numbers of three and more digits, or with a decimal, that the run does not show.

    A number counts as shown if it is a printed or stored value rounded to as many digits, or a sum, difference,
    product or ratio of numbers beside it.
    """
    if not manuscript.blocks:
        return
    known = _Known(manuscript)
    for passage in manuscript.findings:
        for paragraph in passage.paragraphs:
            beside = [quantity for sentence in paragraph for quantity in quantities(sentence)]
            for sentence in paragraph:
                for quantity in quantities(sentence):
                    if _is_telling(quantity) and not known.has(quantity) and not _follows(quantity, beside):
                        yield Remark(
                            RULE,
                            passage.place,
                            sentence,
                            f"「{quantity.text}」は、この実行の結果に見当たりません。",
                            "写し間違いがないかを確かめてください。自分で計算した数なら、もとの数と計算のしかたを同じ段落に書いてください。",
                        )


def _is_telling(quantity: Quantity) -> bool:
    return quantity.digits >= _FEWEST_DIGITS or quantity.is_decimal


class _Known:
    """Every number that the run shows or stores, and simple differences and sums of them."""

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


def _follows(quantity: Quantity, beside: Sequence[Quantity]) -> bool:
    """Whether the quantity can be reckoned from two or all of the others in its paragraph."""
    others = [other.value for other in beside if other.value != quantity.value][:_MOST_OPERANDS]
    return any(abs(abs(result) - quantity.value) < quantity.step for result in _reckoned(others))


def _reckoned(numbers: Sequence[Decimal]) -> Iterator[Decimal]:
    yield sum(numbers, Decimal(0))
    for number in numbers:
        yield 100 - number
        yield from (number * days for days in _CALENDAR)
        yield from (number / days for days in _CALENDAR)
    for a, b in permutations(numbers, 2):
        yield from (a + b, a - b, a * b)
        yield from ((a - b) / years for years in range(2, _CALENDAR[-1]))
        if b:
            yield from (a / b, 100 * a / b, 100 * (a - b) / b)


def _values(manuscript: Manuscript) -> Iterator[Decimal]:
    for block in manuscript.blocks:
        yield from _of_block(block)
    measures = [
        Decimal(repr(b.measure.value)) for b in manuscript.blocks if b.measure and b.measure.value is not None
    ]
    yield from (a - b for a, b in combinations(measures, 2))
    texts = [
        cell.source
        for cell in manuscript.notebook.cells
        if cell.cell_type == "markdown" and not is_finding(cell)
    ]
    texts += [str(parameter.value) for parameter in manuscript.record.parameters]
    for text in texts:
        yield from (quantity.value for quantity in quantities(text))
    yield from _decimals(parameter.value for parameter in manuscript.record.parameters)
    yield from _decimals(table.records for table in manuscript.record.tables)


def _of_block(block: Block) -> Iterator[Decimal]:
    if block.measure is not None:
        m = block.measure
        for value in (m.value, m.low, m.high):
            yield from _shown(value, m.format)
        yield from _decimals((m.numerator, m.denominator))
    for place, column in enumerate(block.columns):
        cells = [
            row[place] for number, row in enumerate(block.rows) if (number, place) not in block.suppressed
        ]
        for cell in cells:
            yield from _shown(cell, column.format)
        if column.format is not Format.RATIO:
            yield from _across(cells)
    for text in (block.title, block.note, block.alt, block.period, block.filter, block.guidance):
        yield from (quantity.value for quantity in quantities(text))


def _across(cells: Sequence[Cell]) -> Iterator[Decimal]:
    """The sum of a column, and the differences of its cells."""
    numbers = list(_decimals(cell for cell in cells if not isinstance(cell, str)))
    yield sum(numbers, Decimal(0))
    if len(numbers) <= _LONGEST_TABLE:
        yield from (a - b for a, b in combinations(numbers, 2))


def _shown(cell: Cell, format_: Format) -> Iterator[Decimal]:
    """A value as it is stored and as it is printed."""
    if isinstance(cell, str):
        yield from (quantity.value for quantity in quantities(cell))
    elif cell is not None:
        yield from _decimals([cell])
        if format_ is Format.RATIO:
            yield Decimal(repr(cell)) * 100
            yield rounded(float(cell), 3).scaleb(2)
        elif format_ is Format.DECIMAL:
            yield rounded(float(cell), 1)


def _decimals(cells: Iterable[Cell]) -> Iterator[Decimal]:
    """The numbers among the cells, from their shortest decimal form; a share also in per cent."""
    for cell in cells:
        if isinstance(cell, int | float):
            number = Decimal(repr(cell))
            yield number
            if 0 < abs(number) < 1:
                yield number * 100
