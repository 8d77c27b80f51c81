"""The report's page in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

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


def test_what_slipped_into_a_page_is_neither_fetched_nor_executed(page: Page, address: str) -> None:
    slipped = (
        '<img src="http://127.0.0.1:9/picture"><p style="background:url(http://127.0.0.1:9/ground)">a</p>'
        '<script>document.title = "executed"</script><iframe src="http://127.0.0.1:9/frame"></iframe></body>'
    )
    path = Path(url2pathname(urlsplit(address).path)).with_name("slipped.html")
    original = path.with_name("report.html").read_text(encoding="utf-8")
    path.write_text(original.replace("</body>", slipped), encoding="utf-8")
    refused: list[str] = []
    answered: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.on("requestfinished", lambda request: answered.append(request.url))
    page.on("requestfailed", lambda request: answered.append(f"{request.url} {request.failure}"))
    page.goto(path.as_uri(), wait_until="load")

    assert page.title() != "executed"
    assert len([text for text in refused if "Content Security Policy" in text]) >= 4
    assert not [url for url in answered if "127.0.0.1" in url and "csp" not in url]


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
