import os
from collections.abc import Callable

import pytest

from edu_dx.workspace import Workspace
from edu_dx.workspace.config import read_config
from edu_dx.workspace.signing_key import SigningKey
from tests.cli.conftest import Said

Command = Callable[..., Said]


@pytest.fixture
def here(board: Workspace, edu_dx: Command) -> Workspace:
    """The board as the current folder."""
    os.chdir(board.root)
    return board


def registered(board: Workspace, person: str) -> str | None:
    return read_config(board.root / "edu-dx.toml").person(person).public_key


def test_a_new_key_is_registered_and_explained(edu_dx: Command, here: Workspace) -> None:
    said = edu_dx("key", "new", "--as", "taro")
    key = SigningKey(here.root, "taro")

    assert said.status == 0
    assert registered(here, "taro") == key.public_key
    assert key.fingerprint in said.out and str(key.path) in said.out
    assert "人に渡したり" in said.out and "ウェブサイト" in said.out


def test_the_secret_is_never_printed(edu_dx: Command, here: Workspace) -> None:
    said = [edu_dx("key", "new", "--as", "taro"), edu_dx("key", "show")]
    secret = SigningKey(here.root, "taro").path.read_text(encoding="ascii").strip()

    assert all(secret not in one.out + one.err for one in said)


def test_a_second_key_is_made_only_on_purpose(edu_dx: Command, here: Workspace) -> None:
    edu_dx("key", "new", "--as", "taro")
    first = registered(here, "taro")
    refused = edu_dx("key", "new", "--as", "taro")

    assert refused.status == 1
    assert "edu-dx key new --as taro --replace" in refused.err
    assert registered(here, "taro") == first


def test_a_replaced_key_stays_registered_as_a_former_one(edu_dx: Command, here: Workspace) -> None:
    edu_dx("key", "new", "--as", "taro")
    first = registered(here, "taro")
    said = edu_dx("key", "new", "--as", "taro", "--replace")

    assert said.status == 0
    taro = read_config(here.root / "edu-dx.toml").person("taro")
    assert taro.former_public_keys == (first,)
    assert taro.public_key == SigningKey(here.root, "taro").public_key != first


def test_on_another_computer_a_key_of_its_own_is_made(
    edu_dx: Command,
    here: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    edu_dx("key", "new", "--as", "taro")
    first = registered(here, "taro")
    monkeypatch.setenv("EDU_DX_KEYS", str(tmp_path_factory.mktemp("other-computer")))
    edu_dx("key", "new", "--as", "taro")

    assert read_config(here.root / "edu-dx.toml").person("taro").former_public_keys == (first,)


def test_show_tells_whose_keys_are_here(edu_dx: Command, here: Workspace) -> None:
    edu_dx("key", "new", "--as", "taro")
    lines = edu_dx("key", "show").out.splitlines()
    taro = next(line for line in lines if "試作 太郎" in line)
    midori = next(line for line in lines if "例示 みどり" in line)

    assert SigningKey(here.root, "taro").fingerprint in taro and "あり" in taro
    assert "まだありません" in midori


def test_a_key_that_is_not_the_registered_one_is_told(edu_dx: Command, here: Workspace) -> None:
    edu_dx("key", "new", "--as", "taro")
    SigningKey(here.root, "taro").replaced()

    assert "登録と違う鍵" in edu_dx("key", "show").out


def test_nobody_makes_a_key_for_a_stranger(edu_dx: Command, here: Workspace, keys_folder: object) -> None:
    said = edu_dx("key", "new", "--as", "jiro")

    assert said.status == 1 and "登録されていません" in said.err
    assert not SigningKey(here.root, "jiro").stored()
