from edu_dx.intake.findings import Result

NOW = {"あおば": [30, 31, 29, 33, 35, 32], "かえで": [40, 41, 42, 43, 44, 45]}
BEFORE = {"あおば": [31, 29, 33, 35, 32, 36], "かえで": [41, 42, 43, 44, 45, 40]}


def test_a_grade_far_from_the_one_below_it_last_year_is_told(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(BEFORE, year=5, name="前年.csv"))
    shifted = {**NOW, "あおば": [30, 31, 29, 33, 70, 32]}
    finding = finding_of("cohorts_implausible", grades_file(shifted), stored=stored)
    assert (finding.result, finding.place) == (Result.WARNING, "3行目")
    assert finding.values == ("あおば小学校 5年：前年の4年 35人 → 70人",)


def test_grades_that_moved_up_pass(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(BEFORE, year=5, name="前年.csv"))
    assert finding_of("cohorts_implausible", grades_file(NOW), stored=stored).result is Result.PASSED
