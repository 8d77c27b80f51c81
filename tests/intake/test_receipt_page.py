"""The receipt as a page: complete, offline and without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_dx.intake import Receipt, read_file
from edu_dx.intake.receipt import HandledColumn
from edu_dx.intake.receipt_page import receipt_page
from edu_dx.tables import Handling

HEAD = [["令和6年5月1日現在"], ["学校名", *[f"{grade}年" for grade in range(1, 7)], "備考"]]
GOOD = ["あおば小学校", 30, 31, 29, 33, 35, 32, ""]


class _Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def receipts_of(write_csv: Callable[..., Path]) -> Callable[..., list[Receipt]]:
    def read(*rows: list[object]) -> list[Receipt]:
        return [intake.receipt for intake in read_file(write_csv("児童数.csv", [*HEAD, *rows]))]

    return read


def test_the_page_is_japanese_offline_and_without_script(receipts_of) -> None:
    page = _Page(receipt_page(receipts_of(GOOD)))
    assert ("lang", "ja") in page.attributes
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {"src", "href", "srcset", "action"} & names
    assert not any(name.startswith("on") for name in names)


def test_every_header_cell_says_what_it_heads(receipts_of) -> None:
    page = receipt_page(receipts_of(GOOD))
    assert re.findall(r"<th\b(?![^>]*scope=)", page) == []


def test_rows_that_were_not_taken_stand_with_their_numbers_and_reasons(receipts_of) -> None:
    bad = [["かえで小学校", "三十?", 31, 29, 33, 35, 32, ""], ["さくら小学校", "②", 31, 29, 33, 35, 32, ""]]
    (receipt,) = receipts_of(GOOD, *bad)
    page = _Page(receipt_page([receipt]))
    assert [row.row for row in receipt.rejected] == [4, 5]
    for row in receipt.rejected:
        assert f"{row.row}行目" in page.text
        assert row.reason in page.text
    assert "× 取り込めなかった行が 2 行あります" in page.text


def test_rows_refused_for_one_reason_stand_together(receipts_of) -> None:
    (receipt,) = receipts_of(GOOD, *[[f"第{n}小学校", "不可", 1, 1, 1, 1, 1, ""] for n in range(50)])
    page = _Page(receipt_page([receipt]))
    assert len(receipt.rejected) == 50
    assert "4～53行目" in page.text


def test_long_lists_are_cut_with_their_count(receipts_of) -> None:
    (receipt,) = receipts_of(GOOD, *[[f"第{n}小学校", f"値{n}?", 1, 1, 1, 1, 1, ""] for n in range(60)])
    page = _Page(receipt_page([receipt]))
    assert "ほかに 20 種類の理由があります" in page.text
    assert len(receipt.rejected) == 60


def test_a_file_in_order_needs_nothing(receipts_of) -> None:
    receipts = [
        receipt.model_copy(update={"findings": tuple(f for f in receipt.findings if not f.guidance)})
        for receipt in receipts_of(GOOD)
    ]
    page = _Page(receipt_page(receipts))
    assert "○ 1 行をすべて取り込みました" in page.text
    assert "お願いしたいこと" not in page.text


def test_dropped_personal_columns_are_named_without_their_values(receipts_of) -> None:
    dropped = HandledColumn(column="C", header="氏名", handling=Handling.DROP, reason="人の名前です")
    (receipt,) = receipts_of(GOOD)
    page = _Page(receipt_page([receipt.model_copy(update={"handled_columns": (dropped,)})]))
    assert "氏名" in page.text
    assert "取り込みませんでした" in page.text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="<>&\"'{}%あ=/ ", min_size=1, max_size=20))
def test_nothing_that_a_file_says_becomes_markup(receipts_of, header: str) -> None:
    (receipt,) = receipts_of(GOOD)
    told = receipt.model_copy(update={"file_name": header, "warnings": (header,)})
    assert (
        _Page(receipt_page([told])).tags
        == _Page(receipt_page([receipt.model_copy(update={"warnings": ("x",)})])).tags
    )


def test_two_tables_of_one_sheet_are_told_apart_and_what_needs_no_correction_comes_last(write_xlsx) -> None:
    grades = [f"{grade}年" for grade in range(1, 4)]
    rows = [
        ["令和7年5月1日現在"],
        ["小学校の部"],
        ["学校名", *grades, "4年", "5年", "6年"],
        ["あおば小学校", 1, 2, 3, 4, 5, 6],
        [],
        ["中学校の部"],
        ["学校名", *grades, "計"],
        ["あおば中学校", 1, 2, 3, 6],
        ["計", 1, 2, 4, 7],
    ]
    page = receipt_page([intake.receipt for intake in read_file(write_xlsx("表.xlsx", rows))])
    assert "（3行目からの表）" in page and "（7行目からの表）" in page
    assert page.index("印刷された合計1件のうち1件が") < page.index("学校の名簿がまだない")


def test_a_file_without_a_row_is_no_success(write_csv) -> None:
    path = write_csv("令和7年度.csv", [["学校名", "学年", "児童数"]])
    page = receipt_page([intake.receipt for intake in read_file(path)])
    assert "× 取り込めた行がありません" in page
