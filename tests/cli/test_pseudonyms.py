import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.pseudonym_key import PseudonymKey, fingerprint_of
from edu_dx.workspace.pseudonym_record import PSEUDONYMOUS, PseudonymRecord
from tests.cli.conftest import Said

Command = Callable[..., Said]
TABLE = PSEUDONYMOUS[0]


@pytest.fixture
def here(board: Workspace, edu_dx: Command) -> Workspace:
    """The board as the current folder."""
    os.chdir(board.root)
    return board


def take_in_one_person(board: Workspace) -> bytes:
    """One stored row with a pseudonym, and the key that made it."""
    key = PseudonymKey(board.root).replaced()
    board.store.write(TABLE, TABLES[TABLE].frame([{"fiscal_year": 2025}]), source="a" * 64)
    PseudonymRecord(board.root).remember([TABLE], source="a" * 64, fingerprint=fingerprint_of(key))
    return key


def test_before_the_first_person_there_is_no_key(edu_dx: Command, here: Workspace) -> None:
    said = edu_dx("pseudonyms", "status")

    assert said.status == 0
    assert "まだありません" in said.out
    assert PseudonymKey(here.root).stored() is None


def test_status_names_the_key_and_never_prints_it(edu_dx: Command, here: Workspace) -> None:
    key = take_in_one_person(here)
    said = edu_dx("pseudonyms", "status")

    assert said.status == 0
    assert fingerprint_of(key) in said.out and str(PseudonymKey(here.root).path) in said.out
    assert TABLES[TABLE].label in said.out and "今の鍵" in said.out
    assert key.hex() not in said.out + said.err


def test_a_new_key_is_made_and_what_it_means_is_said(edu_dx: Command, here: Workspace) -> None:
    old = take_in_one_person(here)
    said = edu_dx("pseudonyms", "rotate", "--yes")
    new = PseudonymKey(here.root).stored()

    assert said.status == 0
    assert "つながらなくなります" in said.out and TABLES[TABLE].label in said.out
    assert new is not None and new != old
    assert new.hex() not in said.out and fingerprint_of(new) in said.out
    assert "今の鍵と違う" in edu_dx("pseudonyms", "status").out


def test_without_a_yes_the_key_stays(
    edu_dx: Command, here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = take_in_one_person(here)
    monkeypatch.setattr(typer, "confirm", _answer_no)
    said = edu_dx("pseudonyms", "rotate")

    assert said.status != 0
    assert "前の鍵のままです" in said.out
    assert PseudonymKey(here.root).stored() == old


def _answer_no(question: str) -> bool:
    assert question == "替えますか"
    return False


def test_the_files_to_take_in_again_are_named(edu_dx: Command, here: Workspace) -> None:
    take_in_one_person(here)
    with here.store.change() as change:
        change.record_arrival("a" * 64, "出退勤_5月.csv", [TABLE])

    assert "ファイル: 出退勤_5月.csv" in edu_dx("pseudonyms", "rotate", "--yes").out
    assert "ファイル: 出退勤_5月.csv" in edu_dx("pseudonyms", "status").out
    PseudonymRecord(here.root).remember(
        [TABLE], source="a" * 64, fingerprint=fingerprint_of(PseudonymKey(here.root).stored() or b"")
    )
    assert "出退勤_5月.csv" not in edu_dx("pseudonyms", "status").out


def test_outside_a_workspace_it_says_so(edu_dx: Command, tmp_path: Path) -> None:
    assert "作業フォルダではありません" in edu_dx("pseudonyms", "status").err
