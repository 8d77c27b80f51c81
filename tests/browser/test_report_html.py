"""The report's page in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from edu_dx.report.document import build_document
from edu_dx.report.exporters import html_report
from tests.report.sample import draft, sample_notebook

pytestmark = pytest.mark.browser

A4_WIDTH_PX = 794


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    notebook = sample_notebook()
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(html_report(build_document(notebook, draft(notebook))))
    return path.as_uri()


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
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="load")

    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert complaints == []


@pytest.mark.parametrize("width", [A4_WIDTH_PX, 1280])
def test_the_page_is_no_wider_than_its_window(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_is_set_in_the_embedded_face(page: Page, address: str) -> None:
    page.goto(address)
    loaded = page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].map(face => [face.family, face.weight, face.status]))"
    )

    assert sorted(loaded) == [['"edu-dx"', "400", "loaded"], ['"edu-dx"', "700", "loaded"]] or sorted(
        loaded
    ) == [["edu-dx", "400", "loaded"], ["edu-dx", "700", "loaded"]]


def test_the_draft_mark_lies_over_the_page_and_lets_clicks_through(page: Page, address: str) -> None:
    page.goto(address)
    mark = page.locator(".watermark")

    assert mark.evaluate("element => getComputedStyle(element).position") == "fixed"
    page.locator("summary").first.click()
    assert page.locator("details").first.get_attribute("open") is not None


def test_on_paper_the_numbers_of_figures_stay_folded_away(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")

    assert not page.locator("details").first.is_visible()
    assert page.locator("h1").is_visible()
