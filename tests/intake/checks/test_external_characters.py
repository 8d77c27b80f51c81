from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_a_character_that_no_code_stands_for_is_shown_in_its_row(grades_file, finding_of) -> None:
    finding = finding_of("external_characters", grades_file({"あおば": PUPILS, "〓野": PUPILS}))
    assert (finding.result, finding.place, finding.values) == (Result.WARNING, "4行目", ("〓野小学校",))


def test_rare_characters_with_a_code_pass(grades_file, finding_of) -> None:
    assert finding_of("external_characters", grades_file({"𠮷野": PUPILS})).result is Result.PASSED
