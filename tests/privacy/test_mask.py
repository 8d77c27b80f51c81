import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.privacy.mask import mask_text
from edu_dx.privacy.patterns import EMAIL, PHONE, POSTCODE

MASKED = {
    "担任の山田先生に090-1234-5678で連絡": "担任の〔氏名〕先生に〔電話番号〕で連絡",
    "山田さんと鈴木　花子様が来た": "〔氏名〕さんと〔氏名〕様が来た",
    "タロウくん、ゆうちゃん": "〔氏名〕くん、〔氏名〕ちゃん",
    "土屋さんと山田校長と田中はるかさん": "〔氏名〕さんと〔氏名〕校長と〔氏名〕さん",
    "お問合せは電話：841-0161へ": "お問合せは電話：〔電話番号〕へ",
    "担当：佐藤 花子（内線123）": "担当：〔氏名〕（内線123）",
    "平成25年4月3日生まれの子": "〔生年月日〕生まれの子",
    "生年月日：2012/4/5": "生年月日：〔生年月日〕",
    "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐへ": "〔メールアドレス〕へ",
    "〒326-8601 みほん市本町3-2145に住む": "〔郵便番号〕 〔住所〕に住む",
    "番号は1234 5678 9018です": "番号は〔番号〕です",
    "学籍番号は12345": "学籍番号は〔番号〕",
    "https://example.jp/u?id=33 を見た": "〔URL〕 を見た",
}
UNCHANGED = (
    "2024年5月1日の会議で令和6年度の予算123,456,789円を決めた",
    "仕様と同様、お客様にも皆様にも様式第3号を",
    "校長先生、担任の先生、生徒さん、お母さん、たくさんの人",
    "店員さんも運転手さんも親切で、お土産屋さんに名物がたくさんあった",
    "お子様とお雛様を見て、変わり様に驚いた",
    "https://example.jp/about を見た",
    "みほん小学校の5年生30人",
    "",
)
PIECES = st.sampled_from(
    [
        *MASKED,
        *UNCHANGED,
        "090-1234-5678",
        "a@b.jp",
        "山田",
        "先生",
        "さん",
        "0",
        "1234",
        "-",
        "担当：",
        "〔氏名〕",
        "　",
    ]
)


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_what_tells_who_a_person_is_gets_masked(text: str, masked: str) -> None:
    assert mask_text(text).text == masked
    assert mask_text(text).count == masked.count("〔")


@pytest.mark.parametrize("text", UNCHANGED)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert (mask_text(text).text, mask_text(text).count) == (text, 0)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_masking_twice_changes_nothing_and_leaves_nothing_to_find(text: str) -> None:
    masked = mask_text(text).text

    assert mask_text(masked).count == 0
    assert not any(pattern.search(masked) for pattern in (EMAIL, PHONE, POSTCODE))


@given(st.text(max_size=80))
def test_any_text_can_be_masked_once_and_for_all(text: str) -> None:
    masked = mask_text(text)

    assert mask_text(masked.text).text == masked.text
    assert (masked.text == text) == (masked.count == 0)


@given(st.text("あいうえおアンケート。、 ", max_size=40))
def test_text_around_a_hit_stays_character_by_character(text: str) -> None:
    assert (
        mask_text(f"{text}。a@example.jp。{text}").text
        == f"{mask_text(text).text}。〔メールアドレス〕。{mask_text(text).text}"
    )
