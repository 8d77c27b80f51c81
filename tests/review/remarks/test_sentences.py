import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.review.remarks.sentences import folded, paragraphs, sentences

CUT = {
    "減った。増えた。": ["減った。", "増えた。"],
    "減ったか？増えた！そうだ": ["減ったか？", "増えた！", "そうだ"],
    "割合は66.7%だった。次に": ["割合は66.7%だった。", "次に"],
    "割合は６６．７％だった．次に": ["割合は６６．７％だった．", "次に"],
    "「減った。増えた。」と聞いた。次に": ["「減った。増えた。」と聞いた。", "次に"],
    "影響（朝。夕方。）を見た。次に": ["影響（朝。夕方。）を見た。", "次に"],
    "「閉じない。次に進む。": ["「閉じない。", "次に進む。"],
    "。。": [],
    "": [],
}


@pytest.mark.parametrize(("line", "expected"), CUT.items())
def test_a_line_is_cut_where_sentences_end(line: str, expected: list[str]) -> None:
    assert sentences(line) == expected


def test_the_end_of_a_line_ends_a_sentence_and_items_are_paragraphs_of_their_own() -> None:
    text = "### 見出し\n一行目\n二行目。\n\n- **一つ**め。もう一つ。\n- 二つめ\n1. 三つめ\n・四つめ\n> 引用"
    assert paragraphs(text) == [
        ["見出し", "一行目", "二行目。"],
        ["一つめ。", "もう一つ。"],
        ["二つめ"],
        ["三つめ"],
        ["四つめ"],
        ["引用"],
    ]


@given(st.text(alphabet="あ亜。！？「」（）.．1２ \n", max_size=40))
def test_no_word_is_lost_or_doubled(text: str) -> None:
    words = [sign for sign in text if sign in "あ亜"]
    cut = [sign for paragraph in paragraphs(f"文{text}") for s in paragraph for sign in s if sign in "あ亜"]
    assert cut == words


@given(st.text(max_size=40))
def test_folding_keeps_every_sign_at_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_folding_makes_half_width() -> None:
    assert folded("６．７％（Ａ）　約") == "6.7%(A) 約"
