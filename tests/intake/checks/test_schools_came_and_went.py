from edu_dx.intake.findings import Result

NOW = {"あおば": [30, 31, 29, 33, 35, 32], "かえで": [40, 41, 42, 43, 44, 45]}
BEFORE = {"あおば": [31, 29, 33, 35, 32, 36], "かえで": [41, 42, 43, 44, 45, 40]}


def test_schools_that_came_and_went_are_named(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file({**BEFORE, "さくら": [9] * 6}, year=5, name="前年.csv"))
    finding = finding_of("schools_came_and_went", grades_file({**NOW, "もみじ": [8] * 6}), stored=stored)
    assert finding.result is Result.WARNING
    assert finding.values == ("2024年度に現れた：もみじ小学校", "2024年度にない：さくら小学校")


def test_a_sheet_of_one_district_does_not_call_the_others_gone(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file({f"第{n}": [n] * 6 for n in range(1, 9)}, year=5, name="前年.csv"))
    finding = finding_of(
        "schools_came_and_went", grades_file({"第1": [1] * 6, "第2": [2] * 6}), stored=stored
    )
    assert finding.result is Result.PASSED


def test_without_a_year_before_there_is_nothing_to_compare(grades_file, finding_of) -> None:
    assert finding_of("schools_came_and_went", grades_file(NOW)).result is Result.NOT_APPLICABLE
