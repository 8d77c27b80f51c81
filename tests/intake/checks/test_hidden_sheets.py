from edu_dx.intake.findings import Result

ROWS = [["令和6年5月1日"], ["学校名", "1年", "2年", "3年"], ["あおば小学校", 30, 31, 29]]


def test_a_hidden_sheet_is_told(write_xlsx, finding_of) -> None:
    path = write_xlsx("児童数.xlsx", {"今年": ROWS, "控え": ROWS}, hidden=["控え"])
    finding = finding_of("hidden_sheets", path)
    assert (finding.result, finding.values) == (Result.WARNING, ("控え",))


def test_nothing_is_hidden(write_xlsx, finding_of) -> None:
    assert finding_of("hidden_sheets", write_xlsx("児童数.xlsx", ROWS)).result is Result.PASSED
