import pytest

from edu_dx.privacy.person_names import Likeness, is_kana_name, likeness
from edu_dx.privacy.surnames import SURNAMES


@pytest.mark.parametrize("name", ["山田太郎", "山田　花子", "佐々木健", "長谷川 翔", "田中はるか", "林 一郎"])
def test_a_frequent_surname_with_a_given_name_is_a_full_name(name: str) -> None:
    assert likeness(name) is Likeness.FULL_NAME


@pytest.mark.parametrize("name", ["山田", "長谷川", "佐々木"])
def test_a_surname_alone_may_as_well_be_a_place(name: str) -> None:
    assert likeness(name) is Likeness.SURNAME


@pytest.mark.parametrize(
    "name",
    [
        "本山南",
        "本  山  南",
        "山田東",
        "中村南",
        "上野北",
        "山田町",
        "高橋小",
        "神戸市灘区",
        "山口県",
        "みほん小学校",
    ],
)
def test_schools_and_places_that_begin_like_a_surname_are_no_persons(name: str) -> None:
    assert likeness(name) in (Likeness.NONE, Likeness.SHAPE)


def test_kana_names_are_two_words() -> None:
    assert is_kana_name("ヤマダ タロウ") and is_kana_name("ﾔﾏﾀﾞ ﾀﾛｳ") and is_kana_name("やまだ　たろう")
    assert not is_kana_name("ヤマダタロウ") and not is_kana_name("アンケート")


def test_the_surnames_are_many_and_short() -> None:
    assert len(SURNAMES) > 200
    assert max(map(len, SURNAMES)) <= 3
