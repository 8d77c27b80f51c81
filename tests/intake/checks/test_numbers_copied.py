from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_two_schools_with_the_very_same_numbers_are_told(grades_file, finding_of) -> None:
    finding = finding_of(
        "numbers_copied", grades_file({"あおば": PUPILS, "かえで": PUPILS, "さくら": [*PUPILS[:5], 1]})
    )
    assert (finding.result, finding.place) == (Result.WARNING, "3・4行目")
    assert finding.values == ("あおば小学校 ＝ かえで小学校",)


def test_small_schools_may_be_alike_by_chance(grades_file, finding_of) -> None:
    small = [2, 3, 2, 3, 2, 3]
    assert (
        finding_of("numbers_copied", grades_file({"あおば": small, "かえで": small})).result is Result.PASSED
    )
