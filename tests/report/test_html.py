import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.report.sample import HOSTILE


class Page(HTMLParser):
    """Elements with their attributes, and the text outside styles."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._inside = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(draft_html: str) -> Page:
    return Page(draft_html)


def test_the_page_is_japanese_and_has_a_title(page: Page) -> None:
    assert page.all("html") == [{"lang": "ja"}]
    assert "<!DOCTYPE html>" not in page.text
    assert "【下書き】児童生徒数の推計｜みほん市教育委員会" in page.text


def test_the_page_has_no_script_and_asks_for_nothing(page: Page, draft_html: str) -> None:
    asking = {"script", "link", "iframe", "object", "embed", "img", "base", "form", "a"}

    assert not asking & {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    without_namespace = draft_html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    addresses = set(re.findall(r'https?://[^"&\s<)]*', without_namespace))
    assert addresses == {"http://example.invalid"}  # as text of the hostile cell
    assert not re.search(r'(?:src|href|url\()\s*=?\s*["\']?(?!#|data:|"?data:)https?:', draft_html)


def test_hostile_text_is_shown_as_it_is(page: Page) -> None:
    assert page.text.count(HOSTILE) >= 3
    assert "<div>そのまま</div>" in page.text


def test_headings_form_an_outline_without_gaps(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_landmarks(page: Page) -> None:
    assert Counter(tag for tag, _ in page.elements if tag in ("header", "main")) == {"header": 1, "main": 1}


def test_every_figure_has_words_and_its_numbers(page: Page, draft_html: str) -> None:
    drawings = [attributes for attributes in page.all("div") if attributes.get("role") == "img"]

    assert len(drawings) == len(page.all("svg")) == 1
    assert "なだらかに減っている折れ線" in str(drawings[0]["aria-label"])
    details = draft_html[draft_html.index("<details>") : draft_html.index("</details>")]
    assert "5,800" in details


def test_every_table_has_headings_with_a_scope(page: Page) -> None:
    assert len(page.all("caption")) == len([table for table in page.all("table") if table["class"] == "data"])
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}


def test_ids_are_unique(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)

    assert [name for name, number in ids.items() if number > 1] == []


def test_a_draft_is_marked_and_an_approved_report_is_not(draft_html: str, approved_html: str) -> None:
    assert '<div class="watermark" aria-hidden="true">下書き</div>' in draft_html
    assert 'class="watermark"' not in approved_html
    assert "下書き" not in Page(approved_html).text


def test_invented_data_are_marked(approved_html: str) -> None:
    assert "架空のデータです" in approved_html


def test_a_title_cannot_leave_the_stylesheet(draft_html: str) -> None:
    marks = re.findall(r'content: "((?:\\[0-9a-f]{6})+)"', draft_html)

    assert [re.sub(r"\\([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), mark) for mark in marks] == [
        "みほん市教育委員会　児童生徒数の推計　全市",
        "内部版・架空のデータ・下書き",
    ]


def test_both_weights_of_the_face_are_embedded(draft_html: str) -> None:
    assert len(re.findall(r'src: url\("data:font/otf;base64,', draft_html)) == 2


@pytest.mark.parametrize("colour", ["#222222", "#565b62", "#1d4468", "#a3260f"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f2f5f8", "#fffaf0"])
def test_text_stands_out_from_its_ground(draft_html: str, colour: str, ground: str) -> None:
    """WCAG 2.0 AA asks for 4.5:1."""
    lighter, darker = sorted((luminance(ground), luminance(colour)), reverse=True)

    assert colour in draft_html
    assert ground in draft_html
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.0."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
