import io
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from edu_dx.report.document import build_document
from edu_dx.report.pdf import NO_GLYPH, pdf_report
from tests.report.sample import draft, key_number, sample_notebook, wide_table


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


@cache
def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in read(pdf).pages]


def catalogue(pdf: bytes) -> Any:
    return read(pdf).trailer["/Root"]


def test_the_file_is_tagged_japanese_and_declares_pdf_ua(draft_pdf: bytes) -> None:
    root = catalogue(draft_pdf)

    assert root["/Lang"].startswith("ja")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_title_author_and_date_are_those_of_the_approval(approved_pdf: bytes) -> None:
    about = read(approved_pdf).metadata

    assert about is not None
    assert (about.title, about.author) == ("児童生徒数の推計", "みほん市教育委員会")
    assert about["/ModDate" if "/CreationDate" not in about else "/CreationDate"].startswith("D:20261123")


def test_every_font_is_embedded(draft_pdf: bytes) -> None:
    names = set()
    for page in read(draft_pdf).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            [descendant] = font["/DescendantFonts"]
            descriptor = descendant["/FontDescriptor"]
            names.add(str(font["/BaseFont"]).split("+")[1].split("-Identity")[0])
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
    assert names == {"NotoSansCJKjp-Regular", "NotoSansCJKjp-Bold"}


def test_a_draft_is_marked_on_every_page_and_an_approved_report_on_none(
    draft_pdf: bytes, approved_pdf: bytes
) -> None:
    # the mark, which stands aslant, and the running title (on the cover: two lines)
    assert all("".join(text.split()).count("下書き") >= 2 for text in texts(draft_pdf))
    assert not any("下書き" in text for text in texts(approved_pdf))


def test_pages_are_numbered_and_titled(approved_pdf: bytes) -> None:
    pages = texts(approved_pdf)

    assert all(f"{number} / {len(pages)}" in text for number, text in enumerate(pages, start=1))
    assert all("みほん市教育委員会　児童生徒数の推計　全市" in text for text in pages[1:])
    assert all("架空" in text for text in pages)


def test_headings_of_a_table_are_repeated_on_every_page_it_reaches(approved_pdf: bytes) -> None:
    reached = [
        text for text in texts(approved_pdf) if "みほん第20小学校" in text or "みほん第1小学校" in text
    ]

    assert len(reached) >= 1
    assert all("学級数" in text for text in reached)


def test_wide_tables_turn_the_page() -> None:
    notebook = sample_notebook(key_number(), wide_table())
    pages = read(pdf_report(build_document(notebook, draft(notebook)))).pages
    lying = [page.mediabox.width > page.mediabox.height for page in pages]

    assert lying[0] is False
    assert any(lying)


def test_hostile_text_is_printed_as_text(draft_pdf: bytes) -> None:
    everything = "\n".join(texts(draft_pdf)).replace("\n", "")

    assert "#let x = 1 <script>" in everything
    assert "𠮷" in everything


def test_a_character_without_a_glyph_is_printed_as_a_geta(draft_pdf: bytes) -> None:
    assert NO_GLYPH in "\n".join(texts(draft_pdf))


def test_control_characters_do_not_stop_the_report() -> None:
    block = key_number().model_copy(update={"title": "前\x0b後\t\u202e\ufeff葛󠄀"})
    notebook = sample_notebook(block)

    assert pdf_report(build_document(notebook, draft(notebook))).startswith(b"%PDF")


@pytest.mark.parametrize("finding", ["", "### 所感\n\n" + "とても長い所見です。" * 400])
def test_findings_of_any_length_fit(finding: str) -> None:
    notebook = sample_notebook(key_number(), finding=finding)

    assert len(texts(pdf_report(build_document(notebook, draft(notebook))))) >= 3
