"""Published statistics: any wording, wide or long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Intake, read_file
from edu_dx.intake.readers.statistics_periods import fiscal_year_of_period

Write = Callable[..., Path]
LIBRARIES = [
    ["年度", "都道府県", "市区町村", "図書館数", "蔵書冊数", "貸出率"],
    ["令和4年度", "栃木県", "足利市", "1", "1,200", "1.5%"],
    ["令和4年度", "栃木県", "宇都宮市", "5", "x", "5.5%"],
    ["令和5年度", "栃木県", "足利市", "1", "…", "2.5%"],
    ["令和5年度", "栃木県", "宇都宮市", "5", "5,100", ""],
]


def only(path: Path) -> Intake:
    (intake,) = read_file(path)
    return intake


def test_every_number_of_a_wide_table_is_one_record(write_csv: Write) -> None:
    intake = only(write_csv("図書館統計_R5.csv", LIBRARIES))
    assert intake.table == "statistics"
    assert (intake.receipt.rows_in, intake.receipt.rows_ok, len(intake.frame)) == (5, 4, 11)
    values = intake.frame.set_index(["period", "area_name", "indicator"])
    assert values.loc[("令和4年度", "栃木県 足利市", "蔵書冊数"), "value"] == 1200
    assert set(intake.frame["fiscal_year"]) == {2022, 2023}
    assert set(intake.frame["series"]) == {"図書館統計"}


def test_a_missing_number_keeps_its_reason_and_is_never_zero(write_csv: Write) -> None:
    frame = only(write_csv("図書館統計.csv", LIBRARIES)).frame
    missing = frame[frame["value"].isna()]
    assert missing["missing_reason"].tolist() == ["value=suppressed", "value=unknown"]
    assert not (frame["value"] == 0).any()


def test_a_share_keeps_its_unit(write_csv: Write) -> None:
    frame = only(write_csv("図書館統計.csv", LIBRARIES)).frame
    shares = frame[frame["indicator"] == "貸出率"]
    assert shares["value"].tolist() == [1.5, 5.5, 2.5]
    assert set(shares["unit"]) == {"%"}


def test_a_failed_formula_makes_neither_a_dimension_nor_another_table_of_a_column_of_numbers(
    write_csv: Write,
) -> None:
    """Few and small numbers, which may be labels; a failed formula says nothing about what its column holds."""
    header = ["年度", "市区町村", "長期欠席者数", "不登校児童生徒数"]
    rows = [["2024", "みほん市", "#N/A", "x"], ["2024", "ためし市", 1, "#N/A"], ["2025", "ためし市", 1, "x"]]
    intake = only(write_csv("表.csv", [header, *rows]))
    assert intake.frame[["fiscal_year", "indicator"]].values.tolist() == [
        [2025, "長期欠席者数"],
        [2025, "不登校児童生徒数"],
    ]
    assert [row.row for row in intake.receipt.rejected] == [2, 3]


def test_a_failed_formula_among_shares_rejects_its_own_row_alone(write_csv: Write) -> None:
    rows = [list(row) for row in LIBRARIES]
    rows[1][5] = "#DIV/0!"
    intake = only(write_csv("図書館統計.csv", rows))
    assert [row.row for row in intake.receipt.rejected] == [2]
    assert intake.frame.loc[intake.frame["indicator"] == "貸出率", "value"].tolist() == [5.5, 2.5]


def test_a_long_table_of_estat(write_csv: Write) -> None:
    header = ["表章項目 コード", "表章項目", "性別 コード", "性別", "時間軸（年度） コード", "時間軸（年度）"]
    rows = [
        ["統計名：", "学校基本調査"],
        ["表題：", "市区町村別の在学者数"],
        [],
        [*header, "地域 コード", "地域", "単位", "値"],
        *(
            ["01", "在学者数", code, sex, f"{year}100000", f"{year}年度", area, name, "人", value]
            for code, sex in (("1", "男"), ("2", "女"))
            for year in (2022, 2023)
            for area, name, value in (("09201", "宇都宮市", "13,000"), ("09202", "足利市", "-"))
        ),
    ]
    intake = only(write_csv("FEH_00400001.csv", rows))
    assert (intake.table, len(intake.frame), intake.receipt.rows_rejected) == ("statistics", 8, 0)
    first = intake.frame.iloc[0]
    assert first[["area_code", "area_name", "category", "indicator", "unit"]].tolist() == [
        "09201",
        "宇都宮市",
        "男",
        "在学者数",
        "人",
    ]
    assert first["series"] == "学校基本調査 市区町村別の在学者数"
    assert intake.frame["missing_reason"].dropna().tolist() == ["value=none"] * 4


def test_several_dimensions_are_joined_with_their_names(write_csv: Write) -> None:
    rows = [
        ["time_period", "geographic_level", "area_code", "area_name", "phase", "sex", "absence_rate"],
        *(
            ["202324", "Regional", code, name, phase, sex, "6.5e-05"]
            for code, name in (("E12000001", "North East"), ("E12000002", "North West"))
            for phase in ("Primary", "Secondary")
            for sex in ("Girls", "Boys")
        ),
    ]
    frame = only(write_csv("absence.csv", rows)).frame
    assert frame["category"].iloc[0] == "phase：Primary／sex：Girls"
    assert set(frame["value"]) == {6.5e-05}
    assert set(frame["fiscal_year"]) == {2023}


def test_a_cell_that_is_no_number_rejects_its_row_with_the_place(write_csv: Write) -> None:
    rows = [LIBRARIES[0], *(["令和5年度", "栃木県", f"第{n}市", "1", "2", "3%"] for n in range(20))]
    rows[7] = ["令和5年度", "栃木県", "足利市", "約5", "2", "3%"]
    intake = only(write_csv("図書館統計.csv", rows))
    (rejected,) = intake.receipt.rejected
    assert (rejected.row, intake.receipt.rows_ok) == (8, 19)
    assert "図書館数" in rejected.reason


@pytest.mark.parametrize(
    "rows",
    [
        [["学校名", "年度", "県", "点数"], ["みほん小学校", "2024", "栃木県", "1"]],
        [["年度", "市区町村", "出生数"], ["2024", "足利市", "500"], ["2024", "佐野市", "400"]],
        [
            ["年度", "市区町村", "所感", "点数"],
            *(["2024", "足利市", f"{'あ' * 70}{n}", n] for n in range(40)),
        ],
    ],
    ids=["school by school", "another table's quantity", "a column of sentences"],
)
def test_tables_of_another_kind_are_left_alone(write_csv: Write, rows: list[list[object]]) -> None:
    with pytest.raises(UserError):
        read_file(write_csv("表.csv", rows), table="statistics")


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("202324", 2023),
        ("2023/24", 2023),
        ("2023-2024", 2023),
        ("令和5年度", 2023),
        ("2023", 2023),
        ("2024年3月", 2023),
        ("202404", 2024),
        ("2024年第1四半期", 2023),
        ("平成31年4月1日", 2019),
        (pd.Timestamp("2024-03-31").to_pydatetime(), 2023),
    ],
)
def test_periods_lie_in_fiscal_years(printed: object, year: int) -> None:
    assert fiscal_year_of_period(printed) == year  # type: ignore[arg-type]


@pytest.mark.parametrize("damaged", ["約1,200", "12l", "1,200?"])
def test_a_number_that_cannot_be_read_costs_its_row_and_not_its_column(
    write_csv: Write, damaged: str
) -> None:
    rows = [list(row) for row in LIBRARIES]
    rows[1][4] = damaged
    intake = only(write_csv("図書館統計_R5.csv", rows))
    assert [row.row for row in intake.receipt.rejected] == [2]
    volumes = intake.frame[intake.frame["indicator"] == "蔵書冊数"]
    assert volumes["value"].dropna().tolist() == [5100]


@pytest.mark.parametrize("damaged", ["1\n1", "あ" * 100], ids=["two numbers", "a long text"])
def test_nor_where_the_other_numbers_could_be_labels(write_csv: Write, damaged: str) -> None:
    header = ["年度", "市区町村", "長期欠席者数", "不登校児童生徒数"]
    cells = [(9967, 1), (2441, damaged), (1, "x"), (1, 1), (1, 5100)]
    rows = [[2020 + n, "みほん市", *pair] for n, pair in enumerate(cells)]
    intake = only(write_csv("表.csv", [header, *rows]))
    assert [row.row for row in intake.receipt.rejected] == [3]
    assert intake.frame["value"].dropna().tolist() == [9967, 1, 1, 1, 1, 1, 5100]


@pytest.mark.parametrize("damaged", ["約5", "△△", "1,5", "ご"])
def test_nor_where_all_other_numbers_are_suppressed(write_csv: Write, damaged: str) -> None:
    rows = [list(row) for row in LIBRARIES]
    for row, cell in zip(rows[1:], ("x", damaged, "x", "x"), strict=True):
        row[4] = cell
    intake = only(write_csv("図書館統計_R5.csv", rows))
    assert [row.row for row in intake.receipt.rejected] == [3]
    assert set(intake.frame["indicator"]) == {"図書館数", "蔵書冊数", "貸出率"}


def test_nor_where_the_header_names_an_amount(write_csv: Write) -> None:
    header = ["年度", "市区町村", "図書館数", "蔵書冊数"]
    rows = [[2020 + n, "みほん市", cell, 5100] for n, cell in enumerate((1, "約5", 2, 1))]
    intake = only(write_csv("図書館統計.csv", [header, *rows]))
    assert [row.row for row in intake.receipt.rejected] == [3]
    assert intake.frame["category"].isna().all()


def test_notes_below_a_small_table_do_not_hide_it(write_csv: Write) -> None:
    notes = [["（注）架空の数です。"], ["出典：みほん市"], ["※毎年5月に調べています。"]]
    frame = only(write_csv("図書館統計_R5.csv", [*LIBRARIES, *notes])).frame
    assert len(frame) == 11
