import pytest

from edu_dx.review.remarks.school_rankings import remarks
from tests.review.remarks.manuscripts import manuscript

RANKED = [
    "児童数が最も減ったのはあおば小で、ワースト1位だった。",
    "1位はかえで小学校、2位はさくら小学校である。",
    "あおば小学校は最下位だった。",
    "端末の利用でトップのさくら小に学びたい。",
    "学校ごとの順位を表にまとめた。",
    "上位3校と下位3校を比べた。",
    "ベスト3の学校を紹介する。",
    "利用率のランキングを作った。",
    "第１位の学校は164人だった。",
    "かえで中は市内で首位である。",
]
NOT_RANKED = [
    "順位は付けていない。",
    "学校どうしの順位付けはしません。",
    "「順位」という言葉は使わない。",
    "最も児童数の多い学校は164人である。",
    "用件では住民票の写しが1位だった。",
    "影響の多い用件の上位5つを表にした。",
    "小数第1位を四捨五入した。",
    "学級の単位は学年である。",
    "学校の位置を地図で確かめた。",
    "トップダウンで決めるのではなく、学校の声を聞く。",
    "教育委員会のトップが決める。",
    "順位に意味はない。",
    "中位の推計では7,263人になる。",
]


@pytest.mark.parametrize("sentence", RANKED)
def test_schools_in_order_of_merit(sentence: str) -> None:
    assert [remark.quote for remark in remarks(manuscript(sentence))] == [sentence]


@pytest.mark.parametrize("sentence", NOT_RANKED)
def test_no_order_or_not_of_schools(sentence: str) -> None:
    assert list(remarks(manuscript(sentence))) == []


def test_an_expectation_does_not_rank_either() -> None:
    assert len(list(remarks(manuscript(guess="最下位はあおば小だと思う。")))) == 1
