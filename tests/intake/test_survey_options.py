"""Several answers in one cell."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.readers.survey_options import options_of

PLAIN = ["電話", "メール", "アプリ", "紙のお便り", "掲示板"]


@given(
    st.lists(st.sets(st.sampled_from(PLAIN), min_size=1), min_size=40, max_size=60),
    st.sampled_from([", ", ";", "\n"]),
)
def test_whatever_was_chosen_comes_back(chosen: list[set[str]], separator: str) -> None:
    cells = Counter(separator.join(sorted(options)) for options in chosen)
    found = options_of(cells)
    if found is None:
        assert len(cells) < len({option for options in chosen for option in options}) or all(
            len(options) == 1 for options in chosen
        )
        return
    for options in chosen:
        text = separator.join(sorted(options))
        assert separator.join(found.chosen(text)) == text


def cells_of(*texts: str) -> Counter[str]:
    return Counter(texts)


def test_a_comma_in_brackets_or_in_a_number_parts_nothing() -> None:
    cells = cells_of(
        *["公園（遊具, 砂場）, 図書館"] * 4,
        *["図書館"] * 3,
        *["公園（遊具, 砂場）"] * 2,
        *["図書館, 役所"] * 3,
    )
    found = options_of(cells)
    assert found is not None
    assert found.chosen("公園（遊具, 砂場）, 図書館") == ("公園（遊具, 砂場）", "図書館")
    prices = cells_of(*["1,000円未満"] * 5, *["1,000円以上 3,000円未満"] * 5, *["3,000円以上"] * 5)
    assert options_of(prices) is None


def test_an_option_that_holds_the_separator_stays_whole() -> None:
    cells = cells_of(
        *["アプリ, LINEなど"] * 5,
        *["電話, アプリ, LINEなど"] * 4,
        *["電話"] * 4,
        *["電話, 紙"] * 3,
        *["紙"] * 3,
    )
    found = options_of(cells)
    assert found is not None
    assert found.chosen("電話, アプリ, LINEなど") == ("電話", "アプリ, LINEなど")


def test_columns_of_marks_name_options_that_hold_the_separator() -> None:
    known = ["まちあるき、都市散策", "温泉", "買い物"]
    found = options_of(cells_of("温泉、まちあるき、都市散策", "温泉、買い物", "買い物"), known)
    assert found is not None
    assert found.chosen("温泉、まちあるき、都市散策") == ("温泉", "まちあるき、都市散策")


def test_one_answer_with_a_separator_in_it_is_one_answer() -> None:
    assert options_of(cells_of(*["はい、とても"] * 9, *["いいえ、あまり"] * 9, *["はい, 少し"] * 4)) is None


def test_sentences_are_not_parted() -> None:
    assert options_of(cells_of(*(f"よかった, とくに{n}日目\n食事もよい{n}" for n in range(30)))) is None
