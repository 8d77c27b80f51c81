from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.workspace import Role, current
from edu_dx.workspace.config import read_config
from tests.boards import CONFIG, make_board


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
