from edu_dx.intake.findings import Result


def test_values_beyond_the_header_are_pointed_at(write_xlsx, finding_of) -> None:
    rows = [
        ["学校名", "1年", "2年", "3年", "4年", "5年", "6年"],
        ["あおば", 30, 31, 29, 33, 35, 32, "確認中"],
        ["かえで", 40, 41, 42, 43, 44, 45],
    ]
    finding = finding_of("columns_without_header", write_xlsx("令和7年度_小学校.xlsx", rows))
    assert (finding.result, finding.place) == (Result.WARNING, "H列の2行目")


def test_an_empty_column_without_header_is_nothing(grades_file, finding_of) -> None:
    path = grades_file({"あおば": [30, 31, 29, 33, 35, 32, ""]})
    assert finding_of("columns_without_header", path).result is Result.PASSED
