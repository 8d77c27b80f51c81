from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edu_dx.present.block import Format
from edu_dx.review.remarks.unknown_numbers import remarks
from tests.review.remarks.manuscripts import manuscript, number, table

MISTYPED = {
    "影響を受けるのは5,132枚である。": "5,132",
    "番号札は７７，２４３枚だった。": "７７，２４３",
    "割合は6.8%（5,123枚÷77,234枚）である。": "6.8",
    "児童生徒数は8,401人である。": "8,401",
    "推計では7,236人になる。": "7,236",
    "コンビニ交付は13.2万通だった。": "13.2万",
    "コンビニ交付は12万2,476通だった。": "12万2,476",
    "年間で3,421,800円の減である。": "3,421,800",
    "年間で342.1万円の減である。": "342.1万",
    "待ち時間の平均は4.6分だった。": "4.6",
    "10,112人から8,410人へ、1,720人減った。": "1,720",
    "1日あたり12.1枚である。": "12.1",
    "あおば小学校は181人である。": "181",
}
KNOWN = [
    "影響を受けるのは5,123枚である。",
    "番号札は７７，２３４枚だった。",
    "番号札は約77,200枚だった。",
    "割合は6.6%、詳しくは6.63%である。",
    "95%区間は6.1%から7.2%まで（6.12%〜7.15%）である。",
    "待ち時間の平均は6.4分（6.42分）だった。",
    "コンビニ交付は12.3万通だった。",
    "コンビニ交付は12万2,746通だった。",
    "年間で341万円、詳しくは3,413千円の減である。",
    "年間で−3,412,800円である。",
    "10,112人から8,410人へ、1,702人（16.8%）減った。",
    "10年で1,702人減った。",
    "あおば小学校とかえで小学校を合わせて282人である。",
    "許容する割合の12.5%より小さい。",
    "交付事業者への支払いを1通117円とした。",
    "朝は3,316枚、夕方は1,807枚で、1.8倍の差がある。",
    "コンビニ交付が66.7%で、残る33.3%は窓口である。",
    "2024年度と2025年5月1日、令和7年の数を使った。",
    "2015〜2025年度の記録を、09:00と16:30で分けた。",
    "第116号の様式の3つの欄を、120ページの表と比べた。",
    "問合せ先は0284-20-0000、番号は326-8601である。",
    "https://example.jp/2345/678 の表を見た。",
    "窓口の1番と2番、1,2,3年生、35人学級を見た。",
    "1日あたり約21枚、週に約105枚である。",
    "9,305人から8,410人へ、1年に179人ずつ減った。",
    "影響を受けない番号札は72,111枚（93.4%）である。",
    "国勢調査では、市の人口は140,512人である。",
    "令和7.5.1現在の表1.2を見た。",
    "4月812枚、8月318枚、朝3,316枚を足すと4,446枚になる。",
    "およそ3千3百枚で、1割に満たない。",
    "およそ5千枚で、1割に満たない。",
]


@pytest.mark.parametrize(("sentence", "written"), MISTYPED.items())
def test_a_mistyped_number(sentence: str, written: str) -> None:
    assert [remark.what for remark in remarks(manuscript(sentence))] == [
        f"「{written}」は、この実行の結果に見当たりません。"
    ]


@pytest.mark.parametrize("sentence", KNOWN)
def test_a_number_of_the_run_in_any_spelling(sentence: str) -> None:
    assert list(remarks(manuscript(sentence))) == []


def test_without_results_nothing_can_be_compared() -> None:
    assert list(remarks(manuscript("5,132枚である。", blocks=()))) == []


def test_a_withheld_number_is_not_shown() -> None:
    open_table = table("t", ("あ", 1234), label=Format.TEXT, cards=Format.COUNT)
    withheld = open_table.model_copy(update={"suppressed": [(0, 1)]})
    assert list(remarks(manuscript("1,234枚である。", blocks=(open_table,)))) == []
    assert len(list(remarks(manuscript("1,234枚である。", blocks=(withheld,))))) == 1


def test_an_expectation_may_guess_a_number() -> None:
    assert list(remarks(manuscript(guess="年に4,321枚くらいだと思う。"))) == []


@given(st.integers(100, 99_999_999), st.sampled_from(["{:,}人", "{}人", "{:,} 人"]), st.booleans())
def test_every_printed_number_is_recognised(value: int, form: str, wide: bool) -> None:
    written = form.format(value)
    written = written.translate({c: c + 0xFEE0 for c in range(0x2C, 0x3A)}) if wide else written
    assert list(remarks(manuscript(f"全部で{written}である。", blocks=(number("n", value),)))) == []


@given(st.integers(10_000, 99_999_999), st.integers(0, 1))
def test_every_number_in_ten_thousands_is_recognised(value: int, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    rounded = (Decimal(value) / 10_000).quantize(step, rounding=ROUND_HALF_UP)
    assert list(remarks(manuscript(f"{rounded}万人である。", blocks=(number("n", value),)))) == []


@given(st.integers(100, 9_999_999), st.data())
def test_two_digits_changed_about_are_noticed(value: int, data: st.DataObject) -> None:
    digits = str(value)
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assume(swapped != digits and swapped[0] != "0" and len(swapped.rstrip("0")) >= 3)
    # Rounded to its last place that is not zero, it may be the same number after all.
    step = 10 ** (len(swapped) - len(swapped.rstrip("0")))
    assume(abs(int(swapped) - value) > step)
    found = remarks(manuscript(f"全部で{int(swapped):,}人である。", blocks=(number("n", value),)))
    assert len(list(found)) == 1
