from edu_dx.intake.findings import Result

NOW = {"あおば": [30, 31, 29, 33, 35, 32], "かえで": [40, 41, 42, 43, 44, 45]}
TOTAL = [70, 72, 71, 76, 79, 77]
BEFORE = {"あおば": [31, 29, 33, 35, 32, 36], "かえで": [41, 42, 43, 44, 45, 40]}


def test_a_total_left_over_from_the_stored_year_before_is_told(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(BEFORE, year=5, name="前年.csv"))
    path = grades_file(
        {school: [*pupils, sum(pupils)] for school, pupils in NOW.items()}, total=[*TOTAL, 451]
    )
    text = path.read_text(encoding="utf-8").replace("5年,6年\n", "5年,6年,計\n")
    path.write_text(text, encoding="utf-8")
    finding = finding_of("totals_of_last_year", path, stored=stored)
    assert (finding.result, finding.values) == (Result.WARNING, ("「合計」 451",))


def test_the_row_of_last_year_in_the_sheet_counts_too(grades_file, finding_of) -> None:
    path = grades_file({**NOW, "前年": []}, total=[72, 71, 76, 79, 77, 76])
    text = path.read_text(encoding="utf-8").replace("前年小学校", "前年,72,71,76,79,77,76")
    path.write_text(text, encoding="utf-8")
    assert finding_of("totals_of_last_year", path).result is Result.WARNING


def test_right_totals_pass(grades_file, finding_of) -> None:
    path = grades_file(NOW, total=TOTAL)
    assert finding_of("totals_of_last_year", path).result is Result.PASSED
