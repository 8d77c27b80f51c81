"""After a file about persons was taken in, no name and no number of theirs is anywhere in the workspace."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from edu_dx.errors import UserError
from edu_dx.intake.findings import Stage
from edu_dx.intake.take_in import take_in_all
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE
from edu_dx.workspace.pseudonym_key import PseudonymKey, fingerprint_of
from edu_dx.workspace.pseudonym_record import PseudonymRecord
from tests.intake.conftest import WriteText

PERSONS = [("70001", "山田太郎"), ("70002", "鈴木花子"), ("70003", "佐藤健")]
HEADER = ("学校名", "職員番号", "氏名", "職名", "日付", "勤務区分", "出勤時刻", "退勤時刻", "備考", "連絡先")
SECRETS = [text for person in PERSONS for text in person] + ["090-1234-5678", "私用のため"]


def timecards(write_csv: WriteText, month: int = 5, name: str = "") -> Path:
    """A month of three invented members of staff, with a row that cannot be read and a row of no data."""
    rows: list[tuple[str, ...]] = [
        (
            "みほん小学校",
            number,
            who,
            "教諭",
            f"2025-{month:02d}-{day:02d}",
            "勤務日",
            "8:00",
            "18:30",
            "私用のため",
            "090-1234-5678",
        )
        for number, who in PERSONS
        for day in range(1, 6)
    ]
    broken = ("みほん小学校", "70001", "山田太郎", "教諭", "2025-05-99", "勤務日", "8:00", "18:30", "", "")
    total = ("合計", "", "山田太郎", "", "", "", "", "", "", "")
    return write_csv(name or f"勤務_2025年{month}月.csv", [HEADER, *rows, broken, total])


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file's bytes, and every cell of a Parquet file, as text."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", errors="replace")
            if path.suffix == ".parquet":
                yield path.name, str(pq.read_table(path).to_pydict())


def test_no_name_and_no_number_of_a_person_is_in_the_workspace(
    board: Workspace, write_csv: WriteText
) -> None:
    outcome = take_in_all(board, [timecards(write_csv)])

    assert outcome.errors == []
    assert len(board.table("timecards")) == 15
    found = [(name, secret) for name, text in contents(board.root) for secret in SECRETS if secret in text]
    assert found == []
    assert not any(path.suffix == ".csv" for path in board.root.rglob("*"))


def test_the_receipt_says_what_became_of_each_column(board: Workspace, write_csv: WriteText) -> None:
    (receipt,) = take_in_all(board, [timecards(write_csv)]).receipts

    handled = {column.header: column.handling.value for column in receipt.handled_columns}
    assert handled == {
        "職員番号": "仮名に置き換えて保管",
        "氏名": "取り込まない",
        "備考": "取り込まない",
        "連絡先": "取り込まない",
    }


def test_a_person_has_the_same_pseudonym_in_every_file_of_a_workspace(
    board: Workspace, write_csv: WriteText
) -> None:
    take_in_all(board, [timecards(write_csv, 5)])
    take_in_all(board, [timecards(write_csv, 6)])

    staff = board.table("timecards").groupby("staff_key")["date"].nunique()
    assert list(staff) == [10, 10, 10]


def test_a_file_without_persons_makes_no_key(board: Workspace, write_csv: WriteText) -> None:
    rows = [("受付番号", "窓口", "用件", "発券時刻"), ("001", "市民課", "転入", "2025-05-01 09:00")]
    take_in_all(board, [write_csv("発券.csv", rows)])

    assert PseudonymKey(board.root).stored() is None


def test_pseudonyms_of_two_keys_in_one_table_are_noticed(board: Workspace, write_csv: WriteText) -> None:
    may, june = timecards(write_csv, 5), timecards(write_csv, 6)
    take_in_all(board, [may])
    PseudonymKey(board.root).replaced()
    (receipt,) = take_in_all(board, [june]).receipts

    (finding,) = [finding for finding in receipt.findings if finding.check == "pseudonyms_of_several_keys"]
    assert finding.stage is Stage.PERSONAL_DATA and "つながりません" in finding.message

    (again,) = take_in_all(board, [may]).receipts
    assert not [finding for finding in again.findings if finding.check == "pseudonyms_of_several_keys"]


def test_on_another_pc_without_the_key_nothing_is_taken_in(
    board: Workspace, write_csv: WriteText, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in_all(board, [timecards(write_csv, 5)])
    before = board.store.fingerprint("timecards")
    monkeypatch.setenv(KEYS_FOLDER_VARIABLE, str(tmp_path / "other pc"))
    outcome = take_in_all(board, [timecards(write_csv, 6)])

    ((_, error),) = outcome.errors
    assert isinstance(error, UserError)
    assert "鍵がこのPCにありません" in error.what and "pseudonyms rotate" in error.fix
    assert board.store.fingerprint("timecards") == before


def test_the_workspace_remembers_the_fingerprint_of_the_key(board: Workspace, write_csv: WriteText) -> None:
    take_in_all(board, [timecards(write_csv)])
    key = PseudonymKey(board.root).stored()

    assert key is not None
    assert PseudonymRecord(board.root).all_fingerprints(board.store.manifest) == {
        "timecards": {fingerprint_of(key): 15}
    }
