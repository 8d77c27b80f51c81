import datetime as dt
import random

import pytest

from edu_dx.intake.personal.kinds import PersonalKind as Kind
from edu_dx.intake.personal.values import personal_kind_of_values
from edu_dx.intake.text import Cell

TODAY = dt.date(2025, 6, 1)
NAMES = ["山田太郎", "鈴木花子", "佐藤健", "架空真", "中村美咲", "高橋翔", "遠藤さくら", "渡辺大輔"]


def kind_of(values: list[Cell], header: str = "列1", **more: frozenset[str]) -> Kind | None:
    suspicion = personal_kind_of_values(values, header, today=TODAY, **more)
    return suspicion.kind if suspicion else None


def births(years: int) -> list[dt.date]:
    """Thirty days anywhere within some years before 2 April 2018."""
    chance = random.Random(1)
    return [dt.date(2018, 4, 1) - dt.timedelta(days=chance.randrange(365 * years)) for _ in range(30)]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.EMAIL, ["a@example.jp", "", "b@example.jp"]),
        (Kind.PHONE, ["090-1234-5678", "0284(20)1111", "なし"]),
        (Kind.PHONE, [9012345678, 9023456789, 8012345678, 7012345678, 9098765432]),
        (Kind.MY_NUMBER, ["123456789018", "110000000000", "2000 0000 0000"]),
        (Kind.CARD, ["4111111111111111", "4012888888881881", "5555555555554444"]),
        (Kind.ADDRESS, ["みほん市本町1-2", "みほん市あおば町三丁目4番5号"]),
        (Kind.POSTCODE, ["326-8601", "〒326-0001", "326-0002"]),
        (Kind.NETWORK, ["192.168.1.2", "10.0.0.1"]),
        (Kind.KANA, ["ヤマダ タロウ", "スズキ ハナコ", "サトウ ケン"]),
        (Kind.NAME, NAMES),
        (Kind.NAME, NAMES * 20),
        (Kind.NAME, ["山田", "佐藤", "鈴木", "高橋", "田中", "校務員"]),
        (Kind.PASSWORD, ["aK3!xpqz", "Zz9#mmQ1", "p0W-kd8E", "77tT?aaR", "m!Nq28zz"]),
    ],
)
def test_personal_data_are_known_without_a_header(kind: Kind, values: list[Cell]) -> None:
    assert kind_of(values) == kind


@pytest.mark.parametrize(
    "values",
    [
        [
            "本山南",
            "本山",
            "山田東",
            "高橋",
            "御影",
            "魚崎",
            "住吉",
            "中島北",
            "福田",
            "井吹東",
            "灘",
            "なぎさ",
        ],
        ["B109299000013", "B109299000022", "B109299000031", "B109299000040", "B109299000059"],
        ["202401010001", "202401010002", "202401010003", "202401010004"],
        ["3f2a9c7e-1b2d", "4f2a9c7e-1b2d", "5f2a9c7e-1b2d", "6f2a9c7e-1b2d", "7f2a9c7e-1b2d"],
        ["2024-02-01 10:00", "2024-02-01 10:05"],
        [30, 31, 40, 50],
        ["みほん市", "架空市", "見本町"],
        ["", " "],
        [],
    ],
)
def test_other_columns_are_left_alone(values: list[Cell]) -> None:
    assert kind_of(values) is None


@pytest.mark.parametrize("form", ["{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y}年{0.month}月{0.day}日"])
@pytest.mark.parametrize("years", [1, 40])
def test_dates_that_are_spread_like_births_are_births(form: str, years: int) -> None:
    assert kind_of([form.format(day) for day in births(years)]) == Kind.BIRTH_DATE
    assert kind_of(list(births(years)), "年月日") == Kind.BIRTH_DATE


def test_dates_of_offices_are_no_births() -> None:
    weekdays = [day + dt.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0) for day in births(10)]
    founding = [dt.date(day.year, 4, 1) for day in births(40)]

    assert kind_of(list(births(5)), "受付日") is None
    assert kind_of(list(weekdays)) is None
    assert kind_of(list(founding)) is None
    assert kind_of([day + dt.timedelta(days=365 * 7) for day in births(1)]) is None


def test_a_header_is_believed_unless_the_cells_are_counts() -> None:
    assert kind_of(["0284201111", "0284201112"], "電話") == Kind.PHONE
    assert kind_of([12, 3, 40], "電話") is None
    assert kind_of(["○", "", "○"], "メール") is None
    assert kind_of([1, 2, 3], "出席番号") == Kind.PERSON_ID


def test_schools_have_addresses_and_telephones_too() -> None:
    assert kind_of(["みほん市本町1-2", "みほん市見本町3-4"], "学校所在地") is None
    assert kind_of(["0284-20-1111", "0284-20-1112"], "学校電話番号") is None


def test_names_of_persons_under_the_header_of_a_school_are_still_persons() -> None:
    assert kind_of(["山田太郎", "鈴木花子", "佐藤健一", "高橋翔太", "田中美咲"], "学校名") == Kind.NAME


def test_names_in_the_school_register_are_schools() -> None:
    schools = ["山田", "高橋", "中村", "福田", "小林"]
    assert kind_of(list(schools)) == Kind.NAME
    assert kind_of(list(schools), school_names=frozenset(schools)) is None


def test_the_reason_says_how_many_and_no_value() -> None:
    suspicion = personal_kind_of_values(["a@example.jp", "b@example.jp", "なし"], "列1", today=TODAY)

    assert suspicion is not None
    assert suspicion.reason == "空欄でない3か所のうち2か所がメールアドレスのように見えます"
