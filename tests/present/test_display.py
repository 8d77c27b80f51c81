import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edu_dx.present import Format, Measure
from edu_dx.present.block import Cell
from edu_dx.present.display import formatted, measure_basis, measure_text, rounded


@pytest.mark.parametrize(
    ("value", "format_", "text"),
    [
        (8410, Format.COUNT, "8,410"),
        (8410.5, Format.COUNT, "8,411"),
        (0.0665, Format.RATIO, "6.7 %"),
        (0.066, Format.RATIO, "6.6 %"),
        (1, Format.RATIO, "100.0 %"),
        (0.5535, Format.RATIO, "55.4 %"),  # as a float, times 100, a little less than 55.35
        (-0.0004, Format.RATIO, "0.0 %"),
        (-1234.5, Format.DECIMAL, "−1,234.5"),
        (2.25, Format.DECIMAL, "2.3"),
        (-49_100_000, Format.YEN, "−49,100,000"),
        (None, Format.COUNT, "…"),
        ("未定", Format.TEXT, "未定"),
    ],
)
def test_values_are_printed_as_a_board_expects(value: Cell, format_: Format, text: str) -> None:
    assert formatted(value, format_) == text


HALVES = st.builds(
    lambda number, places: number / (2 * 10**places), st.integers(-(10**9), 10**9), st.integers(0, 4)
)
PRINTED = {
    Format.COUNT: lambda value: f"{rounded(value, 0):,}",
    Format.YEN: lambda value: f"{rounded(value, 0):,}",
    Format.DECIMAL: lambda value: f"{rounded(value, 1):,}",
    Format.RATIO: lambda value: f"{rounded(value, 3).scaleb(2):,} %",
}


@given(
    st.integers(-(10**20), 10**20) | st.floats(-1e20, 1e20) | st.floats(-1, 1) | HALVES,
    st.sampled_from(list(PRINTED)),
)
@example(0.5535, Format.RATIO)
@example(2**53 + 1, Format.COUNT)
@example(-0.04, Format.DECIMAL)
def test_every_number_is_rounded_half_up_from_its_shortest_decimal_form(
    value: float, format_: Format
) -> None:
    assert formatted(value, format_) == PRINTED[format_](float(value)).replace("-", "−")


def test_a_ratio_is_printed_with_its_parts() -> None:
    measure = Measure(value=155 / 180, format=Format.RATIO, numerator=155_000, denominator=180_000)

    assert measure_text(measure) == "86.1 %"
    assert measure_basis(measure) == "155,000 ÷ 180,000"


def test_an_estimate_is_printed_with_its_range() -> None:
    measure = Measure(value=933.4, format=Format.COUNT, unit="人", low=900, high=960.2, range_label="9割の幅")

    assert (measure_text(measure), measure_basis(measure)) == ("933 人", "9割の幅 900〜960")
