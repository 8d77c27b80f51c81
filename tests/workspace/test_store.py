import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.errors import UserError
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.manifest import MANIFEST_NAME
from edu_dx.workspace.store import TableStore
from tests.boards import enrolment

FIRST, SECOND = "1" * 64, "2" * 64


def test_rows_come_back_in_key_order_and_by_year(board: Workspace) -> None:
    rows = enrolment((2025, "b", "B", 1, 20), (2024, "b", "B", 1, 10), (2025, "a", "A", 1, 30))
    board.store.write("enrolment", rows, source=FIRST)

    assert board.store.read("enrolment")["pupils"].tolist() == [10, 30, 20]
    assert board.store.read("enrolment", 2024)["pupils"].tolist() == [10]
    assert board.store.fiscal_years("enrolment") == [2024, 2025]


def test_storing_the_same_source_twice_changes_nothing(board: Workspace) -> None:
    rows = enrolment((2025, "a", "A", 1, 30))
    board.store.write("enrolment", rows, source=FIRST)
    before = board.store.fingerprint("enrolment")
    again = board.store.write("enrolment", rows, source=FIRST)

    assert (again.records, again.replaced) == (1, 0)
    assert board.store.fingerprint("enrolment") == before


def test_a_corrected_file_replaces_the_rows_it_names_and_no_others(board: Workspace) -> None:
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 30), (2025, "b", "B", 1, 20)), source=FIRST)
    corrected = board.store.write("enrolment", enrolment((2025, "a", "A", 1, 31)), source=SECOND)

    assert (corrected.replaced, corrected.changed) == (1, 1)
    assert board.store.read("enrolment")["pupils"].tolist() == [31, 20]


def test_rows_that_say_the_same_are_replaced_but_not_changed(board: Workspace) -> None:
    rows = enrolment((2025, "a", "A", 1, 30), (2025, "b", "B", 1, 20))
    board.store.write("enrolment", rows, source=FIRST)
    again = board.store.write("enrolment", rows.iloc[::-1], source=SECOND)

    assert (again.replaced, again.changed) == (2, 0)


def test_a_row_without_grade_is_replaced_too(board: Workspace) -> None:
    rows = enrolment((2025, "a", "A", 1, 30))
    rows["grade"] = rows["grade"].where([False])
    board.store.write("enrolment", rows, source=FIRST)

    assert board.store.write("enrolment", rows, source=SECOND).replaced == 1
    assert len(board.store.read("enrolment")) == 1


def test_the_fingerprint_follows_the_rows(board: Workspace) -> None:
    assert board.store.fingerprint("enrolment") == ""
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 30)), source=FIRST)
    first = board.store.fingerprint("enrolment")
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 31)), source=FIRST)

    assert board.store.fingerprint("enrolment") != first


def test_rows_are_counted_over_all_years_and_sources(board: Workspace) -> None:
    board.store.write("enrolment", enrolment((2024, "a", "A", 1, 30), (2025, "a", "A", 1, 31)), source=FIRST)
    board.store.write("enrolment", enrolment((2025, "b", "B", 1, 20)), source=SECOND)

    assert board.store.records("enrolment") == len(board.store.read("enrolment")) == 3
    assert board.store.records("births") == 0


def test_a_table_without_rows_is_an_empty_frame(board: Workspace) -> None:
    assert board.store.read("births").empty


def test_a_predecessor_that_mostly_gives_way_is_withdrawn(board: Workspace) -> None:
    first = enrolment((2025, "a", "A", 1, 30), (2025, "b", "B", 1, 20), (2025, "c", "C", 1, 10))
    board.store.write("enrolment", first, source=FIRST)
    with board.store.change() as change:
        stored = change.write("enrolment", first.iloc[:2], source=SECOND, predecessors={FIRST})

    assert (stored.replaced, stored.withdrawn["school_code"].tolist()) == (2, ["c"])
    assert board.store.read("enrolment")["school_code"].tolist() == ["a", "b"]


def test_a_predecessor_of_other_schools_stays(board: Workspace) -> None:
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 30), (2025, "b", "B", 1, 20)), source=FIRST)
    with board.store.change() as change:
        stored = change.write(
            "enrolment", enrolment((2025, "c", "C", 1, 5)), source=SECOND, predecessors={FIRST}
        )

    assert (stored.replaced, len(stored.withdrawn)) == (0, 0)
    assert board.store.records("enrolment") == 3


def test_a_withdrawal_stays_within_the_fiscal_year(board: Workspace) -> None:
    rows = enrolment((2024, "a", "A", 1, 30), (2024, "b", "B", 1, 20), (2025, "a", "A", 1, 31))
    board.store.write("enrolment", rows, source=FIRST)
    with board.store.change() as change:
        change.write("enrolment", enrolment((2025, "a", "A", 1, 32)), source=SECOND, predecessors={FIRST})

    assert board.store.read("enrolment")["pupils"].tolist() == [30, 20, 32]


def test_a_change_of_two_tables_happens_whole_or_not_at_all(board: Workspace) -> None:
    with pytest.raises(RuntimeError), board.store.change() as change:
        change.write("enrolment", enrolment((2025, "a", "A", 1, 30)), source=FIRST)
        raise RuntimeError

    assert board.store.read("enrolment").empty
    assert list(board.store.folder.rglob("*.parquet")) == []


