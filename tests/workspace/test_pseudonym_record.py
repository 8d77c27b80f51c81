from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.pseudonym_record import PSEUDONYMOUS, PseudonymRecord

TABLE = PSEUDONYMOUS[0]


def store(board: Workspace, source: str, rows: int, year: int = 2025) -> None:
    """Rows that differ in their key, as of one file."""
    key = next(name for name in TABLES[TABLE].key if TABLES[TABLE].column(name).type.dtype == "string")
    content = [{"fiscal_year": year, key: f"{source}{row}"} for row in range(rows)]
    board.store.write(TABLE, TABLES[TABLE].frame(content), source=source)


def test_a_table_knows_the_keys_of_its_pseudonyms_by_rows(board: Workspace) -> None:
    record = PseudonymRecord(board.root)
    for source, fingerprint, rows in (("a" * 64, "key1", 3), ("b" * 64, "key2", 2), ("c" * 64, "key1", 4)):
        store(board, source, rows)
        record.remember([TABLE], source=source, fingerprint=fingerprint)

    assert record.fingerprints(TABLE, board.store.manifest) == {"key1": 7, "key2": 2}
    assert record.all_fingerprints(board.store.manifest) == {TABLE: {"key1": 7, "key2": 2}}


def test_a_file_taken_in_again_has_the_new_key(board: Workspace) -> None:
    record = PseudonymRecord(board.root)
    for fingerprint in ("old", "new"):
        store(board, "a" * 64, 3)
        record.remember([TABLE], source="a" * 64, fingerprint=fingerprint)

    assert record.fingerprints(TABLE, board.store.manifest) == {"new": 3}


def test_what_is_no_longer_stored_does_not_count(board: Workspace) -> None:
    record = PseudonymRecord(board.root)
    record.remember([TABLE], source="a" * 64, fingerprint="key1")

    assert record.fingerprints(TABLE, board.store.manifest) == {}
    assert record.all_fingerprints(board.store.manifest) == {}
