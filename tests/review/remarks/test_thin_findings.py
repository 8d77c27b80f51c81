import pytest

from edu_dx.review.remarks.thin_findings import remarks
from tests.review.remarks.manuscripts import manuscript

SHORT = ["特になし。", "朝が多い。", "影響は5,123枚。", "予想どおりでした。", "結果は表のとおり。"]
WITHOUT_NUMBER = [
    "朝に来る人が多く、夕方に来る人は少ないことが分かりました。",
    "窓口に残る証明書はまだ多いので、これからも案内を続けることが大切だと思います。",
    "児童生徒数はこれから減る見込みなので、早めに準備をしたほうがよいと考えられます。",
]
ENOUGH = [
    "番号札は年間で５，１２３枚が影響を受けることが分かった。",
    "約三割の番号札が朝に発券されていることが分かりました。",
    "窓口に残る人の半数ほどは、カードを持たない人と見られます。",
    "",
]


@pytest.mark.parametrize("text", SHORT)
def test_too_short(text: str) -> None:
    assert ["短すぎて" in remark.what for remark in remarks(manuscript(text))] == [True]


@pytest.mark.parametrize("text", WITHOUT_NUMBER)
def test_without_a_number(text: str) -> None:
    assert ["数字が1つもない" in remark.what for remark in remarks(manuscript(text))] == [True]


@pytest.mark.parametrize("text", ENOUGH)
def test_enough_or_not_yet_written(text: str) -> None:
    assert list(remarks(manuscript(text))) == []


def test_an_expectation_may_be_short_and_without_a_number() -> None:
    assert list(remarks(manuscript(guess="朝が多い。"))) == []
