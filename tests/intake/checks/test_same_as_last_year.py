from edu_dx.intake.findings import Result

NOW = {"あおば": [30, 31, 29, 33, 35, 32], "かえで": [40, 41, 42, 43, 44, 45]}
BEFORE = {"あおば": [31, 29, 33, 35, 32, 36], "かえで": [41, 42, 43, 44, 45, 40]}


def test_last_years_file_with_the_year_changed_is_told(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(NOW, year=5, name="前年.csv"))
    finding = finding_of("same_as_last_year", grades_file(NOW), stored=stored)
    assert finding.result is Result.WARNING
    assert "12件のうち12件" in finding.message


def test_new_numbers_pass(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(BEFORE, year=5, name="前年.csv"))
    assert finding_of("same_as_last_year", grades_file(NOW), stored=stored).result is Result.PASSED


def test_dates_of_the_key_are_compared_without_their_year(write_csv, finding_of, stored_from) -> None:
    def certificates(year: int) -> list[list[object]]:
        head = ["年月", "証明書の種類", "受取方法", "交付件数"]
        return [head, *[[f"{year}年{month}月", "住民票", "窓口", 100 + month] for month in range(4, 13)]]

    before, now = (write_csv(f"証明書{year}.csv", certificates(year)) for year in (2023, 2024))
    assert finding_of("same_as_last_year", now, stored=stored_from(before)).result is Result.WARNING
