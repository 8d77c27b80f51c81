import pytest

from edu_dx.present.block import Block, BlockColumn, Cell, Format
from edu_dx.review.difference.result import LoneRow, TableChange
from edu_dx.review.difference.tables import table_change
from tests.review.difference.samples import SCHOOLS, count, share, table, text


def change(old: Block, new: Block) -> TableChange:
    return table_change(old, new, across_editions=False)


def told(found: TableChange) -> list[str]:
    return [f"{row.label} {value.name} {value.text}" for row in found.rows for value in row.values]


def test_equal_tables_differ_in_nothing() -> None:
    assert change(table(SCHOOLS), table(SCHOOLS)).nothing


def test_a_cell_is_told_with_its_row_and_column() -> None:
    new = [SCHOOLS[0], ["みどり小", 231, 7], SCHOOLS[2]]
    assert told(change(table(SCHOOLS), table(new))) == [
        "みどり小 児童生徒 210 → 231 人（＋21、＋10.0 %）",
        "みどり小 学級数 6 → 7 学級（＋1、＋16.7 %）",
    ]


def test_a_row_is_found_by_its_name_wherever_it_stands() -> None:
    found = change(table(SCHOOLS), table(SCHOOLS[::-1]))
    assert found.reordered
    assert not found.rows


def test_rows_that_only_one_side_has_are_told_as_printed() -> None:
    found = change(table(SCHOOLS), table([*SCHOOLS[:2], ["こだま小", 1080, 30]]))
    assert found.added_rows == (
        LoneRow("こだま小", (("学校", "こだま小"), ("児童生徒（人）", "1,080"), ("学級数（学級）", "30"))),
    )
    assert [row.label for row in found.removed_rows] == ["ひかり中"]
    assert not found.rows


def test_a_name_may_need_two_columns() -> None:
    columns = [text("level", "比べた数"), count("horizon", "何年先", "年"), count("error", "誤差")]
    old: list[list[Cell]] = [["全市", 1, 20], ["全市", 5, 88], ["学校別", 1, 7]]
    new: list[list[Cell]] = [["学校別", 1, 7], ["全市", 5, 90], ["全市", 1, 20]]
    assert told(change(table(old, columns), table(new, columns))) == [
        "全市・5 誤差 88 → 90 人（＋2、＋2.3 %）"
    ]


def test_rows_without_a_name_stand_for_each_other_in_their_order() -> None:
    columns = [count("shift", "移った通数", "通"), count("minutes", "時間", "分")]
    old: list[list[Cell]] = [[100, 9], [200, 8], [300, 7]]
    new: list[list[Cell]] = [[100, 9], [210, 8], [300, 7], [400, 6]]
    found = change(table(old, columns), table(new, columns))
    assert told(found) == ["2行目 移った通数 200 → 210 通（＋10、＋5.0 %）"]
    assert [row.label for row in found.added_rows] == ["4行目"]


def test_columns_are_matched_by_their_key() -> None:
    old = [text("school", "学校"), count("p2024", "2024年度"), count("classes", "学級数", "学級")]
    new = [text("school", "学校"), count("p2025", "2025年度"), count("classes", "学級の数", "学級")]
    assert change(table(SCHOOLS, old), table(SCHOOLS, old)).nothing
    found = change(table(SCHOOLS, old), table(SCHOOLS, new))
    assert (found.added_columns, found.removed_columns) == (("2025年度（人）",), ("2024年度（人）",))
    assert found.changed_columns == (("学級数（学級）", "学級の数（学級）"),)
    assert not found.rows


def test_where_every_year_moved_on_columns_at_the_same_distance_are_compared() -> None:
    old = [text("school", "学校"), count("p2024", "2024年度"), count("p2029", "2029年度")]
    new = [text("school", "学校"), count("p2025", "2025年度"), count("p2030", "2030年度")]
    found = change(table([["あおば小", 300, 280]], old), table([["あおば小", 300, 260]], new))
    assert told(found) == ["あおば小 2029年度→2030年度 280 → 260 人（−20、−7.1 %）"]
    assert found.changed_columns[0] == ("2024年度（人）", "2025年度（人）")
    assert not (found.added_columns or found.removed_columns)


