"""Which rows of a table that was read do not stand the rules of the table."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.header import Header
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.ledger import Ledger
from edu_dx.intake.rejections import reject_duplicates
from edu_dx.intake.sheet import Sheet
from edu_dx.tables import Column, ColumnType, Table

TABLE = Table(
    "things",
    "もの",
    "1行は1つのもの",
    (Column("thing", "もの", ColumnType.TEXT), Column("count", "数", ColumnType.INTEGER)),
    key=("thing",),
)


def duplicates_among(records: list[tuple[int, str | None, int]]) -> dict[int, str]:
    sheet = Sheet("", [["x"]] * 200)
    part = Part(sheet, Layout(Header(0, 0, ()), {}), Ledger(sheet, list(range(200))), (), "表")
    reject_duplicates(pd.DataFrame(records, columns=["row", "thing", "count"]), TABLE, part)
    return {rejected.row - 1: rejected.reason for rejected in part.ledger.rejected()}


def test_the_second_of_two_equal_rows_goes() -> None:
    assert duplicates_among([(1, "机", 3), (2, "椅子", 3), (3, "机", 3)]) == {3: "2行目と同じ内容の重複です"}


def test_of_rows_that_disagree_none_stays_and_each_names_the_others() -> None:
    assert duplicates_among([(1, "机", 3), (2, "机", 4), (3, "机", 3)]) == {
        1: "3・4行目と同じ対象で値が食い違っています",
        2: "2・4行目と同じ対象で値が食い違っています",
        3: "2・3行目と同じ対象で値が食い違っています",
    }


def test_one_row_that_says_two_things_of_one_key_goes() -> None:
    assert duplicates_among([(1, "机", 3), (1, "机", 4)]) == {1: "同じ対象の値が、この行に二重にあります"}


def test_a_missing_key_is_a_key_like_others() -> None:
    assert duplicates_among([(1, None, 3), (2, None, 3)]) == {2: "2行目と同じ内容の重複です"}


def test_of_many_rows_that_disagree_a_few_are_named() -> None:
    reasons = duplicates_among([(row, "机", row) for row in range(100)])
    assert len(reasons) == 100
    assert reasons[50] == "1・2・3・4・5・6・7・8・9・10など99行目と同じ対象で値が食い違っています"


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["机", "椅子", None]), st.integers(0, 1)), max_size=12
    )
)
def test_a_key_is_left_with_one_content_or_none(records: list[tuple[int, str | None, int]]) -> None:
    rejected = duplicates_among(records)
    contents: dict[str | None, set[int]] = {}
    for _, thing, count in records:
        contents.setdefault(thing, set()).add(count)
    left = [record for record in records if record[0] not in rejected]
    assert all(len(contents[thing]) == 1 for _, thing, _ in left)
    single_rows = {row for row, _, _ in records if [r for r, _, _ in records].count(row) == 1}
    for thing in contents:
        assert len({row for row, other, _ in left if other == thing} & single_rows) <= 1
