from decimal import Decimal

import pytest

from edu_dx.review.remarks.quantities import quantities
from edu_dx.review.remarks.reckoning import adds_up, follows


def values(*numbers: str) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("written", "beside"),
    [
        ("16.8%", ["10112", "1702"]),
        ("83.2%", ["8410", "10112"]),
        ("1.8倍", ["3316", "1807"]),
        ("33.3%", ["66.7"]),
        ("105枚", ["21"]),
        ("179人", ["9305", "8410"]),
    ],
)
def test_a_ratio_a_rest_and_an_average_follow(written: str, beside: list[str]) -> None:
    [quantity] = quantities(written)
    assert follows(quantity, values(*beside))
    assert not follows(quantity, values("17", "23"))


def test_sums_of_numbers_in_a_row_and_differences_add_up() -> None:
    numbers = values("118", "164", "203", "96")
    assert all(adds_up(*quantities(written), numbers) for written in ("282人", "485人", "581人", "107人"))
    assert not adds_up(*quantities("286人"), numbers)


def test_a_number_does_not_prove_itself() -> None:
    assert not adds_up(*quantities("5,132枚"), values("5132", "5132"))
