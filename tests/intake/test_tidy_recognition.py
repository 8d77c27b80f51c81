"""Which table a header is of, where many tables have columns of the same names."""

from __future__ import annotations

import pytest

from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.readers.registry import why_not_read
from edu_dx.intake.readers.tidy_header import Dictionary
from edu_dx.intake.sheet import Sheet
from edu_dx.tables import TABLES, Column, ColumnType, Table
from edu_dx.tables.definitions.columns import FISCAL_YEAR, SCHOOL_CODE, SCHOOL_NAME

ALL = Dictionary([table for table in TABLES.values() if table.from_files])


def header(*labels: str) -> Header:
    return Header(0, 0, tuple(HeaderColumn(index, (label,)) for index, label in enumerate(labels)))


def table_of(dictionary: Dictionary, *labels: str, title: str = "") -> str:
    fit = dictionary.best(header(*labels), (title,))
    return fit.table.name if fit else ""


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (("学校名", "職員番号", "職名", "学級担任", "氏名"), "staff"),
        (("学校名", "職員番号", "職名", "日付", "出勤", "退勤"), "timecards"),
        (("学校名", "職員番号", "職名", "年月", "時間外在校等時間"), "overtime_months"),
        (("学校名", "測定日時", "測定場所", "下り(Mbps)"), "network_tests"),
        (("学校名", "利用者", "OS", "導入年度", "台数"), "devices"),
        (("学校名", "週", "稼働端末数"), "device_use"),
        (("学校名", "学年", "年月", "欠席日数"), "absence_months"),
        (("学校名", "学年", "理由", "人数"), "absence_years"),
        (("学校名", "項目番号", "回答"), "checklist"),
        (("項目番号", "回答", "配点"), "checklist_points"),
    ],
)
def test_tables_that_share_columns_are_told_apart(labels: tuple[str, ...], name: str) -> None:
    assert table_of(ALL, *labels) == name


@pytest.mark.parametrize(
    "labels", [("学校名", "校長名"), ("日付", "天気", "気温"), ("番号", "氏名", "住所", "電話番号")]
)
def test_what_no_table_has_is_not_recognised(labels: tuple[str, ...]) -> None:
    assert table_of(ALL, *labels) == ""


def test_a_label_that_fits_as_it_stands_wins_over_one_cut_short() -> None:
    fit = ALL.best(header("学校名", "測定日時", "下り（平均）", "下り"), ())
    assert fit is not None
    assert fit.layout.keys["download_mbps"].printed == ("下り",)


def _twin(name: str) -> Table:
    amount = Column("amount", "数量", ColumnType.INTEGER)
    return Table(
        name, name, "", (FISCAL_YEAR, SCHOOL_CODE, SCHOOL_NAME, amount), ("fiscal_year", "school_code")
    )


def test_of_two_tables_that_fit_equally_none_is_taken() -> None:
    twins = Dictionary([_twin("one"), _twin("two")])
    assert table_of(twins, "学校名", "数量") == ""
    sheet = Sheet("", [["学校名", "数量"], ["みほん小学校", 1]])
    assert [table.name for table in twins.tables_tied_in(sheet)] == ["one", "two"]


def test_a_sheet_without_such_a_tie_gives_its_own_reason() -> None:
    rows = [["日付", "天気", "気温"], ["1日", "晴れ", "20"]]
    assert why_not_read(Sheet("", rows)) == "どの表の見出しも見つかりませんでした"  # type: ignore[arg-type]
