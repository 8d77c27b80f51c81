import pytest

from edu_dx.review.remarks.causal_wording import remarks
from tests.review.remarks.manuscripts import manuscript

LAID_TO_SOMETHING = [
    "手数料の引下げにより、窓口の通数が24,318通減った。",
    "コンビニ交付によってコンビニの利用が増えました。",
    "案内のおかげで待ち時間が短くなった。",
    "手数料を下げたため、窓口の通数が減った。",
    "受付時間を短くしたことで時間外勤務が減少した。",
    "住宅の開発のおかげで児童数が増加している。",
    "転出が多かったために児童生徒数が減少しました。",
    "広報を出したことから、利用が伸びた。",
    "新しい機械のせいで待ち時間が長くなった。",
    "感染症の影響で来庁が減っている。",
    "減った要因は少子化である。",
    "案内を強化した結果、混雑が緩和された。",
    "手数料が下がったので、窓口に来る人が減った。",
    "手数料を下げた結果、窓口の利用が大幅に減った。",
]
LEFT_OPEN = [
    "手数料の引下げのあとに、窓口の通数が24,318通減った。",
    "手数料の引下げにより減った可能性がある。",
    "手数料を下げたため減ったとは言えない。",
    "カードの保有が増えたために移ったと考えられる。",
    "手数料の引下げによって減ったのかどうかは分からない。",
    "曜日によって枚数が増えたり減ったりしている。",
    "学校によって学級が増えた年度が違う。",
    "年度により増えた学年と減った学年がある。",
    "4月の記録がないため、5月から比べると120枚減った。",
    "計算した値の平均をとったため、小数になった。",
    "卒業する学年のほうが大きいため、人数は減る見込みである。",
    "減った要因は、この記録からは分かりません。",
    "学級編制の標準により学級数を計算した。",
    "月ごとに数えた結果、4月だけが増えていた。",
    "減った要因を調べる必要がある。",
    "7月に受付時間が変わったため、6月までの数だけを使った。",
]


@pytest.mark.parametrize("sentence", LAID_TO_SOMETHING)
def test_a_change_laid_to_what_came_before_it(sentence: str) -> None:
    assert [remark.quote for remark in remarks(manuscript(sentence))] == [sentence]


@pytest.mark.parametrize("sentence", LEFT_OPEN)
def test_a_change_told_without_its_reason(sentence: str) -> None:
    assert list(remarks(manuscript(sentence))) == []
