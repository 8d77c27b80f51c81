from edu_dx.report.review_copy.page import review_page
from edu_dx.review.dossier import dossier
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.read_again import ask_to_read_again, note_reading
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace
from tests.report.review_copy.conftest import WRITTEN_AT, Texts, place
from tests.report.review_copy.played import CODE, FIRST


def test_the_notebook_comes_in_its_order(page: Texts) -> None:
    assert [(item["kind"], item.get("id")) for item in page["places"]] == [
        ("prose", "cell:title"),
        ("prose", "cell:results-heading"),
        ("number", "pupils"),
        ("table", "schools"),
        ("figure", "trend"),
        ("check", "adds-up"),
        ("finding", "cell:findings"),
    ]


def test_a_result_tells_what_it_rests_on(page: Texts) -> None:
    schools = place(page, "schools")

    assert ("行数", "1行") in schools["basis"]
    assert ("期間", "2015〜2025年度") in schools["basis"]
    assert schools["sources"][0]["fingerprint"] == "abababababab"
    assert schools["checks"] == {"passed": ["adds-up"], "failed": []}


def test_a_result_tells_what_its_repetition_gave(page: Texts) -> None:
    assert place(page, "pupils")["repeated"] == {"agrees": True, "words": "一致"}
    assert place(page, "schools")["repeated"]["words"] == "数は一致（絵の描き方だけが違う）"
    assert place(page, "trend")["repeated"] == {"agrees": False, "words": "違う結果になりました"}


def test_a_result_brings_the_code_of_its_cell(page: Texts) -> None:
    assert place(page, "pupils")["code"] == {
        "id": "code:cell-pupils",
        "cell": "cell-pupils",
        "source": CODE,
        "tokens": [],
        "added": 0,
        "removed": 0,
    }


def test_comments_stand_beside_what_they_are_about(page: Texts) -> None:
    assert [thread["number"] for thread in place(page, "pupils")["threads"]] == [1]
    assert [thread["number"] for thread in place(page, "cell:findings")["threads"]] == [3]


def test_every_result_says_how_to_comment_on_it(page: Texts) -> None:
    assert place(page, "trend")["command"] == (
        'edu-dx comment pupil_count-2025-city-02 --at trend --as taro -m "…"'
    )
    assert place(page, "cell:results-heading")["command"] == ""


def test_a_changed_figure_comes_with_its_picture_before(page: Texts) -> None:
    trend = place(page, "trend")

    assert 'id="before:trend-' in trend["svg_before"]
    assert 'id="trend-' in trend["svg"]
    assert place(page, "schools")["svg_before"] == ""


def test_a_finding_left_under_changed_numbers_says_so(board: Workspace, played: str) -> None:
    path = board.runs / played / NOTEBOOK_NAME
    content = read_notebook(path)
    note_reading(content, {"findings": FIRST})
    first = list(notebook_blocks(read_notebook(board.runs / FIRST / NOTEBOOK_NAME)))
    ask_to_read_again(content, lambda run: first)
    write_notebook(content, path)

    page = review_page(dossier(board, played), WRITTEN_AT)

    told = place(page, "cell:findings")["read_again"]
    assert told.startswith(
        f"{FIRST} の結果を見て書かれたままです。変わった結果: 数値「児童生徒数」：8,300 人"
    )
    assert [item["kind"] for item in page["places"]].count("finding") == 1
    assert not any("read-again" in item.get("id", "") for item in page["places"])
