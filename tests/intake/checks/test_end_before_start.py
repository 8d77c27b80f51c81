from edu_dx.intake.findings import Result

HEAD = [
    "学校コード",
    "学校種",
    "設置区分",
    "本分校",
    "学校名",
    "学校所在地",
    "属性情報設定年月日",
    "属性情報廃止年月日",
]


def school(code: str, valid_from: str, abolished_on: str) -> list[str]:
    return [code, "B1", "2", "1", "みほん市立あおば小学校", "みほん市一丁目", valid_from, abolished_on]


def test_a_school_closed_before_it_opened_is_told(write_csv, finding_of) -> None:
    rows = [
        HEAD,
        school("B109299000013", "2020-04-01", "2024-03-31"),
        school("B109299000022", "2024-04-01", "2020-03-31"),
    ]
    finding = finding_of("end_before_start", write_csv("20240501_学校コード一覧.csv", rows))
    assert (finding.result, finding.place) == (Result.WARNING, "3行目")
    assert finding.values == ("「属性情報廃止年月日」が「属性情報設定年月日」より前：1件",)


def test_a_thing_that_has_not_ended_is_in_order(write_csv, finding_of) -> None:
    rows = [HEAD, school("B109299000013", "2020-04-01", "")]
    assert (
        finding_of("end_before_start", write_csv("20240501_学校コード一覧.csv", rows)).result is Result.PASSED
    )


def test_tables_without_such_columns_are_not_concerned(grades_file, finding_of) -> None:
    path = grades_file({"あおば": [30, 31, 29, 33, 35, 32]})
    assert finding_of("end_before_start", path).result is Result.NOT_APPLICABLE
