from dataclasses import dataclass

from edu_dx.metrics.tornado import tornado


@dataclass(frozen=True)
class Rectangle:
    width: float
    height: float


def area(rectangle: Rectangle) -> float:
    return rectangle.width * rectangle.height


def test_the_assumption_that_moves_the_result_most_comes_first():
    table = tornado(Rectangle(10, 2), {"width": (9, 11), "height": (1, 4)}, area)

    assert table["factor"].tolist() == ["height", "width"]
    assert table[["at_lowest", "at_highest"]].values.tolist() == [[10, 40], [18, 22]]
    assert table["base"].tolist() == [20, 20]


def test_a_factor_that_works_the_other_way_is_as_wide():
    table = tornado(Rectangle(10, 2), {"height": (1, 4)}, lambda rectangle: -area(rectangle))

    assert table[["at_lowest", "at_highest"]].values.tolist() == [[-10, -40]]
