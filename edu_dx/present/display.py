"""Values as they are printed. Rounding happens here and nowhere else."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from edu_dx.present.block import Block, Cell, Format, Measure

MISSING = "…"
SUPPRESSED = "x"

# A ratio is printed in per cent with one place.
_PLACES = {Format.COUNT: 0, Format.YEN: 0, Format.DECIMAL: 1, Format.RATIO: 3}
# Below the one a float is wrong by far less than the other.
_SURELY_ROUNDED, _FAR_FROM_HALF = 1e9, 1e-6


def rounded(value: float, places: int) -> Decimal:
    """``value`` rounded half up, as a board expects, from its shortest decimal form; never −0."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def formatted(value: Cell, format_: Format) -> str:
    """One value as text: 1,234 · 1,234.5 · 6.6 % · 1,234; missing as 「…」."""
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    if format_ is Format.TEXT:
        return str(value)
    units = _units(value, _PLACES[format_])
    if units is None:
        number = f"{_exactly(float(value), format_):,}"
    else:
        number = f"{units:,}" if _PLACES[format_] == 0 else f"{units // 10:,}.{units % 10}"
        number = f"-{number}" if value < 0 and units else number
    return (f"{number} %" if format_ is Format.RATIO else number).replace("-", "−")


def _units(value: float, places: int) -> int | None:
    """The size of ``value`` in units of its last place; None where binary fractions might round it otherwise."""
    scaled = abs(value) * 10**places
    if scaled < _SURELY_ROUNDED and abs(scaled % 1 - 0.5) > _FAR_FROM_HALF:
        return int(scaled + 0.5)
    return None


def _exactly(value: float, format_: Format) -> Decimal:
    number = rounded(value, _PLACES[format_])
    return number.scaleb(2) if format_ is Format.RATIO else number


def cell_text(block: Block, row: int, column: int) -> str:
    """The printed text of one cell of a block's data."""
    if (row, column) in block.suppressed:
        return SUPPRESSED
    return formatted(block.rows[row][column], block.columns[column].format)


def measure_text(measure: Measure) -> str:
    """A number with its unit: 8,410 人, 6.6 %."""
    text = formatted(measure.value, measure.format)
    unit = measure.unit or ("円" if measure.format is Format.YEN else "")
    return f"{text} {unit}".rstrip()


def measure_basis(measure: Measure) -> str:
    """What stands under a number: its numerator and denominator, its range."""
    parts = []
    if measure.denominator is not None:
        parts.append(f"{_part(measure.numerator)} ÷ {_part(measure.denominator)}")
    if measure.low is not None and measure.high is not None:
        low, high = (formatted(bound, measure.format) for bound in (measure.low, measure.high))
        parts.append(f"{measure.range_label or '幅'} {low}〜{high}")
    return "　".join(parts)


def _part(value: float | int | None) -> str:
    """A numerator or denominator: a count, or an amount with its decimal."""
    whole = value is None or float(value).is_integer()
    return formatted(value, Format.COUNT if whole else Format.DECIMAL)
