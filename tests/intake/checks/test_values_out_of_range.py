from edu_dx.intake.findings import Result


def test_a_number_below_its_limit_is_refused_and_told(grades_file, finding_of) -> None:
    finding = finding_of("values_out_of_range", grades_file({"あおば": [30, "▲5", 29, 33, 35, 32]}))
    assert (finding.result, finding.place) == (Result.FAILED, "3行目")
    assert "-5" in finding.values[0]


def test_rows_of_another_year_are_refused(write_csv, finding_of) -> None:
    head = ["年度", "学校名", "学校種", "学年", "児童数"]
    rows = [[year, "あおば", "小学校", 1, 30] for year in (2023, 2024)]
    finding = finding_of("values_out_of_range", write_csv("児童数.csv", [head, *rows]), fiscal_year=2024)
    assert (finding.result, finding.place) == (Result.FAILED, "2行目")


def test_numbers_within_their_limits_pass(grades_file, finding_of) -> None:
    assert finding_of("values_out_of_range", grades_file({"あおば": [30, 0, 1]})).result is Result.PASSED
