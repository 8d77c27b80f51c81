from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_a_misspelt_school_is_shown_with_the_most_similar_name(grades_file, finding_of, register) -> None:
    path = grades_file({"あおば": PUPILS, "かえで": PUPILS, "さくろ": PUPILS})
    finding = finding_of("schools_unknown", path, register=register)
    assert finding.result is Result.WARNING
    assert finding.values == ("さくろ小学校（名簿で似た名前：みほん市立さくら小学校）",)


def test_without_a_register_nobody_can_be_known(grades_file, finding_of) -> None:
    finding = finding_of("schools_unknown", grades_file({"あおば": PUPILS}))
    assert finding.result is Result.WARNING
    assert "名簿がまだない" in finding.message


def test_schools_of_the_register_pass(grades_file, finding_of, register) -> None:
    path = grades_file({"あおば": PUPILS, "かえで": PUPILS})
    assert finding_of("schools_unknown", path, register=register).result is Result.PASSED
