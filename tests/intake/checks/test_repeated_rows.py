from edu_dx.intake.findings import Result

HEAD = [["令和6年5月1日"], ["学校名", "1年", "2年", "3年"]]


def test_rows_that_disagree_are_all_named(write_csv, finding_of) -> None:
    rows = [*HEAD, ["あおば小学校", 30, 31, 29], ["あおば小学校", 30, 31, 92]]
    finding = finding_of("repeated_rows", write_csv("児童数.csv", rows))
    assert (finding.result, finding.place) == (Result.FAILED, "3・4行目")


def test_each_school_once_passes(write_csv, finding_of) -> None:
    rows = [*HEAD, ["あおば小学校", 30, 31, 29], ["かえで小学校", 30, 31, 92]]
    assert finding_of("repeated_rows", write_csv("児童数.csv", rows)).result is Result.PASSED
