import re

import pytest

from edu_dx.review.remarks.denial import is_left_open, is_mentioned


def open_after(sentence: str) -> bool:
    found = re.search("増えた", sentence)
    assert found is not None
    return is_left_open(sentence, found.end())


@pytest.mark.parametrize(
    "sentence",
    [
        "増えたかどうかは分かる。",
        "増えたか、来年も見る。",
        "増えたとは言えない。",
        "増えたとまでは、言い切れません。",
        "何が増えたのかを調べる。",
        "増えたと見るのは早計である。",
    ],
)
def test_a_question_or_a_denial_leaves_it_open(sentence: str) -> None:
    assert open_after(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "増えた。",
        "増えたことは間違いない。",
        "増えたのではないか。",
        "増えただけでなく、広がった。",
        "増えたと言わなければならない。",
        "増えたが、理由は分からない。",
        "増えたので、続けるかどうかを相談する。",
        "増えた人は少ない。",
    ],
)
def test_a_denial_in_form_only_or_of_something_else_does_not(sentence: str) -> None:
    assert not open_after(sentence)


def test_a_word_alone_in_brackets_is_mentioned_and_not_used() -> None:
    assert is_mentioned("「増えた」と書かない", 1, 4)
    assert not is_mentioned("「人が増えた」と聞いた", 3, 6)