KILLED = """
import os, sys
from pathlib import Path
from edu_dx.workspace import change, store
from tests.boards import enrolment

def die(*args):
    os._exit(9)

module, name = sys.argv[2].split(".")
setattr({"change": change, "store": store}[module], name, die)
rows = enrolment((2025, "a", "A", 1, 99), (2026, "a", "A", 1, 99))
store.TableStore(Path(sys.argv[1])).write("enrolment", rows, source="2" * 64)
"""


@pytest.mark.parametrize("moment", ["store.commit_manifest", "change.replace_durably"])
def test_a_first_writer_that_is_killed_leaves_nothing(board: Workspace, moment: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(board.store.folder), moment], check=False)

    assert board.store.read("enrolment").empty


@pytest.mark.parametrize("moment", ["store.commit_manifest", "change.replace_durably"])
def test_a_writer_that_is_killed_leaves_the_old_state(board: Workspace, moment: str) -> None:
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 30)), source=FIRST)
    before = board.store.fingerprint("enrolment")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(board.store.folder), moment], check=False)

    assert killed.returncode == 9
    assert board.store.fingerprint("enrolment") == before
    assert board.store.read("enrolment")["pupils"].tolist() == [30]


def test_what_a_killed_writer_left_is_removed_by_the_next_change(board: Workspace) -> None:
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 30)), source=FIRST)
    subprocess.run(
        [sys.executable, "-c", KILLED, str(board.store.folder), "store.commit_manifest"], check=False
    )
    assert len(list(board.store.folder.rglob("*.parquet"))) == 3
    board.store.write("births", board.store.read("births"), source=SECOND)

    assert len(list(board.store.folder.rglob("*.parquet"))) == 1


def test_a_store_without_manifest_keeps_its_rows(tmp_path: Path) -> None:
    folder = tmp_path / "enrolment" / "2025"
    folder.mkdir(parents=True)
    enrolment((2025, "a", "A", 1, 30)).to_parquet(folder / f"{FIRST[:16]}.parquet", index=False)
    store = TableStore(tmp_path)
    store.write("enrolment", enrolment((2024, "a", "A", 1, 29)), source=SECOND)

    assert (tmp_path / MANIFEST_NAME).is_file()
    assert store.read("enrolment")["pupils"].tolist() == [29, 30]
    store.write("enrolment", enrolment((2025, "a", "A", 1, 31)), source=FIRST)
    assert store.read("enrolment")["pupils"].tolist() == [29, 31]


def test_an_arrival_is_remembered_once_until_another_file_came(board: Workspace) -> None:
    for source in (FIRST, FIRST, SECOND, FIRST):
        with board.store.change() as change:
            change.record_arrival(source, f"{source[0]}.csv", ["enrolment"])

    assert [arrival.file_name for arrival in board.store.manifest.arrivals] == ["1.csv", "2.csv", "1.csv"]


def test_years_up_to_one_are_read_alone(board: Workspace) -> None:
    for year in (2023, 2024, 2025):
        board.store.write(
            "enrolment", enrolment((year, "あおば小学校", "あおば", 1, 30)), source=f"{year}" * 16
        )

    assert board.table("enrolment", until=2024)["fiscal_year"].tolist() == [2023, 2024]
    with pytest.raises(
        UserError, match="2022年度までの行がありません。あるのは 2023年度、2024年度、2025年度"
    ):
        board.table("enrolment", until=2022)


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_part_of_an_earlier_edition_may_lack_a_column(board: Workspace, year: int) -> None:
    board.store.write("enrolment", enrolment((2024, "a", "A", 1, 30), (2025, "a", "A", 2, 31)), source=FIRST)
    [old] = board.store.folder.glob(f"enrolment/{year}/*.parquet")
    pd.read_parquet(old).drop(columns=["classes", "missing_reason"]).astype({"pupils": "Int32"}).to_parquet(
        old
    )

    rows = board.store.read("enrolment")
    assert rows["pupils"].tolist() == [30, 31]
    assert rows["classes"].isna().tolist() == [each == year for each in (2024, 2025)]
    assert rows.dtypes.equals(TABLES["enrolment"].frame().dtypes)


def test_a_table_without_schools_is_read_as_any_other(board: Workspace) -> None:
    row = {"fiscal_year": 2025, "municipality_code": "092029", "births": 700}
    period = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
    board.store.write("births", TABLES["births"].frame([{**row, **period}]), source=FIRST)

    assert board.store.read("births")["births"].tolist() == [700]


def test_some_columns_of_a_year_as_plain_rows_with_what_is_missing(board: Workspace) -> None:
    first = enrolment((2025, "a", "A", 1, 30), (2024, "a", "A", 1, 10))
    first["pupils"] = first["pupils"].where(first["fiscal_year"] == 2024)
    board.store.write("enrolment", first, source=FIRST)
    board.store.write("enrolment", enrolment((2025, "b", "B", 1, 20)), source=SECOND)

    rows = board.store.rows("enrolment", 2025, ["school_code", "pupils"])

    assert rows == [{"school_code": "a", "pupils": None}, {"school_code": "b", "pupils": 20}]
    assert board.store.rows("enrolment", 2023, ["pupils"]) == []


def test_what_a_table_must_hold_is_told_like_rows_that_are_asked_for(board: Workspace) -> None:
    board.store.write("enrolment", enrolment((2025, "a", "A", 1, 30)), source=FIRST)
    board.must_hold("enrolment", 2025)

    for table, year in (("enrolment", 2024), ("births", None)):
        with pytest.raises(UserError) as expected:
            board.table(table, year)
        with pytest.raises(UserError) as told:
            board.must_hold(table, year)
        assert str(told.value) == str(expected.value)
