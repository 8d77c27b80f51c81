"""Headers as boards print them, beside the column of the definitions that they stand for."""

from __future__ import annotations

import pytest

from edu_dx.intake.matching.names import match_name, plain, printed_unit
from edu_dx.tables import TABLES, Column, ColumnType

WORKING_TIME = [
    Column("school_name", "学校名", ColumnType.TEXT, aliases=("校名",)),
    Column("date", "日付", ColumnType.DATE, aliases=("年月日",)),
    Column("clock_in", "出勤時刻", ColumnType.TIME),
    Column("clock_out", "退勤時刻", ColumnType.TIME),
    Column("time_at_school", "在校等時間", ColumnType.DURATION, unit="分"),
    Column("overtime", "時間外在校等時間", ColumnType.DURATION, unit="分"),
    Column("down", "下り速度", ColumnType.DECIMAL, unit="Mbps", aliases=("下り",)),
    Column("up", "上り速度", ColumnType.DECIMAL, unit="Mbps", aliases=("上り",)),
    Column("ticket_no", "受付番号", ColumnType.TEXT),
    Column("handling_count", "取扱件数", ColumnType.INTEGER),
    Column("kana_code", "ガッコウコード", ColumnType.CODE),
]


def nearest(header: str) -> str:
    return max(WORKING_TIME, key=lambda column: match_name((header,), column).score).name


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("在校時間(分)", "time_at_school"),
        ("在校等の時間", "time_at_school"),
        ("時間外在校時間", "overtime"),
        ("勤務先学校名", "school_name"),
        ("測定値（下り）", "down"),
        ("測定値［上り］", "up"),
        ("出勤時間", "clock_in"),
        ("退勤時間", "clock_out"),
        ("退勤の時刻", "clock_out"),
        ("受付NO", "ticket_no"),
        ("ｶﾞｯｺｳ ｺｰﾄﾞ", "kana_code"),
        ("取り扱い件数", "handling_count"),
        ("取扱い件数", "handling_count"),
        ("取扱件致", "handling_count"),
        ("①学校名（必須）", "school_name"),
        ("1. 日 付", "date"),
        ("日　付※", "date"),
    ],
)
def test_the_nearest_name_is_the_column_meant(header: str, column: str) -> None:
    assert nearest(header) == column


@pytest.mark.parametrize(
    "header",
    ["学 校 名", "学校名（必須）", "(1)学校名", "● 学校名", "Ｓｃｈｏｏｌ　Ｎａｍｅ", "school-name", "校名"],
)
def test_what_carries_no_meaning_does_not_count(header: str) -> None:
    assert match_name((header,), WORKING_TIME[0]).is_same


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("出勤時刻", "clock_out"),
        ("時間外在校等時間", "time_at_school"),
        ("勤務先学校名", "school_name"),
        ("学校名簿", "school_name"),
        ("測定値（下り）", "down"),
    ],
)
def test_a_name_that_is_merely_alike_is_not_the_same(header: str, column: str) -> None:
    (definition,) = [c for c in WORKING_TIME if c.name == column]

    assert 0 < match_name((header,), definition).score < 1


def test_names_without_anything_in_common_score_nothing() -> None:
    assert match_name(("備考",), WORKING_TIME[0]).score == 0


def test_a_group_header_belongs_to_the_name() -> None:
    grouped = Column("x", "回線下り", ColumnType.DECIMAL)

    assert match_name(("回線", "下り"), grouped).is_same


@pytest.mark.parametrize(
    ("header", "unit"),
    [("在校時間(分)", "分"), ("休憩（時間）", "時間"), ("割合［％］", "%"), ("学校名（正式）", "")],
)
def test_the_printed_unit_is_read(header: str, unit: str) -> None:
    assert printed_unit(header) == unit


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_no_two_labels_of_a_table_become_the_same(table) -> None:  # type: ignore[no-untyped-def]
    labels = [plain(column.label) for column in (*table.columns, *table.not_stored)]

    assert len(set(labels)) == len(labels)
