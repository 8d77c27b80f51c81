from __future__ import annotations

from pathlib import Path

from edu_dx.demo import write_demo_city
from edu_dx.workspace import Role, Workspace


def bytes_by_name(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(city: Path, tmp_path: Path) -> None:
    write_demo_city(tmp_path / "again")
    write_demo_city(tmp_path / "other", seed=1)
    assert bytes_by_name(tmp_path / "again") == bytes_by_name(city)
    other = bytes_by_name(tmp_path / "other")
    same = {name for name, content in bytes_by_name(city).items() if other[name] == content}
    assert {Path(name).suffix for name in same} <= {".toml", ".csv"}
    assert len(same) == 2


def test_only_the_configuration_and_raw_files_are_written(city: Path) -> None:
    assert {path.name for path in city.iterdir()} == {"edu-dx.toml", "raw"}
    assert {path.suffix for path in (city / "raw").iterdir()} == {".csv", ".xlsx"}


def test_every_file_name_says_that_it_is_invented(raw: Path) -> None:
    assert all("架空" in path.name for path in raw.iterdir())


def test_the_configuration_is_valid_and_has_someone_for_every_role(city: Path) -> None:
    config = Workspace(city).config
    assert config.board.name == "みほん市教育委員会（架空）"
    assert config.board.fictional
    assert [person.role for person in config.people].count(Role.CONSULTANT) == 2
    assert {person.role for person in config.people} == set(Role)
