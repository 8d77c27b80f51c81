import subprocess
import sys
from pathlib import Path

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given, settings

from edu_dx.errors import UserError
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.reads import (
    READS_VARIABLE,
    fingerprints_by_school,
    logged_reads,
    rows_fingerprint,
)
from tests.boards import enrolment, store_three_schools


def reads(log: Path) -> list[tuple[str, int | None, str | None]]:
    return [(read.table, read.fiscal_year, read.school) for read in logged_reads(log) or []]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "reads.jsonl"
    monkeypatch.setenv(READS_VARIABLE, str(path))
    return path


@pytest.fixture
def read_by_a_run(board: Workspace, log: Path) -> Workspace:
    """The workspace as a notebook has it."""
    store_three_schools(board)
    return Workspace(board.root)


def test_every_reading_is_written_down_once(read_by_a_run: Workspace, log: Path) -> None:
    for _ in range(2):
        read_by_a_run.table("enrolment", 2025)
        read_by_a_run.table("enrolment", school="あおば小学校")
        read_by_a_run.store.read("births")

    assert reads(log) == [
        ("enrolment", 2025, None),
        ("enrolment", None, "あおば小学校"),
        ("births", None, None),
    ]


@pytest.mark.parametrize("question", ["records", "fiscal_years", "fingerprint"])
def test_what_is_asked_about_a_table_counts_as_reading_it(
    read_by_a_run: Workspace, log: Path, question: str
) -> None:
    getattr(read_by_a_run.store, question)("enrolment")

    assert reads(log) == [("enrolment", None, None)]


def test_whoever_looks_at_the_store_has_read_everything(read_by_a_run: Workspace, log: Path) -> None:
    _ = read_by_a_run.store.manifest

    assert reads(log) == [("*", None, None)]


def test_processes_of_a_run_write_into_one_log(read_by_a_run: Workspace, log: Path) -> None:
    read_by_a_run.table("enrolment", 2025)
    code = "from edu_dx.workspace import current; current().store.read('births')"
    subprocess.run([sys.executable, "-c", code], cwd=read_by_a_run.root, check=True)

    assert reads(log) == [("enrolment", 2025, None), ("births", None, None)]


def test_nobody_having_read_is_told_from_nobody_having_written_it_down(board: Workspace, log: Path) -> None:
    assert logged_reads(log) is None
    Workspace(board.root)
    assert logged_reads(log) == []


def test_a_source_is_stamped_with_what_was_read_of_it(read_by_a_run: Workspace) -> None:
    own, store = Workspace(read_by_a_run.root), read_by_a_run.store
    store.write("enrolment", enrolment((2024, "あおば小学校", "あおば", 1, 31)), source="b" * 64)

    own.table("enrolment", 2025)
    of_year = own.store.fingerprint_of_reads("enrolment")
    own.table("enrolment", school="あおば小学校")
    of_both = own.store.fingerprint_of_reads("enrolment")
    own.table("enrolment")
    whole = own.store.fingerprint_of_reads("enrolment")

    assert whole == store.fingerprint("enrolment")
    assert len({of_year, of_both, whole}) == 3
    store.write("enrolment", enrolment((2024, "あおば小学校", "あおば", 1, 32)), source="b" * 64)
    later = Workspace(read_by_a_run.root)
    later.table("enrolment", 2025)
    assert later.store.fingerprint_of_reads("enrolment") == of_year


def test_a_school_without_rows_is_named(board: Workspace) -> None:
    store_three_schools(board)

    with pytest.raises(UserError, match="学校コード「もみじ小学校」の行がありません"):
        board.table("enrolment", school="もみじ小学校")


ROWS = st.lists(
    st.tuples(
        st.sampled_from([2023, 2024, 2025]),
        st.sampled_from(["あおば小学校", "かえで小学校", "さくら小学校"]),
        st.integers(1, 6),
        st.none() | st.integers(0, 99),
    ),
    unique_by=lambda row: row[:3],
)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_a_schools_fingerprint_depends_on_its_own_rows_alone(rows, random) -> None:
    frame = enrolment(*((year, code, code, grade, pupils) for year, code, grade, pupils in rows))
    frame = frame.sort_values(list(TABLES["enrolment"].key), ignore_index=True)

    for school, state in fingerprints_by_school(frame).items():
        own = TABLES["enrolment"].frame(frame[frame["school_code"] == school].reset_index(drop=True))
        assert rows_fingerprint(own) == state
        changed = own.copy()
        changed.loc[random.randrange(len(own)), "pupils"] = 1_000
        assert rows_fingerprint(changed) != state


def test_a_missing_number_is_not_any_number() -> None:
    states = {
        rows_fingerprint(enrolment((2025, "あおば小学校", "あおば", 1, pupils))) for pupils in (0, 1, pd.NA)
    }
    assert len(states) == 3
