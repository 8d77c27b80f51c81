"""Whether a number can be reckoned from others in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, permutations

from edu_dx.review.remarks.quantities import Quantity

_CALENDAR = (5, 7, 12)
"""Opening days and days of a week, months of a year."""
_YEARS = range(2, 13)
_MOST_OPERANDS = 12


def follows(quantity: Quantity, beside: Sequence[Decimal]) -> bool:
    """Whether the quantity is a sum, product, ratio, change or average of numbers beside it."""
    return _is_among(quantity, _ratios(beside[:_MOST_OPERANDS]))


def adds_up(quantity: Quantity, before: Sequence[Decimal]) -> bool:
    """Whether the quantity is the sum or difference of two numbers, or the sum of some in a row."""
    return _is_among(quantity, _sums([number for number in before if number != quantity.value]))


def _is_among(quantity: Quantity, results: Iterable[Decimal]) -> bool:
    return any(abs(abs(result) - quantity.value) < quantity.step for result in results)


def _ratios(numbers: Sequence[Decimal]) -> Iterator[Decimal]:
    for number in numbers:
        yield 100 - number
        yield from (number * days for days in _CALENDAR)
        yield from (number / days for days in _CALENDAR)
    for a, b in permutations(numbers, 2):
        yield a * b
        yield from ((a - b) / years for years in _YEARS)
        if b:
            yield from (a / b, 100 * a / b, 100 * (a - b) / b)


def _sums(numbers: Sequence[Decimal]) -> Iterator[Decimal]:
    for start in range(len(numbers)):
        yield from accumulate(numbers[start:])
    for a, b in permutations(numbers, 2):
        yield from (a + b, a - b)
