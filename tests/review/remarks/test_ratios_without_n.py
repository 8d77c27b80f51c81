import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.review.remarks.ratios_without_n import remarks
from tests.review.remarks.manuscripts import manuscript

BARE = [
    "窓口で取られた割合は33.3%だった。",
    "影響を受けるのは6.6 %である。",
    "影響は６．６％で、思ったより小さい。",
    "約3割が朝に来ている。",
    "およそ３割の人が朝に来ている。",
    "三割の来庁者が住民票を取りに来る。",
    "コンビニ交付は66.7パーセントまで増えた。",
    "4月の影響は11.0%で、8月の5.3%の約2倍である。",
    "5,123枚（6.6%）が影響を受ける。",
    "2024年度は66.7%、2023年度は51.2%だった。",
    "1日あたり21.1枚で、全体の6.6%にあたる。",
    "窓口全体の1/3、つまり33%が朝に集中する。",
    "児童生徒数は5年で9.6%減った。",
]
WITH_ITS_WHOLE = [
    "18万通のうち12万通（66.7%）が移った。",
    "影響は6.6%（5,123枚÷77,234枚）である。",
    "影響は６．６％（５，１２３枚／７７，２３４枚）である。",
    "影響を受ける割合は6.6%（n=77,234）だった。",
    "児童30人のうち約3割がバスで通う。",
    "児童30人中9人（3割）がバスで通う。",
    "10,112人から8,410人へ16.8%減った。",
    "分母を183,950通とすると66.7%になる。",
    "183,950通に占めるコンビニ交付の割合は66.7%である。",
    "77,234枚の6.6%にあたる。",
    "77,234枚のうち5,123枚が影響を受ける。割合では6.6%である。",
    "割合では6.6%である。77,234枚のうち5,123枚にあたる。",
    "95%区間は6.1%〜7.2%である。",
    "95 %信頼区間で見ると幅が広い。",
    "許容する割合を10%とした。",
    "目安の10%を下回った。",
    "割合は窓口ごとに違う。",
    "手数料を5割引きにした場合は計算していない。",
    "職員の役割を分割して考えた。",
    "3学級になる確率は36.7%、2学級のままの確率は63.3%である。",
    "過去の誤差は平均で1.8%だった。",
    "合計は四捨五入のため100%にならない。",
    "消費税10%を含む。",
    "| 朝 | 3,316 | 6.6% |",
]


@pytest.mark.parametrize("sentence", BARE)
def test_a_ratio_of_nothing_named(sentence: str) -> None:
    assert [remark.quote for remark in remarks(manuscript(sentence))] == [sentence]


@pytest.mark.parametrize("text", WITH_ITS_WHOLE)
def test_a_ratio_with_its_whole(text: str) -> None:
    assert list(remarks(manuscript(text))) == []


def test_a_ratio_given_with_its_whole_once_may_be_repeated() -> None:
    text = "77,234枚のうち5,123枚（6.6%）が影響を受ける。\n\nこの6.6%をどう考えるかを相談したい。"
    assert list(remarks(manuscript(text))) == []


def test_a_sentence_lends_its_counts_to_one_ratio_only() -> None:
    text = "77,234枚のうち5,123枚（6.6%）が影響を受ける。窓口の割合は33.3%である。"
    assert [remark.quote for remark in remarks(manuscript(text))] == ["窓口の割合は33.3%である。"]


@given(st.integers(1, 999), st.sampled_from("%％"), st.booleans())
def test_no_percentage_is_too_odd_to_be_seen(tenths: int, sign: str, wide: bool) -> None:
    number = f"{tenths / 10}"
    number = number.translate({code: code + 0xFEE0 for code in range(0x2E, 0x3A)}) if wide else number
    assert len(list(remarks(manuscript(f"窓口の割合は{number}{sign}だった。")))) == 1


def test_an_expectation_may_guess_a_share() -> None:
    assert list(remarks(manuscript(guess="3割くらいが移ると思う。"))) == []
