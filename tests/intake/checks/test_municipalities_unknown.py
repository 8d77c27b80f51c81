from edu_dx.intake.findings import Result
from edu_dx.tables import TABLES
from tests.intake.checks.conftest import Stored


def births(write_csv, code: str):
    head = ["団体コード", "都道府県名", "市区町村名", "出生数"]
    return write_csv(
        "出生数.csv", [["令和5年1月1日から令和5年12月31日まで"], head, [code, "栃木県", "足利市", 600]]
    )


LISTED = TABLES["municipalities"].frame(
    [
        {
            "fiscal_year": 2024,
            "municipality_code": "092029",
            "prefecture": "栃木県",
            "municipality_name": "足利市",
        }
    ]
)


def test_a_code_that_the_list_does_not_have_is_told(write_csv, finding_of) -> None:
    path = births(write_csv, "092037")
    finding = finding_of("municipalities_unknown", path, stored=Stored({"municipalities": LISTED}))
    assert (finding.result, finding.values) == (Result.WARNING, ("092037",))


def test_listed_codes_pass(write_csv, finding_of) -> None:
    path = births(write_csv, "092029")
    finding = finding_of("municipalities_unknown", path, stored=Stored({"municipalities": LISTED}))
    assert finding.result is Result.PASSED


def test_without_a_list_there_is_nothing_to_compare(write_csv, finding_of) -> None:
    assert finding_of("municipalities_unknown", births(write_csv, "092029")).result is Result.NOT_APPLICABLE
