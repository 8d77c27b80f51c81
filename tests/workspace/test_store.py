from edu_dx.workspace import Workspace
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

    assert corrected.replaced == 1
    assert board.store.read("enrolment")["pupils"].tolist() == [31, 20]


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
