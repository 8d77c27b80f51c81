from edu_dx.present.block import Block
from tests.review.difference.samples import SCHOOLS, number, record, run, table


def test_blocks_and_texts_stand_in_the_order_of_the_notebook() -> None:
    contents = run(number(1), table(SCHOOLS))
    assert [item.name if isinstance(item, Block) else item.id for item in contents.items] == [
        *("title", "results-heading", "pupils", "schools", "findings")
    ]
    assert [getattr(item, "finding", False) for item in contents.items] == [False, False, False, False, True]


def test_a_cell_stands_under_its_own_or_the_nearest_heading() -> None:
    contents = run(number(1))
    assert [cell.heading for cell in contents.code or ()] == ["結果を見る"]
    assert [item.heading for item in contents.items if not isinstance(item, Block)] == [
        *("目的", "結果を見る", "分かったこと")
    ]


def test_injected_values_are_no_code() -> None:
    assert [cell.id for cell in run(number(1)).code or ()] == ["cell-pupils"]


def test_a_public_number_without_a_value_may_be_withheld() -> None:
    assert run(record=record(edition="public")).withholds(number(None))
    assert not run(record=record(edition="public")).withholds(number(7))
    assert not run().withholds(number(None))
    assert run().withholds(table([["あおば小", None, 1]], suppressed=[(0, 1)]))
