import pytest

from edu_dx.intake.findings import Result

GRADES = [f"{grade}年" for grade in range(1, 7)]
PUPILS = [30, 31, 29, 33, 35, 32]


def test_an_unknown_column_may_be_the_one_that_was_not_found(write_csv, finding_of) -> None:
    rows = [["令和6年5月1日"], ["学校名", *GRADES, "くみ"], ["あおば小学校", *PUPILS, 6]]
    finding = finding_of("columns_not_read", write_csv("児童数.csv", rows))
    assert (finding.result, finding.place, finding.values) == (Result.WARNING, "H列", ("くみ",))
    assert "「学級数」" in finding.message


def test_remarks_and_empty_columns_are_not_missed(write_csv, finding_of) -> None:
    rows = [
        ["令和6年5月1日"],
        ["学校名", *GRADES, "備考", "空欄"],
        ["あおば小学校", *PUPILS, "分校を含む", ""],
    ]
    assert finding_of("columns_not_read", write_csv("児童数.csv", rows)).result is Result.PASSED


def by_age(last: str) -> list[list[object]]:
    return [
        ["令和7年1月1日　年齢階級別人口"],
        ["団体コード", "市区町村名", "総数", "0～4歳", "5～9歳", last],
        ["099015", "みほん市", 30, 9, 10, 11],
    ]


@pytest.mark.parametrize("header", ["10～14歳ー", "10歳以", "1々0歳以上"])
def test_a_header_that_is_nearly_that_of_the_numbers_read_is_told(write_csv, finding_of, header) -> None:
    finding = finding_of("columns_not_read", write_csv("人口.csv", by_age(header)))
    assert (finding.result, finding.place, finding.values) == (Result.WARNING, "F列", (header,))


def test_a_share_of_an_age_is_no_misspelt_number(write_csv, finding_of) -> None:
    path = write_csv("人口.csv", by_age("65歳以上割合"))
    assert finding_of("columns_not_read", path).result is Result.PASSED
