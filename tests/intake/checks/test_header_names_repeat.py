from edu_dx.intake.findings import Result

HEAD = ["学校名", *[f"{grade}年" for grade in range(1, 7)]]
PUPILS = [30, 31, 29, 33, 35, 32]


def test_two_columns_of_one_name_are_pointed_at(write_csv, finding_of) -> None:
    rows = [["令和6年5月1日"], [*HEAD, "備考", "備考"], ["あおば小学校", *PUPILS, "a", "b"]]
    finding = finding_of("header_names_repeat", write_csv("児童数.csv", rows))
    assert (finding.result, finding.place, finding.values) == (Result.WARNING, "H・I列", ("備考",))


def test_the_same_grade_under_two_groups_is_no_repetition(write_csv, finding_of) -> None:
    rows = [["令和6年5月1日"], HEAD, ["あおば小学校", *PUPILS]]
    assert finding_of("header_names_repeat", write_csv("児童数.csv", rows)).result is Result.PASSED
