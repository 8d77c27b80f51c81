import re
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.report.review_copy.write import review_copy, write_review_copy
from edu_dx.review.decisions import submit
from edu_dx.review.dossier import Dossier, dossier
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace
from tests.boards import write_template
from tests.report.review_copy.conftest import WRITTEN_AT
from tests.report.review_copy.played import AFTER, FIRST, HOSTILE, SECOND, many_blocks, store
from tests.report.test_html import Page, luminance
from tests.review.difference.samples import notebook


@pytest.fixture
def html(for_taro: Dossier) -> str:
    return review_copy(for_taro, WRITTEN_AT).decode("utf-8")


def test_the_page_is_japanese_and_has_a_title(html: str) -> None:
    assert Page(html).all("html") == [{"lang": "ja"}]
    assert "【確認用】推計　全市｜みほん市教育委員会" in Page(html).text


def test_the_page_has_no_script_and_asks_for_nothing(html: str) -> None:
    page = Page(html)

    assert not {"script", "link", "iframe", "object", "embed", "img", "base", "form"} & {
        tag for tag, _ in page.elements
    }
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not re.search(r'(?:src|href|url\()\s*=?\s*["\']?https?:', html)


def test_whatever_people_wrote_is_shown_as_it_is(html: str) -> None:
    text = Page(html).text

    assert text.count(HOSTILE) >= 2  # beside the number, and among what is asked
    assert "<script>y()</script>" in text
    assert 'show("</code></pre><script>x()</script>")' in text
    assert "消えた規則 <b>" in text


def test_ids_are_unique_and_every_link_leads_somewhere(html: str) -> None:
    page = Page(html)
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    targets = {str(attributes["href"]) for attributes in page.all("a")}

    assert [name for name, number in ids.items() if number > 1] == []
    assert {target[1:] for target in targets} <= set(ids)
    assert all(target.startswith("#") for target in targets)
    assert {"pupils", "schools", "trend", "adds-up", "cell:findings", "comment:1"} <= set(ids)


def test_headings_form_an_outline_without_gaps(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html).elements if re.fullmatch("h[1-6]", tag)]

    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_old_and_new_words_are_marked_as_such(html: str) -> None:
    assert re.search(r"<del>8,410</del> → <ins>8,300 人</ins>", html)
    assert "<ins>" in html[html.index('id="cell:findings"') :]
    assert AFTER[-8:] in Page(html).text


def test_pictures_before_and_now_stand_side_by_side(html: str) -> None:
    pair = html[html.index('class="pair"') :]

    assert pair.index("before:trend-") < pair.index('id="trend-')
    assert Page(html).text.count("前　図1") == 1


@pytest.mark.parametrize(
    ("text", "ground"),
    [("#8f3b00", "#fdf0e4"), ("#0b4a86", "#e7f1fb"), ("#7a5c00", "#fffaf0"), ("#0b4a86", "#ffffff")],
)
def test_marked_words_stand_out_from_their_ground(html: str, text: str, ground: str) -> None:
    """WCAG 2.0 AA asks for 4.5:1."""
    assert text in html and ground in html
    assert (luminance(ground) + 0.05) / (luminance(text) + 0.05) >= 4.5


def test_the_same_dossier_gives_the_same_bytes(for_taro: Dossier) -> None:
    assert review_copy(for_taro, WRITTEN_AT) == review_copy(for_taro, WRITTEN_AT)


def test_a_page_with_notes_has_a_name_of_its_own(board: Workspace, played: str) -> None:
    for_all = write_review_copy(board, played)
    for_reviewers = write_review_copy(board, played, reader=board.config.person("taro"))

    assert for_all == board.reports / f"{SECOND}_確認用.html"
    assert for_reviewers == board.reports / f"{SECOND}_確認用_内部メモあり.html"
    assert "ここだけの話" not in for_all.read_text(encoding="utf-8")
    assert "ここだけの話" in for_reviewers.read_text(encoding="utf-8")


def test_a_broken_result_is_a_sentence(board: Workspace, played: str) -> None:
    path = board.runs / played / NOTEBOOK_NAME
    content = read_notebook(path)
    [output] = content.cells[3].outputs
    output.data["application/vnd.edu-dx.block+json"]["kind"] = "poem"
    write_notebook(content, path)

    with pytest.raises(UserError, match="結果が壊れていて読めません"):
        write_review_copy(board, played)


def test_the_first_round_is_shown_whole(board: Workspace, templates: Path) -> None:
    write_template(templates)
    store(board, FIRST, notebook())
    submit(board, FIRST, board.config.person("hanako"))
    text = Page(review_copy(dossier(board, FIRST), WRITTEN_AT).decode("utf-8")).text

    assert "前の回がないため、比べられません。このページでは、全体を示します。" in text
    assert "これからも減ります。" in text


def test_sixty_results_make_a_page_of_moderate_size_in_moderate_time(
    board: Workspace, templates: Path
) -> None:
    write_template(templates)
    store(board, FIRST, notebook(*many_blocks()))
    submit(board, FIRST, board.config.person("hanako"))
    began = time.perf_counter()
    content = review_copy(dossier(board, FIRST), WRITTEN_AT)

    assert len(content) < 3_000_000
    assert time.perf_counter() - began < 10  # measured: under 2 s on an idle machine
