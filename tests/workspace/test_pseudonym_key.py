import os
import stat
from pathlib import Path

import platformdirs
import pytest

from edu_dx.errors import UserError
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE
from edu_dx.workspace.pseudonym_key import PseudonymKey, fingerprint_of

posix = pytest.mark.skipif(
    os.name != "posix", reason="a user's profile on Windows is closed to others as it is"
)


def test_there_is_no_key_before_one_is_made_and_then_it_stays(board: Workspace) -> None:
    assert PseudonymKey(board.root).stored() is None

    key = PseudonymKey(board.root).replaced()

    assert len(key) == 32
    assert PseudonymKey(board.root).stored() == key


def test_the_key_lies_outside_the_workspace(board: Workspace, keys_folder: Path) -> None:
    key = PseudonymKey(board.root).replaced()

    assert [path.parent for path in keys_folder.rglob("*.key")] == [keys_folder.resolve()]
    assert not any(key.hex() in path.read_text() for path in board.root.rglob("*") if path.is_file())


def test_the_key_lies_in_the_users_own_folder_by_default(
    board: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEYS_FOLDER_VARIABLE)

    assert PseudonymKey(board.root).path.is_relative_to(
        platformdirs.user_data_path("edu-dx", appauthor=False).resolve()
    )


def test_a_folder_for_keys_in_the_workspace_is_refused(
    board: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS_FOLDER_VARIABLE, str(board.root / "data" / "keys"))

    with pytest.raises(UserError, match="作業フォルダの中"):
        PseudonymKey(board.root).replaced()
    assert not (board.root / "data" / "keys").exists()


@posix
def test_only_the_owner_may_read_the_key(board: Workspace) -> None:
    key_file = PseudonymKey(board.root)
    key_file.replaced()

    assert stat.S_IMODE(key_file.path.stat().st_mode) == 0o600


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused_with_the_command_that_helps(
    board: Workspace, mode: int
) -> None:
    key_file = PseudonymKey(board.root)
    key_file.replaced()
    key_file.path.chmod(mode)

    with pytest.raises(UserError, match=r"ほかの人も読める") as refused:
        key_file.stored()
    assert f"chmod 600 '{key_file.path}'" in refused.value.fix


def test_a_damaged_key_is_refused(board: Workspace) -> None:
    key_file = PseudonymKey(board.root)
    key_file.replaced()
    key_file.path.write_text("0123\n", encoding="ascii")

    with pytest.raises(UserError, match="壊れています"):
        key_file.stored()


def test_a_new_key_leaves_nothing_of_the_old_one(board: Workspace, keys_folder: Path) -> None:
    key_file = PseudonymKey(board.root)
    old, new = key_file.replaced(), key_file.replaced()

    assert old != new
    assert [path.read_text(encoding="ascii").strip() for path in keys_folder.iterdir()] == [new.hex()]


def test_workspaces_have_keys_of_their_own(board: Workspace, tmp_path: Path) -> None:
    assert PseudonymKey(board.root).path != PseudonymKey(tmp_path / "other").path


def test_a_damaged_workspace_id_is_told(board: Workspace) -> None:
    path = PseudonymKey(board.root).path
    (board.root / "data" / "workspace-id").write_text("../../etc\n", encoding="ascii")

    with pytest.raises(UserError, match="番号のファイル"):
        PseudonymKey(board.root).stored()
    assert not path.exists()


def test_the_fingerprint_names_a_key_without_telling_it() -> None:
    key = bytes(32)

    assert fingerprint_of(key) == "66687aad"
    assert fingerprint_of(key) not in key.hex()
