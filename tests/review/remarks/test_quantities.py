from decimal import Decimal

import pytest

from edu_dx.review.remarks.quantities import quantities

READ = {
    "8,410人": [("8,410", "8410", "10", 3)],
    "８，４１３人": [("８，４１３", "8413", "1", 4)],
    "66.70%": [("66.70", "66.70", "0.01", 4)],
    "12.3万通": [("12.3万", "123000", "1000", 3)],
    "12万3,456通": [("12万3,456", "123456", "1", 6)],
    "1億2,345万円": [("1億2,345万", "123450000", "10000", 5)],
    "3千枚": [("3千", "3000", "1000", 1)],
    "12.3百万円": [("12.3百万", "12300000", "100000", 3)],
    "6.7割": [("6.7", "67.0", "1.0", 2)],
    "0.5時間": [("0.5", "0.5", "0.1", 1)],
    "1,2,3年生": [],
    "2025年度と2025-05-01と2015〜2025年": [],
    "2025人": [("2025", "2025", "1", 4)],
    "09:30から16:45": [],
    "0284-20-0000と326-8601": [],
    "第116号、GIGA2.0、v1.2.3、09201": [],
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_reads_a_number_and_how_exactly_it_is_given(
    text: str, expected: list[tuple[str, str, str, int]]
) -> None:
    found = [(q.text, q.value, q.step, q.digits) for q in quantities(text) if q.value > 9 or q.is_decimal]
    assert found == [(word, Decimal(value), Decimal(step), digits) for word, value, step, digits in expected]
