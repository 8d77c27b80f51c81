from hypothesis import example, given
from hypothesis import strategies as st

from edu_dx.review.difference.result import Mark, Token, Tokens
from edu_dx.review.difference.words import (
    changed_lines,
    changed_sentences,
    changed_words,
    sentences_of,
    words_of,
)

SIGNS = "児童生徒数は減りました。8,410人（6.6 %）、\nカードのDX　！"
TEXTS = st.text(alphabet=SIGNS, max_size=60) | st.text(max_size=40)


def without(tokens: Tokens, mark: Mark) -> str:
    return "".join(token.text for token in tokens if token.mark is not mark)


def test_a_word_ends_where_the_script_changes() -> None:
    assert words_of("2030年度は8,410人、コンビニ12.5%です。") == [
        *("2030", "年度", "は", "8,410", "人", "、", "コンビニ", "12.5", "%", "です", "。")
    ]


def test_a_sign_belongs_to_its_number() -> None:
    assert words_of("差引きは−6,243円") == ["差引", "きは", "−6,243", "円"]


def test_one_changed_number_is_all_that_is_marked() -> None:
    assert changed_words("児童生徒数は8,410人です。", "児童生徒数は8,395人です。") == (
        Token(Mark.SAME, "児童生徒数は"),
        Token(Mark.DELETED, "8,410"),
        Token(Mark.INSERTED, "8,395"),
        Token(Mark.SAME, "人です。"),
    )


def test_a_particle_between_two_changes_is_not_left_alone() -> None:
    tokens = changed_words("来年の秋に教室の数を確かめます。", "今年の春に教室の数を確かめます。")
    assert [token.text for token in tokens] == ["来年の秋", "今年の春", "に教室の数を確かめます。"]


def test_a_rewritten_sentence_is_replaced_as_a_whole() -> None:
    old, new = "減り方は小学校で大きい。", "中学校には数年おくれて現れます。"
    assert changed_words(old, new) == (Token(Mark.DELETED, old), Token(Mark.INSERTED, new))


def test_an_added_sentence_leaves_its_neighbours_alone() -> None:
    old = "人数は減ります。学級は9つです。"
    new = "人数は減ります。人数の幅は広いです。学級は9つです。"
    assert [token.text for token in changed_words(old, new) if token.mark is Mark.INSERTED] == [
        "人数の幅は広いです。"
    ]


def test_sentences_are_counted() -> None:
    old = "### 分かったこと\n\n人数は減ります。学級は9つです。\n\n- 教室は足ります。"
    assert changed_sentences(old, old) == 0
    assert changed_sentences(old, old.replace("9", "8")) == 1
    assert changed_sentences(old, old + "\n- 先生は足りません。") == 1
    assert changed_sentences(old, old.replace("9", "8").replace("足ります", "余ります")) == 2
    assert changed_sentences(old, "") == 4


def test_code_is_compared_in_whole_lines() -> None:
    assert changed_lines("a = 1\nb = 2", "a = 1\nb = 3\nc = 4") == (
        Token(Mark.SAME, "a = 1\n"),
        Token(Mark.DELETED, "b = 2\n"),
        Token(Mark.INSERTED, "b = 3\nc = 4\n"),
    )


@given(TEXTS)
def test_words_and_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert "".join(sentences_of(text)) == text


@given(TEXTS, TEXTS)
@example("A。", "A。\n\nB。")
def test_tokens_reproduce_both_texts(old: str, new: str) -> None:
    tokens = changed_words(old, new)
    assert (without(tokens, Mark.INSERTED), without(tokens, Mark.DELETED)) == (old, new)
    assert all(token.text for token in tokens)


@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_the_marks(old: str, new: str) -> None:
    forth, back = changed_words(old, new), changed_words(new, old)
    kept = [[token.text for token in tokens if token.mark is Mark.SAME] for tokens in (forth, back)]
    assert kept[0] == kept[1]
    assert without(back, Mark.SAME) != "" or old == new
    assert changed_sentences(old, new) == changed_sentences(new, old)


@given(
    st.lists(st.sampled_from(["人数", "は", "減", "る", "8,410", "。", "、", "カード"]), min_size=1),
    st.data(),
)
def test_one_word_put_in_is_found_and_nothing_else(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    old = "".join(words)
    new = "".join([*words[:place], "🙂", *words[place:]])
    changed = [token for token in changed_words(old, new) if token.mark is not Mark.SAME]
    assert "🙂" in "".join(token.text for token in changed if token.mark is Mark.INSERTED)
    assert changed_sentences(old, new) in (1, 2)  # a word between two sentences makes one more
