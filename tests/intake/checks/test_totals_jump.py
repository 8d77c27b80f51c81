from edu_dx.intake.findings import Result

NOW = {"あおば": [30, 31, 29, 33, 35, 32], "かえで": [40, 41, 42, 43, 44, 45]}
BEFORE = {"あおば": [31, 29, 33, 35, 32, 36], "かえで": [41, 42, 43, 44, 45, 40]}


def test_a_sum_that_grew_by_half_is_told(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(BEFORE, year=5, name="前年.csv"))
    twice = {school: [2 * number for number in pupils] for school, pupils in NOW.items()}
    finding = finding_of("totals_jump", grades_file(twice), stored=stored)
    assert (finding.result, finding.values) == (
        Result.WARNING,
        ("児童生徒数の合計：2023年度 451人 → 2024年度 890人",),
    )


def test_a_new_school_alone_is_no_jump(grades_file, finding_of, stored_from) -> None:
    stored = stored_from(grades_file(BEFORE, year=5, name="前年.csv"))
    finding = finding_of("totals_jump", grades_file({**NOW, "もみじ": [80] * 6}), stored=stored)
    assert finding.result is Result.PASSED
