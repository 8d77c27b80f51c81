from xml.etree import ElementTree

from edu_dx.report.waiting_chart import TITLE, months_between, waiting_chart, words
from edu_dx.review.waiting import Spread

MONTHS = {"2025-12": Spread((1.0, 4.0)), "2026-02": Spread((2.5,))}
SVG = "{http://www.w3.org/2000/svg}"


def test_months_without_a_decision_are_not_skipped() -> None:
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months_between("2026-02", "2026-02") == ["2026-02"]


def test_the_drawing_says_in_words_what_it_shows() -> None:
    root = ElementTree.fromstring(waiting_chart(MONTHS, "svg"))

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == TITLE
    assert root.findtext(f"{SVG}desc") == words(MONTHS)
    assert "2025-12は中央値2.5日（n=2）、2026-02は中央値2.5日（n=1）" in words(MONTHS)


def test_the_same_numbers_give_the_same_file() -> None:
    for format_ in ("svg", "png"):
        assert waiting_chart(MONTHS, format_) == waiting_chart(MONTHS, format_)
    assert waiting_chart(MONTHS, "png").startswith(b"\x89PNG")


def test_many_months_and_many_points_are_drawn() -> None:
    months = {month: Spread.of(range(1, 30)) for month in months_between("2023-04", "2026-03")}

    assert waiting_chart(months, "svg")