def test_a_year_that_both_tables_have_is_compared_with_itself() -> None:
    old = [text("school", "学校"), count("p2024", "2024年度"), count("p2025", "2025年度")]
    new = [text("school", "学校"), count("p2025", "2025年度"), count("p2026", "2026年度")]
    found = change(table([["あおば小", 300, 280]], old), table([["あおば小", 281, 260]], new))
    assert told(found) == ["あおば小 2025年度 280 → 281 人（＋1、＋0.4 %）"]
    assert (found.added_columns, found.removed_columns) == (("2026年度（人）",), ("2024年度（人）",))


def test_a_ratio_divided_by_something_else_is_a_changed_column() -> None:
    def columns(denominator: str) -> list[BlockColumn]:
        return [text("s", "学校"), count("a", "A"), count("b", "B"), share("r", "割合", "a", denominator)]

    rows: list[list[Cell]] = [["あおば小", 1, 2, 0.5]]
    assert change(table(rows, columns("a")), table(rows, columns("b"))).changed_columns


def test_a_change_that_rounding_hides_is_kept_apart() -> None:
    found = change(table(SCHOOLS), table([["あおば小", 300.2, 12], *SCHOOLS[1:]]))
    assert found.unseen
    assert [row.label for row in found.unseen_rows] == ["あおば小"]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_value_that_one_side_withholds_is_told_of_neither(swapped: bool) -> None:
    open_ = table([["あおば小", 4321, 12], ["みどり小", 210, 6], ["こだま小", 8765, 6]])
    closed = table([["あおば小", None, 12], ["みどり小", 211, 6]], suppressed=[(0, 1)])
    found = change(*((closed, open_) if swapped else (open_, closed)))
    assert "4,321" not in str(found)
    assert "8,765" not in str(found)  # a row of one side alone, in a column with a withheld value
    assert found.rows[0].values[0].withheld
    assert "210" in str(found)


def test_a_value_that_both_sides_withhold_is_no_change() -> None:
    closed = table([["あおば小", None, 12]], suppressed=[(0, 1)])
    assert change(closed, closed).nothing


def test_a_withheld_count_names_no_row() -> None:
    columns = [text("level", "比べた数"), count("cases", "件数"), count("error", "誤差")]
    open_ = table([["全市", 4321, 20], ["全市", 5, 88]], columns)
    closed = table([["全市", None, 20], ["全市", 5, 88]], columns, suppressed=[(0, 1)])
    found = change(open_, closed)
    assert [(row.label, row.values[0].withheld) for row in found.rows] == [("1行目", True)]
    assert "4,321" not in str(found)


def test_across_editions_a_row_of_one_side_is_only_named() -> None:
    found = table_change(table(SCHOOLS), table(SCHOOLS[:2]), across_editions=True)
    assert found.removed_rows[0].label == "ひかり中"
    assert "450" not in str(found)


def test_money_and_shares_in_a_table_have_their_own_differences() -> None:
    columns = [text("s", "学校"), count("a", "A"), count("b", "B"), share("r", "割合", "a", "b")]
    yen = BlockColumn(key="y", label="金額", format=Format.YEN, unit="円")
    old = table([["あおば小", 1, 4, 0.25, 1000]], [*columns, yen])
    new = table([["あおば小", 1, 4, 0.30, 1500]], [*columns, yen])
    assert told(change(old, new)) == [
        "あおば小 割合 25.0 % → 30.0 %（＋5.0 ポイント）",
        "あおば小 金額 1,000 → 1,500 円（＋500、＋50.0 %）",
    ]
