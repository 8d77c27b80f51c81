import pytest

from edu_dx.review.remarks.blame import remarks
from tests.review.remarks.manuscripts import manuscript

BLAMING = [
    "待ち時間が長いのは窓口の職員のせいだ。",
    "端末を使わないのは学校の責任である。",
    "担当課の努力が足りない。",
    "担任の指導力不足が見える。",
    "学校の意識が低い。",
    "窓口の対応が悪いために苦情が来る。",
    "記録の付け方がずさんだった。",
    "取組が遅れている学校を指導する必要がある。",
    "校長のやる気が感じられない。",
    "保護者の協力が足りません。",
    "職員が仕事を怠っている。",
    "問題のある学校から先に直す。",
    "保護者の理解不足が目立つ。",
    "学校の対応の悪さが目立つ。",
    "学校側のミスで記録が抜けている。",
]
FAIR = [
    "学校の責任ではない。",
    "職員のせいとは言えない。",
    "6月の記録が抜けている学校が2校ある。",
    "窓口の責任者に記録の付け方を聞く。",
    "待ち時間が長い時間帯は、窓口の数が足りない。",
    "割合が計算できない学校がある。",
    "担当課の協力で記録がそろった。",
    "記録が足りないため、4月は計算していない。",
    "教室が不足する学校がないかを確かめる。",
    "受付の開始が遅い窓口では、朝の混雑が後ろへ移る。",
    "だれかの努力不足ではなく、受付のしくみを見直す話である。",
    "窓口の処理能力が足りない時間帯を探す。",
    "市の責任で行う事業である。",
    "気温のせいかもしれない。",
]


@pytest.mark.parametrize("sentence", BLAMING)
def test_blame(sentence: str) -> None:
    assert [remark.quote for remark in remarks(manuscript(sentence))] == [sentence]


@pytest.mark.parametrize("sentence", FAIR)
def test_no_blame(sentence: str) -> None:
    assert list(remarks(manuscript(sentence))) == []
