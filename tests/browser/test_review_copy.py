"""The review copy in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from edu_dx.report.review_copy.write import write_review_copy
from edu_dx.run import catalogue
from tests.boards import make_board
from tests.report.review_copy.played import play_two_rounds

pytestmark = pytest.mark.browser

DESK_WIDTH_PX, PHONE_WIDTH_PX, A4_WIDTH_PX = 1400, 420, 794


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The copy of a run in its second round, as the consultant opens it."""
    home = tmp_path_factory.mktemp("review")
    board = make_board(home / "board")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "notebooks_folder", lambda: home / "templates")
        catalogue.catalogue.cache_clear()
        run = play_two_rounds(board, home / "templates")
        path: Path = write_review_copy(board, run, reader=board.config.person("taro"))
    catalogue.catalogue.cache_clear()
    yield path.as_uri()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": DESK_WIDTH_PX, "height": 1000})
    yield page
    page.close()


def at(page: Page, name: str) -> str:
    """Where the element with an id begins, as seen from the top of the window."""
    top: float = page.locator(f'[id="{name}"]').evaluate("element => element.getBoundingClientRect().top")
    return "in view" if -1 <= top < 1000 else f"{top} px away"


def test_the_page_asks_for_nothing_and_complains_of_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="load")

    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert complaints == []


def test_what_people_wrote_runs_nowhere(page: Page, address: str) -> None:
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto(address, wait_until="load")

    assert opened == []
    assert page.locator("script, img").count() == 0


def test_a_comment_is_one_press_away_from_the_top(page: Page, address: str) -> None:
    page.goto(address)
    page.locator('#page\\:asked a[href="#comment:2"]').press("Enter")

    assert at(page, "comment:2") == "in view"


def test_one_walks_from_change_to_change(page: Page, address: str) -> None:
    page.goto(address)
    walked = ["pupils"]
    while (forward := page.locator(f'[id="{walked[-1]}"] .steps a', has_text="次へ")).count():
        forward.press("Enter")
        walked.append(page.evaluate("decodeURIComponent(location.hash.slice(1))"))
        assert at(page, walked[-1]) == "in view"

    assert walked == ["pupils", "schools", "trend", "cell:findings"]


def test_old_and_new_words_can_be_told_without_colour(page: Page, address: str) -> None:
    page.goto(address)
    changed = page.locator('[id="cell:findings"] .change')

    for tag, line in (("del", "line-through"), ("ins", "underline")):
        word = changed.locator(tag).first
        assert word.is_visible()
        assert line in word.evaluate("element => getComputedStyle(element).textDecorationLine")


def test_what_belongs_to_a_result_stands_beside_it_or_below_it(page: Page, address: str) -> None:
    def places() -> list[float]:
        found: list[float] = page.evaluate(
            """() => ['.shown', '.beside'].flatMap(part => {
                const box = document.querySelector('#pupils ' + part).getBoundingClientRect();
                return [box.left, box.top, box.right, box.bottom] })"""
        )
        return found

    page.goto(address)
    _, top, right, _, beside_left, beside_top, _, _ = places()
    assert beside_left > right and beside_top == top

    page.set_viewport_size({"width": PHONE_WIDTH_PX, "height": 900})
    _, _, _, bottom, _, beside_top, _, _ = places()
    assert beside_top >= bottom


def test_both_pictures_of_a_changed_figure_stand_side_by_side(page: Page, address: str) -> None:
    page.goto(address)
    before, now = (page.locator("#trend .pair .drawing").nth(place).bounding_box() for place in (0, 1))

    assert before and now
    assert before["y"] == now["y"]
    assert before["x"] + before["width"] <= now["x"]
    assert before["width"] > 400


@pytest.mark.parametrize("width", [PHONE_WIDTH_PX, A4_WIDTH_PX, DESK_WIDTH_PX])
def test_only_tables_and_pictures_are_wider_than_the_window(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        "width => [...document.querySelectorAll('main *')]"
        ".filter(part => part.getBoundingClientRect().right > width + 1 && !part.closest('.scroll, pre'))"
        ".map(part => part.outerHTML.slice(0, 80))",
        width,
    )
    assert wide == []


def test_on_paper_everything_is_open_but_the_commands(page: Page, address: str) -> None:
    page.set_viewport_size({"width": A4_WIDTH_PX, "height": 1123})
    page.goto(address)
    page.emulate_media(media="print")

    for folded in (
        "#pupils .code pre",
        "#trend .shown > details table",
        "#page\\:whole .thread",
        ".settings dl",
    ):
        box = page.locator(folded).first.bounding_box()
        assert box and box["height"] > 10, folded
    assert not page.locator("#pupils > .beside > .command").is_visible()


def test_text_is_set_in_the_embedded_face(page: Page, address: str) -> None:
    page.goto(address)
    loaded = page.evaluate("document.fonts.ready.then(fonts => [...fonts].map(face => face.status))")

    assert loaded == ["loaded", "loaded"]
