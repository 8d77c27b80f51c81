from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.workspace import Role, current
from edu_dx.workspace.config import Config, read_config
from edu_dx.workspace.public_key import public_key_text
from tests.boards import CONFIG, make_board

KEY, OLD_KEY, OTHER_KEY = (public_key_text(bytes([number]) * 32) for number in (1, 2, 3))


def test_the_board_and_its_people_are_read(tmp_path: Path) -> None:
    config = make_board(tmp_path).config

    assert config.board.name == "みほん市教育委員会"
    assert config.person("taro").role is Role.CONSULTANT


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("092029", "092028"), "board.municipality_code"),
        (('role = "支援員"', 'role = "学生"'), "people.0.role"),
        (("fiscal_year = 2025", "fiscal_yaer = 2025"), "board.fiscal_yaer"),
        (('name = "みほん市教育委員会"', "name = みほん市"), "設定ファイルを読めませんでした"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    path = tmp_path / "edu-dx.toml"
    path.write_text(CONFIG.replace(*change), encoding="utf-8")

    with pytest.raises(UserError) as refused:
        read_config(path)
    assert sentence in str(refused.value)


def test_an_unknown_person_gets_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="taro（試作 太郎）"):
        make_board(tmp_path).config.person("jiro")


def test_the_workspace_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    board = make_board(tmp_path)
    deep = tmp_path / "runs" / "x"
    deep.mkdir(parents=True)

    assert current(deep).root == board.root


def test_outside_a_workspace_the_way_in_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="edu-dx init"):
        current(tmp_path)


def test_a_missing_table_tells_how_to_take_it_in(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="edu-dx intake"):
        make_board(tmp_path).table("births")


def with_keys(tmp_path: Path, **keys: str) -> Config:
    """The board's configuration in which people have keys."""
    text = CONFIG
    for person, lines in keys.items():
        text = text.replace(f'id = "{person}"\n', f'id = "{person}"\n{lines}\n')
    path = tmp_path / "edu-dx.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def test_people_have_public_keys_now_and_before(tmp_path: Path) -> None:
    taro = with_keys(tmp_path, taro=f'public_key = "{KEY}"\nformer_public_keys = ["{OLD_KEY}"]').person(
        "taro"
    )

    assert taro.public_keys == {KEY, OLD_KEY}


def test_who_has_no_key_shares_none(tmp_path: Path) -> None:
    config = with_keys(tmp_path)

    assert config.people_sharing_key(config.person("taro")) == [config.person("taro")]


def test_a_key_is_found_with_its_owners(tmp_path: Path) -> None:
    config = with_keys(tmp_path, taro=f'public_key = "{KEY}"', midori=f'former_public_keys = ["{OLD_KEY}"]')

    assert config.owners_of_key(KEY) == [config.person("taro")]
    assert config.owners_of_key(OLD_KEY) == [config.person("midori")]
    assert config.owners_of_key(OTHER_KEY) == []


def test_people_with_a_key_in_common_count_as_one(tmp_path: Path) -> None:
    """Also with a key of before, and also through a third name."""
    config = with_keys(
        tmp_path,
        hanako=f'public_key = "{KEY}"',
        taro=f'public_key = "{OLD_KEY}"\nformer_public_keys = ["{KEY}"]',
        midori=f'public_key = "{OLD_KEY}"',
        ichiro=f'public_key = "{OTHER_KEY}"',
    )
    same = {"hanako", "taro", "midori"}

    assert all(
        {other.id for other in config.people_sharing_key(config.person(person))} == same for person in same
    )
    assert config.people_sharing_key(config.person("ichiro")) == [config.person("ichiro")]


@pytest.mark.parametrize("lines", ['public_key = "ed25519:AAAA"', f'former_public_keys = ["{KEY[8:]}"]'])
def test_a_key_in_a_wrong_form_is_named(tmp_path: Path, lines: str) -> None:
    with pytest.raises(UserError, match=r"people\.1\.(former_)?public_key"):
        with_keys(tmp_path, taro=lines)
