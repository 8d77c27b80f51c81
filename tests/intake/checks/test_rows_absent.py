from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_a_header_with_nothing_below_it_is_told(grades_file, finding_of) -> None:
    assert finding_of("rows_absent", grades_file({})).result is Result.FAILED


def test_totals_alone_are_no_data(grades_file, finding_of) -> None:
    assert finding_of("rows_absent", grades_file({}, total=PUPILS)).result is Result.FAILED


def test_rejected_rows_are_data(grades_file, finding_of) -> None:
    assert finding_of("rows_absent", grades_file({"あおば": ["多数"] * 6})).result is Result.PASSED
