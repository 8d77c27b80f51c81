from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_a_year_that_is_still_to_come_is_told(grades_file, finding_of) -> None:
    finding = finding_of("future_dates", grades_file({"あおば": PUPILS}, year=60))
    assert (finding.result, finding.values) == (Result.WARNING, ("2078年度",))


def test_years_that_have_been_pass(grades_file, finding_of) -> None:
    assert finding_of("future_dates", grades_file({"あおば": PUPILS})).result is Result.PASSED
