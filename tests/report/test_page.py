import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from edu_dx.report.document import Document, build_document
from edu_dx.report.page import japanese_date, report_page
from tests.report.sample import approved, draft, key_number, passed_check, sample_notebook, trend_figure


@pytest.fixture(scope="module")
def page(draft_document: Document) -> dict[str, Any]:
    return report_page(draft_document)


def section(page: dict[str, Any], title: str) -> list[dict[str, Any]]:
    return next(part["items"] for part in page["sections"] if part["title"] == title)


def cover(page: dict[str, Any]) -> dict[str, str]:
    return {line["label"]: line["value"] for line in page["cover"]["lines"]}


def test_a_draft_says_so(page: dict[str, Any]) -> None:
    assert page["draft"]
    assert page["marks"] == "内部版・架空のデータ・下書き"
    assert cover(page)["承認"] == "（未承認）"


def test_an_approved_report_names_who_drafted_and_who_approved_it(approved_document: Document) -> None:
    page = report_page(approved_document)

    assert not page["draft"]
    assert page["marks"] == "内部版・架空のデータ"
    assert page["cover"]["date"] == "2026年（令和8年）11月23日"
    assert cover(page) == {
        "対象": "全市",
        "期間": "2015〜2025年度（各年5月1日現在）",
        "版": "第2版　内部版　承認済み",
        "作成": "見本 花子（支援員）",
        "承認": "試作 太郎（コンサルタント）",
        "承認日": "2026年（令和8年）11月23日",
        "実行番号": "enrolment_projection-2025-みほん市-internal-01",
        "資料の指紋": cover(page)["資料の指紋"],
        "内容の指紋": approved_document.provenance.content_fingerprint.removeprefix("sha256:")[:12],
    }


def test_a_sealed_report_names_the_key_and_how_to_verify_it(approved_document: Document) -> None:
    provenance = replace(approved_document.provenance, seal_fingerprint="6668 7aad f862 bd77")
    page = report_page(replace(approved_document, provenance=provenance))
    [fact] = [fact["value"] for fact in page["annex"]["facts"] if fact["label"] == "検印の鍵の指紋"]

    assert cover(page)["検印の鍵"] == "6668 7aad f862 bd77"
    assert "6668 7aad f862 bd77" in fact and "edu-dx verify" in fact


def test_a_corrected_report_says_what_it_corrects(approved_document: Document) -> None:
    provenance = replace(approved_document.provenance, corrects="enrolment_projection-2025-city-01")
    page = report_page(replace(approved_document, provenance=provenance))

    assert cover(page)["訂正"] == "enrolment_projection-2025-city-01 の報告書を改めたもの"


def test_key_numbers_come_with_what_they_rest_on(page: dict[str, Any]) -> None:
    pupils, self_service, money = page["numbers"]

    assert (pupils["value"], pupils["basis"]) == ("8,410\xa0人", ["95\xa0%の幅\xa08,120〜8,700"])
    assert (self_service["value"], self_service["basis"]) == ("77.4\xa0%", ["120\xa0÷\xa0155"])
    assert money["value"] == "−49,100,000\xa0円"
    assert page["basis"] == [
        "ことわりのない数値と図表：",
        "期間：2015〜2025年度（各年5月1日現在）",
        "対象：市立小中学校",
        "資料：児童生徒数",
    ]


def test_at_most_six_numbers_open_the_report() -> None:
    blocks = [key_number().model_copy(update={"name": f"n{place}"}) for place in range(9)]
    notebook = sample_notebook(*blocks)
    page = report_page(build_document(notebook, draft(notebook)))

    assert len(page["numbers"]) == 6
    [_, numbers] = section(page, "分析の結果")
    assert len(numbers["numbers"]) == 9


def test_a_result_on_the_basis_of_the_report_refers_to_the_summary() -> None:
    blocks = [key_number().model_copy(update={"name": f"n{place}"}) for place in range(2)]
    other = key_number().model_copy(update={"name": "n2", "period": "2024年度"})
    notebook = sample_notebook(*blocks, other)
    page = report_page(build_document(notebook, draft(notebook)))
    [_, numbers] = section(page, "分析の結果")

    assert [number["source"] for number in numbers["numbers"]] == [
        ["期間・対象・資料：概要のとおり"],
        ["期間・対象・資料：概要のとおり"],
        ["期間：2024年度", "対象：市立小中学校", "資料：児童生徒数"],
    ]
    assert [number["source"] for number in page["numbers"]] == [[], [], ["期間：2024年度"]]


def test_failed_checks_open_the_report_and_all_checks_close_it(page: dict[str, Any]) -> None:
    assert [check["title"] for check in page["failed_checks"]] == ["学校名簿の学校数と一致する"]
    assert [check["passed"] for check in page["annex"]["checks"]] == [True, False]


def test_tables_and_figures_are_numbered_apart(page: dict[str, Any]) -> None:
    captions = [item["caption"] for item in section(page, "分析の結果") if "caption" in item]

    assert captions == ["図1", "表1", "表2", "表3"]


def test_a_heading_under_which_nothing_is_printed_is_left_out(page: dict[str, Any]) -> None:
    headings = [
        node["inlines"][0]["text"]
        for item in section(page, "分析の結果")
        for node in item.get("nodes", [])
        if node["type"] == "heading"
    ]

    assert headings == ["結果を見る"]


def test_a_section_that_only_checks_is_left_to_the_annex() -> None:
    notebook = sample_notebook(key_number(), passed_check())
    for cell in notebook.cells:
        if cell.id == "adds-up":
            place = notebook.cells.index(cell)
    heading = sample_notebook().cells[0].copy()
    heading.update(source="## 確かめ", id="checking")
    notebook.cells.insert(place, heading)
    page = report_page(build_document(notebook, draft(notebook)))

    assert "確かめ" not in [part["title"] for part in page["sections"]]


def test_a_figure_of_ratios_says_how_large_the_denominator_is() -> None:
    notebook = sample_notebook(trend_figure())
    [_, figure] = section(report_page(build_document(notebook, approved(notebook))), "分析の結果")

    assert figure["legend"] == ["中学校の割合 ＝ 中学校 ÷ 合計（合計 8,807〜11,547 人）"]


def test_dates_have_both_calendars() -> None:
    assert japanese_date(dt.datetime(2019, 5, 1)) == "2019年（令和元年）5月1日"
