import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from edu_dx.report.document import build_document
from edu_dx.report.workbook import workbook_report
from tests.report.sample import (
    HOSTILE,
    draft,
    grades_table,
    key_number,
    sample_notebook,
    suppressed_table,
    trend_figure,
)


@pytest.fixture(scope="module")
def book(draft_workbook: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(draft_workbook))


def row(sheet: Worksheet, number: int) -> list[object]:
    return [cell.value for cell in sheet[number]]


def test_one_sheet_for_each_table_and_figure(book: Workbook) -> None:
    assert book.sheetnames == [
        "表紙",
        "目次",
        "主な数値",
        "児童生徒数の移り変わり",
        "学校別・学年別の児童生徒数",
        "用件別の影響",
        "学校別の推計（22年間）",
        "項目一覧",
        "検算",
    ]


def test_the_cover_says_what_the_workbook_is(book: Workbook) -> None:
    cover = {label.value: value.value for label, value in book["表紙"].iter_rows(max_col=2)}

    assert cover["表題"] == "児童生徒数の推計"
    assert cover["注意"].startswith("下書き")
    assert cover["データ"] == "架空のデータです"
    assert cover["条件：対象年度"] == "2025"


def test_values_are_whole_and_unrounded(book: Workbook) -> None:
    block = grades_table()
    sheet = book["学校別・学年別の児童生徒数"]

    assert row(sheet, 1)[:2] == ["学校", "1年（人）"]
    assert [row(sheet, number) for number in range(2, 35)] == block.rows
    numbers = book["主な数値"]
    assert row(numbers, 3)[:5] == ["セルフ利用率", 120 / 155, None, 120, 155]
    assert row(numbers, 2)[5:7] == [8120, 8700]


def test_parts_of_a_ratio_stand_beside_it(book: Workbook) -> None:
    sheet = book["用件別の影響"]

    assert row(sheet, 1) == [
        "用件",
        "影響を受ける件数（件）",
        "受付件数（件）",
        "影響割合",
        "朝の割合",
        "朝の件数（件）",
    ]
    assert row(sheet, 2)[3] == 1204 / 18_153
    assert sheet.cell(2, 4).number_format == "0.0%"
    assert row(sheet, 2)[5] == 640


def test_withheld_cells_stay_withheld(book: Workbook) -> None:
    assert row(book["用件別の影響"], 3) == ["転入・転出の届", "x", 912, "x", "x", "x"]


def test_units_and_parts_have_cells_of_their_own(book: Workbook) -> None:
    rows = [[cell.value for cell in line] for line in book["項目一覧"].iter_rows(min_row=2)]

    assert ["用件別の影響", "受付件数", "件", None, None] in rows
    assert ["用件別の影響", "影響割合", None, "影響を受ける件数", "受付件数"] in rows


def test_data_never_become_formulas_or_links(draft_workbook: bytes, book: Workbook) -> None:
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]

    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert HOSTILE in [cell.value for cell in cells]
    with zipfile.ZipFile(io.BytesIO(draft_workbook)) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/" in name]
    assert not any("<f>" in sheet or "example.invalid" in sheet for sheet in sheets)


def test_text_that_begins_like_a_formula_stays_text() -> None:
    block = suppressed_table()
    rows = [['=HYPERLINK("http://example.invalid")', *block.rows[0][1:]]]
    notebook = sample_notebook(block.model_copy(update={"rows": rows, "suppressed": []}))
    book = openpyxl.load_workbook(io.BytesIO(workbook_report(build_document(notebook, draft(notebook)))))

    assert book["用件別の影響"]["A2"].data_type == "s"


def test_a_figure_is_a_chart_of_its_own_numbers(book: Workbook) -> None:
    [chart] = book["児童生徒数の移り変わり"]._charts
    references = [series.val.numRef.f for series in chart.series]

    assert references[0] == "児童生徒数の移り変わり!$B$2:$B$12"
    assert len(references) == 3


def test_the_values_of_a_bar_chart_lie_along_its_bars() -> None:
    figure = trend_figure()
    assert figure.chart is not None
    spec = {"kind": "horizontal_bar", "x_title": "年度", "y_title": "人数（人）"}
    block = figure.model_copy(update={"chart": figure.chart.model_copy(update=spec)})
    notebook = sample_notebook(block)
    packed = zipfile.ZipFile(io.BytesIO(workbook_report(build_document(notebook, draft(notebook)))))
    drawing = packed.read("xl/charts/chart1.xml").decode()
    categories, values = drawing.split("<c:catAx>")[1].split("<c:valAx>")

    assert "年度" in categories
    assert "人数（人）" in values
    assert 'formatCode="#,##0"' in values


def test_long_words_are_wrapped_in_rows_high_enough(book: Workbook) -> None:
    contents = book["目次"]
    height = contents.row_dimensions[2].height

    assert contents["I2"].alignment.wrap_text
    assert height is not None
    assert height > 30
    assert max(column.width for column in contents.column_dimensions.values()) <= 36


def test_headings_stand_over_their_numbers(book: Workbook) -> None:
    sheet = book["用件別の影響"]

    assert [cell.alignment.horizontal for cell in sheet[1]][:3] == ["left", "right", "right"]


def test_no_cell_is_merged_and_headings_stay_in_sight(book: Workbook) -> None:
    data = book.worksheets[1:]

    assert not [sheet.title for sheet in book if sheet.merged_cells.ranges]
    assert {sheet.freeze_panes for sheet in data} == {"B2"}


def test_every_sheet_of_a_draft_says_so_on_paper(book: Workbook) -> None:
    assert all("下書き" in str(sheet.oddHeader.right.text) for sheet in book)


def test_sheet_names_are_legal_and_unique() -> None:
    title = "とても長い表題で、[記号]や/が入り、三十一文字をこえるもの：*その?1"
    blocks = [trend_figure().model_copy(update={"name": f"f{place}", "title": title}) for place in range(3)]
    blocks.append(grades_table().model_copy(update={"title": "検算"}))
    blocks.append(grades_table().model_copy(update={"name": "kanji", "title": "𠮷" * 40}))
    notebook = sample_notebook(key_number(), *blocks)
    book = openpyxl.load_workbook(io.BytesIO(workbook_report(build_document(notebook, draft(notebook)))))

    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in book.sheetnames)
    assert not any(re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)
    assert "検算（2）" in book.sheetnames
