"""What git keeps works on every machine and names none."""

import re
import subprocess
from pathlib import Path

import pytest

BINARY = {".png", ".jpg", ".pdf", ".xlsx", ".xls", ".parquet"}

FORBIDDEN = {
    "a path of one machine": r"/(?:work|root|home)/|[A-Z]:\\+Users|/tmp/",
    "a package registry": r"pypi\.org|pythonhosted|anaconda\.(?:org|com)|registry\.npmjs",
}


@pytest.fixture(scope="module")
def tracked(checkout: Path) -> list[Path]:
    if not (checkout / ".git").exists():
        pytest.skip("not a git checkout: there is no list of tracked files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=True).stdout
    paths = [checkout / name for name in listed.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_no_file_names(tracked: list[Path], checkout: Path, pattern: str) -> None:
    found = [
        f"{path.relative_to(checkout).as_posix()}: {match[0]}"
        for path in tracked
        if path.suffix not in BINARY and "tests" not in path.relative_to(checkout).parts
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_lock_files_that_record_registries_stay_out(tracked: list[Path]) -> None:
    assert {path.name for path in tracked} & {
        "uv.lock",
        "pylock.toml",
        "poetry.lock",
        "package-lock.json",
    } == set()


def test_names_differ_by_more_than_case_and_suit_windows(tracked: list[Path], checkout: Path) -> None:
    names = [path.relative_to(checkout).as_posix() for path in tracked]
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if re.search(r'[<>:"|?*\\]|[. ]$', name)] == []


def test_text_is_utf_8_with_plain_line_ends(tracked: list[Path], checkout: Path) -> None:
    carriage_returns = [
        path.relative_to(checkout).as_posix()
        for path in tracked
        if path.suffix not in BINARY and b"\r\n" in path.read_bytes()
    ]
    assert carriage_returns == []
