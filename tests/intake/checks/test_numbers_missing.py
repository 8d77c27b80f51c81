from edu_dx.intake.findings import Result


def test_a_column_with_a_fifth_missing_is_told_with_both_numbers(grades_file, finding_of) -> None:
    path = grades_file({"あおば": [30, "x", 29, 33, 35, 32], "かえで": [30, 31, 29, 33, 35, 32]})
    finding = finding_of("numbers_missing", path)
    assert (finding.result, finding.place, finding.values) == (
        Result.WARNING,
        "3行目",
        ("2年：2行のうち1行",),
    )


def test_a_single_gap_is_counted_and_passes(grades_file, finding_of) -> None:
    schools = {f"第{number}": [number, 31, 29, 33, 35, 32] for number in range(10, 20)}
    finding = finding_of("numbers_missing", grades_file({**schools, "あおば": [30, "…", 29, "-", "", 32]}))
    assert finding.result is Result.PASSED
    assert "1か所" in finding.message


def test_a_blank_cell_in_a_column_a_grade_has_nothing_to_count(write_csv, finding_of) -> None:
    head = ["学校名", *[f"学級数／{grade}年" for grade in range(1, 7)], "学級数／複式"]
    schools = [[f"第{number}小学校", 1, 1, 1, 1, 1, 1, ""] for number in range(9)]
    path = write_csv("学級数.csv", [["令和6年5月1日"], head, *schools, ["あおば小学校", 1, 1, 1, 1, 1, 1, 1]])
    assert finding_of("numbers_missing", path).result is Result.PASSED


def test_a_blank_cell_in_a_column_of_its_own_is_a_gap(write_csv, finding_of) -> None:
    head = ["年月", "証明書の種類", "受取方法", "交付件数", "手数料"]
    rows = [
        [f"2024年{month}月", "住民票", "窓口", 100 + month, 300 if month > 5 else ""]
        for month in range(4, 10)
    ]
    finding = finding_of("numbers_missing", write_csv("証明書.csv", [head, *rows]))
    assert (finding.result, finding.values) == (Result.WARNING, ("手数料：6行のうち2行",))
