"""The receipt's page in a real browser."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from edu_dx.intake import read_file
from edu_dx.intake.receipt_page import receipt_page

pytestmark = pytest.mark.browser

A4_WIDTH_PX = 794
TELEPHONE_WIDTH_PX = 390


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a file with everything in it: long names, refused rows, a wrong total, unknown columns."""
    folder = tmp_path_factory.mktemp("receipt")
    head = ["学校名", *[f"{grade}年" for grade in range(1, 7)], "とても長い見出しの" * 8]
    schools = [[f"第{n}小学校", 30 + n, 31, 29, 33, 35, 32, "あり"] for n in range(30)]
    refused = [[f"もみじ{n}小学校", f"A{n}" * 30, 31, 29, 33, 35, 32, ""] for n in range(8)]
    with (folder / "児童数.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["令和6年5月1日現在"], head, *schools, *refused, ["合計", 1, 2, 3, 4, 5, 6]]
        )
    page = folder / "受入票.html"
    receipts = [intake.receipt for intake in read_file(folder / "児童数.csv")]
    page.write_text(receipt_page(receipts), encoding="utf-8", newline="\n")
    return page.as_uri()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": A4_WIDTH_PX, "height": 1123})
    yield page
    page.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address, wait_until="load")

    assert (asked, complaints) == ([address], [])


@pytest.mark.parametrize("width", [TELEPHONE_WIDTH_PX, A4_WIDTH_PX, 1280])
def test_no_text_is_cut_or_stands_beside_the_page(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(element =>
            getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth).length"""
    )
    assert cut == 0


def test_on_paper_everything_stands_within_the_margins(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 1000})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 658
    assert page.locator("h1").is_visible()


def test_marks_are_words_and_not_colours_alone(page: Page, address: str) -> None:
    page.goto(address)

    marks = page.locator(".requests .mark").all_inner_texts()
    assert marks
    assert set(marks) <= {"× 要修正", "△ 要確認"}
    assert marks == sorted(marks, key=["× 要修正", "△ 要確認"].index)
