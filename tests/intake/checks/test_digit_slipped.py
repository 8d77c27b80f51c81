from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_dx.intake.findings import Result


def test_ten_times_the_other_grades_is_told_and_not_corrected(grades_file, finding_of) -> None:
    finding = finding_of(
        "digit_slipped", grades_file({"あおば": [30, 31, 290, 33, 35, 32], "かえで": [9, 8, 7, 9, 8, 7]})
    )
    assert (finding.result, finding.place) == (Result.WARNING, "3行目")
    assert "290" in finding.values[0]
    assert "学年3" in finding.values[0]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(20, 140), min_size=6, max_size=6))
def test_ordinary_differences_between_grades_pass(grades_file, finding_of, pupils: list[int]) -> None:
    assert finding_of("digit_slipped", grades_file({"あおば": pupils})).result is Result.PASSED
