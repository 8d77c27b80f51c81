from tests.report.review_copy.conftest import Texts, place
from tests.report.review_copy.played import CODE


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
    assert place(page, "pupils")["repeated"] == "一致"
    assert place(page, "trend")["repeated"] == "違い"


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
