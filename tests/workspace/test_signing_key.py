import os
import stat
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE
from edu_dx.workspace.pseudonym_key import PseudonymKey
from edu_dx.workspace.public_key import key_fingerprint, signature_holds
from edu_dx.workspace.signing_key import SigningKey

posix = pytest.mark.skipif(
    os.name != "posix", reason="a user's profile on Windows is closed to others as it is"
)


def test_what_a_person_signs_their_public_key_proves(board: Workspace) -> None:
    public_key = SigningKey(board.root, "taro").create()
    signature = SigningKey(board.root, "taro").sign("承認".encode())

    assert signature_holds(public_key, "承認".encode(), signature)
    assert not signature_holds(public_key, "否認".encode(), signature)


def test_the_key_is_the_same_each_time(board: Workspace) -> None:
    public_key = SigningKey(board.root, "taro").create()

    assert SigningKey(board.root, "taro").stored()
    assert SigningKey(board.root, "taro").public_key == public_key
    assert SigningKey(board.root, "taro").fingerprint == key_fingerprint(public_key)


def test_a_key_is_not_made_over_another(board: Workspace) -> None:
    key = SigningKey(board.root, "taro")
    public_key = key.create()

    with pytest.raises(UserError, match="もうあります") as refused:
        key.create()
    assert "edu-dx key new --as taro --replace" in refused.value.fix
    assert key.public_key == public_key


def test_a_key_can_be_replaced_on_purpose(board: Workspace, keys_folder: Path) -> None:
    key = SigningKey(board.root, "taro")
    old, new = key.create(), key.replaced()

    assert old != new == key.public_key
    assert [path.name for path in keys_folder.iterdir()] == [key.path.name]


def test_without_a_key_nobody_signs_and_the_way_to_one_is_told(board: Workspace) -> None:
    key = SigningKey(board.root, "taro")

    assert not key.stored()
    with pytest.raises(UserError, match="このPCにありません") as refused:
        key.sign(b"x")
    assert "edu-dx key new --as taro" in refused.value.fix


def test_every_person_has_a_key_of_their_own_beside_the_pseudonyms(
    board: Workspace, keys_folder: Path
) -> None:
    SigningKey(board.root, "taro").create()
    SigningKey(board.root, "midori").create()
    PseudonymKey(board.root).replaced()
    id_of_workspace = (board.root / "data" / "workspace-id").read_text(encoding="ascii").strip()

    assert sorted(path.name for path in keys_folder.iterdir()) == [
        f"{id_of_workspace}-midori.ed25519",
        f"{id_of_workspace}-taro.ed25519",
        f"{id_of_workspace}.key",
    ]


def test_nothing_secret_lies_in_the_workspace(board: Workspace, keys_folder: Path) -> None:
    key = SigningKey(board.root, "taro")
    key.create()
    secret = key.path.read_text(encoding="ascii").strip()

    assert key.path.parent == keys_folder.resolve()
    assert not any(secret in path.read_text() for path in board.root.rglob("*") if path.is_file())


def test_a_folder_for_keys_in_the_workspace_is_refused(
    board: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS_FOLDER_VARIABLE, str(board.root / "keys"))

    with pytest.raises(UserError, match="検印の鍵を置く場所が作業フォルダの中"):
        SigningKey(board.root, "taro").create()
    assert not (board.root / "keys").exists()


@posix
def test_only_the_owner_may_read_the_key(board: Workspace) -> None:
    key = SigningKey(board.root, "taro")
    key.create()

    assert stat.S_IMODE(key.path.stat().st_mode) == 0o600


@posix
def test_a_key_that_others_may_read_signs_nothing(board: Workspace) -> None:
    key = SigningKey(board.root, "taro")
    key.create()
    key.path.chmod(0o644)

    with pytest.raises(UserError, match=r"検印の鍵を、ほかの人も読める") as refused:
        key.sign(b"x")
    assert "edu-dx key new --as taro --replace" in refused.value.fix


def test_a_damaged_key_signs_nothing_and_can_be_replaced(board: Workspace) -> None:
    key = SigningKey(board.root, "taro")
    key.create()
    key.path.write_text("0123\n", encoding="ascii")

    with pytest.raises(UserError, match="検印の鍵のファイルが壊れています"):
        key.sign(b"x")
    assert key.replaced() == key.public_key
