import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_bounds import key_bounds, lie_apart
from tests.boards import enrolment

TABLE = TABLES["enrolment"]
schools = st.lists(
    st.tuples(st.sampled_from([2024, 2025, 2026]), st.sampled_from("abcd"), st.integers(1, 6)), max_size=6
)


@given(schools, schools)
def test_rows_that_share_a_key_never_lie_apart(
    ours: list[tuple[int, str, int]], theirs: list[tuple[int, str, int]]
) -> None:
    frames = [
        enrolment(*[(year, school, school, grade, 1) for year, school, grade in rows])
        if rows
        else TABLE.frame()
        for rows in (ours, theirs)
    ]
    if set(ours) & set(theirs):
        assert not lie_apart(*[key_bounds(TABLE, frame) for frame in frames])


def test_a_column_with_a_gap_has_no_bounds() -> None:
    rows = enrolment((2025, "a", "A", 1, 30), (2025, "a", "A", 2, 30))
    rows.loc[0, "grade"] = pd.NA

    assert "grade" not in key_bounds(TABLE, rows)
    assert key_bounds(TABLE, rows)["fiscal_year"] == (2025, 2025)


def test_moments_are_bounded_to_the_microsecond() -> None:
    moments = pd.to_datetime(["2025-04-01 09:00:00.000001", "2025-04-01 09:00:00.000002"])
    rows = TABLES["counter_tickets"].frame(
        pd.DataFrame({"issued_at": moments, "office": ["市民課"] * 2, "ticket_no": ["1", "2"]})
    )
    earlier, later = (key_bounds(TABLES["counter_tickets"], rows.iloc[[place]]) for place in (0, 1))

    assert lie_apart({"issued_at": earlier["issued_at"]}, {"issued_at": later["issued_at"]})


@pytest.mark.parametrize("schools", [("a", "c"), ("a", "a")])
def test_bounds_survive_the_manifest(board: Workspace, schools: tuple[str, str]) -> None:
    first, second = schools
    board.store.write("enrolment", enrolment((2025, first, "A", 1, 30)), source="1" * 64)
    stored = board.store.write("enrolment", enrolment((2025, second, "A", 1, 31)), source="2" * 64)

    assert stored.replaced == (first == second)
    assert board.store.manifest.partitions[-1].bounds["school_code"] == (second, second)
