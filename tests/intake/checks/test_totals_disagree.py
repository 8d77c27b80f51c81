from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_a_wrong_total_is_told_with_both_numbers(grades_file, finding_of) -> None:
    finding = finding_of(
        "totals_disagree", grades_file({"あおば": PUPILS, "かえで": PUPILS}, total=[60, 62, 58, 66, 70, 46])
    )
    assert (finding.result, finding.place) == (Result.WARNING, "5行目")
    assert finding.values == ("「合計」の6年：印刷 46、和 64",)


def test_right_totals_are_counted(grades_file, finding_of) -> None:
    finding = finding_of(
        "totals_disagree", grades_file({"あおば": PUPILS, "かえで": PUPILS}, total=[60, 62, 58, 66, 70, 64])
    )
    assert finding.result is Result.PASSED
    assert "1件" in finding.message


def test_without_totals_there_is_nothing_to_compare(grades_file, finding_of) -> None:
    assert finding_of("totals_disagree", grades_file({"あおば": PUPILS})).result is Result.NOT_APPLICABLE
