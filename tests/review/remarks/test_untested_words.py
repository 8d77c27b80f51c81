import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.review.remarks.untested_words import remarks
from tests.review.remarks.manuscripts import manuscript

CLAIMED = {
    "手数料の引下げは効果があった。": "効果があった",
    "引下げの効果が出た。": "効果が出た",
    "案内の効果が出ている。": "効果が出て",
    "手数料を下げたことは効果的だった。": "効果的だった",
    "手数料を下げたのは効果的な取組だったといえる。": "効果的な取組だった",
    "取組には大きな効果がありました。": "効果がありました",
    "窓口の混雑に効果が大きく現れた。": "効果が大きく現れた",
    "効果は十分にあったと考えられる。": "効果は十分にあった",
    "効果が見られたので続けたい。": "効果が見られた",
    "引下げは効果を上げた。": "効果を上げた",
    "効果がはっきりと確認できた。": "効果がはっきりと確認できた",
    "効果があったことは間違いない。": "効果があった",
    "効果があったのではないか。": "効果があった",
    "効果があったが、原因は分からない。": "効果があった",
    "効果あり。": "効果あり",
    "効果大。": "効果大",
    "効果は明らかだ。": "効果は明らか",
    "今回の引下げには一定の効果が認められる。": "効果が認められる",
    "効果てきめんである。": "効果てきめん",
    "職員の要領が悪いことが原因だと思う。": "原因",
    "効果は大きいと考える。": "効果は大きい",
    "混雑が減ったのは、案内を増やした効果である。": "効果で",
    "受付時間の短縮の効果により待つ人が減った。": "効果により",
    "手数料が原因で利用が減った。": "原因",
    "減った原因は転出である。": "原因",
    "混雑の主な原因と考えられる。": "原因",
    "住宅の開発が一因となっている。": "一因",
    "有意に減った。": "有意",
    "前の年度と有意差がある。": "有意",
    "有意な差は見られなかった。": "有意",
    "検定はしていないが、有意に多い。": "有意",
}
LEFT_OPEN = [
    "原因は分からない。",
    "原因は、この記録からは分かりません。",
    "原因を担当課に聞く。",
    "混雑の原因について、窓口の担当者に尋ねたい。",
    "減った原因を特定するには、地区ごとの記録が要る。",
    "原因は不明である。",
    "住宅の開発が原因かは分からない。",
    "転出が原因とは言えない。",
    "手数料だけが原因とは限らない。",
    "効果があったとは言えない。",
    "効果があったとまでは言い切れない。",
    "効果があったかどうかを確かめるには、次の年度の記録が要る。",
    "効果があったと結論づけることはできません。",
    "効果があったかは、今後の月を見て判断する。",
    "効果は確かめていない。",
    "取組の効果は、この分析では分からない。",
    "効果が見られるまで時間がかかるかもしれない。",
    "費用対効果は計算していない。",
    "案内の効果を確かめる方法を相談する。",
    "効果的な案内の方法を担当課と相談したい。",
    "「効果があった」という言葉は使わない。",
    "「原因」とは書かず、事実だけを並べた。",
    "有意かどうかは確かめていない。",
    "有意差の検定はしていない。",
    "何が原因で減ったのかは、この記録からは分からない。",
    "引下げに効果があるとすれば、通数はさらに減るはずである。",
    "有意義な話合いだった。",
    "減少は有意だった（p = 0.03、対応のあるt検定）。",
]


@pytest.mark.parametrize(("sentence", "word"), CLAIMED.items())
def test_a_claim_is_told(sentence: str, word: str) -> None:
    [remark] = remarks(manuscript(sentence))
    assert (remark.quote, f"「{word}」" in remark.what) == (sentence, True)


@pytest.mark.parametrize("sentence", LEFT_OPEN)
def test_what_is_left_open_is_no_claim(sentence: str) -> None:
    assert list(remarks(manuscript(sentence))) == []


@given(st.sampled_from(list(CLAIMED)), st.sampled_from(LEFT_OPEN), st.booleans())
def test_a_sentence_beside_a_claim_does_not_excuse_it(claim: str, other: str, first: bool) -> None:
    text = claim + other if first else other + claim
    assert [remark.quote for remark in remarks(manuscript(text))] == [claim]


def test_the_words_of_the_template_are_not_the_students() -> None:
    kept = "「効果があった」「原因」「有意」という言葉は、確かめた場合のほかは使いません。"
    assert list(remarks(manuscript(kept))) == []


def test_an_expectation_may_guess_at_a_cause() -> None:
    assert list(remarks(manuscript(guess="仕事の前に寄る人が原因だと思う。"))) == []


def test_two_kinds_of_claims_in_a_sentence_are_two_remarks() -> None:
    assert len(list(remarks(manuscript("有意に減ったので効果があった。")))) == 2
