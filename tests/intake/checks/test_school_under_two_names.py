from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_two_spellings_of_one_name_are_told(grades_file, finding_of) -> None:
    finding = finding_of(
        "school_under_two_names", grades_file({"旭ヶ丘": PUPILS, "旭ケ丘": [1, 2, 3, 4, 5, 6]})
    )
    assert (finding.result, finding.place) == (Result.WARNING, "3・4行目")
    assert len(finding.values) == 2


def test_different_schools_pass(grades_file, finding_of) -> None:
    path = grades_file({"北": PUPILS, "南": [1, 2, 3, 4, 5, 6]})
    assert finding_of("school_under_two_names", path).result is Result.PASSED
