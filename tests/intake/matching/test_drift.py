"""What is said about a file that differs from last year's."""

from __future__ import annotations

from edu_dx.intake.findings import Result, Stage
from edu_dx.intake.matching.drift import drift
from edu_dx.intake.matching.profile import HeaderProfile, Profile


def profile(year: int, headers: tuple[str, ...] = ("学校名", "学年", "児童数"), **more: object) -> Profile:
    given: dict[str, object] = {
        "file_name": f"児童数_{year}.csv",
        "sha256": str(year) * 16,
        "sheet": "",
        "table": "enrolment",
        "place": 0,
        "fiscal_years": (year,),
        "columns": tuple(HeaderProfile(header=header, read_as="読んだ列") for header in headers),
        "categories": {"class_kind": ("通常",)},
        "records": 100,
        "totals": {"pupils": 3000.0},
        "means": {},
    }
    return Profile.model_validate(given | more)


LAST = profile(2024)


def messages(now: Profile, before: Profile = LAST) -> list[str]:
    findings = drift(before, now)
    assert {finding.stage for finding in findings} == {Stage.LAST_YEAR}
    return [finding.message for finding in findings]


def test_the_same_as_last_year_passes() -> None:
    (finding,) = drift(LAST, profile(2025))

    assert finding.result is Result.PASSED
    assert finding.message == "前回（2024年度の資料）と、列・区分・行数・合計に大きな違いはありません。"


def test_a_gone_column_is_named() -> None:
    assert messages(profile(2025, ("学校名", "児童数"))) == [
        "前回（2024年度の資料）にあった列『学年』がありません。"
    ]


def test_a_new_column_is_named() -> None:
    assert messages(profile(2025, ("学校名", "学年", "児童数", "備考"))) == [
        "前回（2024年度の資料）になかった列『備考』があります。"
    ]


def test_a_renamed_column_is_told_as_one_change() -> None:
    assert messages(profile(2025, ("学校名", "学年", "在籍児童数"))) == [
        "前回（2024年度の資料）の列『児童数』は、今回『在籍児童数』に名前が変わったようです。"
    ]


def test_a_column_dropped_and_another_put_in_its_place_are_two_changes() -> None:
    assert messages(profile(2025, ("学校名", "学年", "手数料"))) == [
        "前回（2024年度の資料）にあった列『児童数』がありません。",
        "前回（2024年度の資料）になかった列『手数料』があります。",
    ]


def test_a_column_read_as_something_else_is_told() -> None:
    columns = (*LAST.columns[:2], HeaderProfile(header="児童数", read_as=""))

    assert messages(profile(2025, columns=columns)) == [
        "列『児童数』は、前回（2024年度の資料）では「読んだ列」と読みました、今回は使いませんでした。"
    ]


def test_new_and_gone_values_are_listed() -> None:
    now = profile(2025, categories={"class_kind": ("複式",)})

    assert messages(now) == [
        "「学級の種類」に、前回（2024年度の資料）にあって今回ない値が1種類あります：通常",
        "「学級の種類」に、前回（2024年度の資料）になかった値が1種類あります：複式",
    ]


def test_a_jump_in_the_number_of_records_is_told() -> None:
    assert messages(profile(2025, records=50)) == [
        "件数が前回（2024年度の資料）の100件から50件に50％減りました。"
    ]


def test_a_jump_in_a_total_is_told() -> None:
    assert messages(profile(2025, totals={"pupils": 4500.0})) == [
        "「児童生徒数」の合計が前回（2024年度の資料）の3,000人から4,500人に50％増えました。"
    ]


def test_a_total_a_thousand_times_as_large_is_a_change_of_unit() -> None:
    assert messages(profile(2025, totals={"pupils": 3_100_000.0})) == [
        "「児童生徒数」の合計が前回（2024年度の資料）の約1,000倍です（3,000人→3,100,000人）。"
        "単位が変わったおそれがあります。"
    ]


def test_a_change_of_a_fifth_is_no_jump_and_neither_is_chance_in_small_numbers() -> None:
    assert drift(LAST, profile(2025, records=119, totals={"pupils": 2450.0}))[0].result is Result.PASSED
    assert drift(profile(2024, records=9), profile(2025, records=15))[0].result is Result.PASSED


def test_a_period_that_goes_on_and_an_indicator_told_as_a_column_are_no_changed_values() -> None:
    before = profile(
        2024,
        ("時点", "児童数"),
        table="statistics",
        totals={},
        categories={"period": ("2024",), "indicator": ("児童数",)},
    )
    now = profile(
        2025,
        ("時点", "生徒総数"),
        table="statistics",
        totals={},
        categories={"period": ("2025",), "indicator": ("生徒総数",)},
    )
    assert {finding.check for finding in drift(before, now)} <= {
        "renamed_columns",
        "gone_columns",
        "new_columns",
    }
