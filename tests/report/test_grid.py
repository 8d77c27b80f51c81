from edu_dx.present.block import Block
from edu_dx.report.grid import LANDSCAPE_PT, PORTRAIT_PT, printed_table
from tests.report.sample import (
    BASIS,
    count,
    grades_table,
    share,
    suppressed_table,
    text,
    trend_figure,
    wide_table,
)


def width_pt(block: Block) -> float:
    table = printed_table(block)
    return sum(column["width"] for column in table["columns"]) * table["size"]


def test_33_schools_with_12_columns_stand_upright() -> None:
    table = printed_table(grades_table())

    assert len(table["rows"]) == 33
    assert not table["landscape"]
    assert table["size"] >= 7.5
    assert width_pt(grades_table()) <= PORTRAIT_PT


def test_many_columns_lie_on_their_side() -> None:
    assert printed_table(wide_table())["landscape"]
    assert width_pt(wide_table()) <= LANDSCAPE_PT + 1


def test_support_columns_are_not_printed_but_their_values_stand_in_the_cell() -> None:
    table = printed_table(suppressed_table())

    assert [column["label"] for column in table["columns"]][-1] == "朝の割合"
    assert table["rows"][0][4] == {"text": "3.5", "basis": "640 ÷ 18,153"}


def test_per_cent_stands_in_the_heading_as_every_unit_does() -> None:
    table = printed_table(suppressed_table())

    assert table["columns"][4]["unit"] == "（%）"
    assert table["columns"][1]["unit"] == "（件）"


def test_a_ratio_whose_parts_are_columns_repeats_nothing() -> None:
    assert printed_table(suppressed_table())["rows"][0][3]["basis"] == ""


def test_withheld_cells_give_nothing_away() -> None:
    withheld = printed_table(suppressed_table())["rows"][1]

    assert [cell["text"] for cell in withheld] == ["転入・転出の届", "x", "912", "x", "x"]
    assert all(cell["basis"] == "" for cell in withheld)


def test_signs_and_ratios_are_explained() -> None:
    legend = "\n".join(printed_table(suppressed_table())["legend"])

    assert "x は" in legend
    assert "… は" in legend
    assert "影響割合 ＝ 影響を受ける件数 ÷ 受付件数" in legend


def test_a_denominator_that_never_changes_stands_below_the_table() -> None:
    columns = [
        text("part", "時間帯"),
        count("n", "件数", "件"),
        count("all", "すべて", "件", support=True),
        share("rate", "割合", "n", "all"),
    ]
    block = Block(
        name="parts",
        kind="table",
        title="内訳",
        columns=columns,
        rows=[["朝", 3, 40, 3 / 40], ["夕", 5, 40, 5 / 40]],
        **BASIS,
    )
    table = printed_table(block)

    assert table["legend"] == ["割合 ＝ 件数 ÷ すべて（すべて 40 件）"]
    assert table["rows"][0][2]["basis"] == ""


def test_the_data_of_a_figure_show_every_column() -> None:
    assert len(printed_table(trend_figure(), with_support=True)["columns"]) == 5
