import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.workspace.config import read_config
from edu_dx.workspace.public_key import public_key_text
from edu_dx.workspace.register_key import register_public_key

FIRST, SECOND, THIRD = (public_key_text(bytes([number]) * 32) for number in range(3))
WRITTEN = """\
# みほん市の設定。勝手に直さないでください。
[board]
name = "みほん市教育委員会"   # 表紙に出ます
municipality_name = 'みほん市'
municipality_code = "092029"
prefecture = "栃木県"
fiscal_year = 2025

[[people]]
id = "hanako"
name = "見本 花子"
role = "支援員"   # 4月から

# ここからコンサルタント
[[people]]
role = "コンサルタント"
id = "taro"
name = "試作 太郎"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "edu-dx.toml"
    path.write_text(WRITTEN, encoding="utf-8", newline="\n")
    return path


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_one_line_is_added_below_the_person_and_nothing_else_changes(path: Path) -> None:
    register_public_key(path, "hanako", FIRST)

    line = f'role = "支援員"   # 4月から\npublic_key = "{FIRST}"\n'
    assert text_of(path) == WRITTEN.replace('role = "支援員"   # 4月から\n', line)
    assert read_config(path).person("hanako").public_key == FIRST


def test_the_last_person_gets_a_line_at_the_end(path: Path) -> None:
    register_public_key(path, "taro", FIRST)

    assert text_of(path) == WRITTEN + f'public_key = "{FIRST}"\n'


def test_the_key_before_stays_among_the_former_ones(path: Path) -> None:
    for key in (FIRST, SECOND, THIRD):
        register_public_key(path, "taro", key)

    taro = read_config(path).person("taro")
    assert (taro.public_key, taro.former_public_keys) == (THIRD, (FIRST, SECOND))


def test_the_same_key_again_changes_nothing(path: Path) -> None:
    register_public_key(path, "taro", FIRST)
    before = text_of(path)
    register_public_key(path, "taro", FIRST)

    assert text_of(path) == before


def test_a_key_that_is_taken_up_again_is_no_former_one(path: Path) -> None:
    for key in (FIRST, SECOND, FIRST):
        register_public_key(path, "taro", key)

    taro = read_config(path).person("taro")
    assert (taro.public_key, taro.former_public_keys) == (FIRST, (SECOND,))


def test_a_file_saved_by_notepad_keeps_its_mark_and_line_ends(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode())
    register_public_key(path, "hanako", FIRST)

    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf#")
    assert content.count(b"\r\n") == content.count(b"\n") == WRITTEN.count("\n") + 1


def test_a_last_line_without_an_end_is_ended(path: Path) -> None:
    path.write_text(WRITTEN.rstrip("\n"), encoding="utf-8", newline="\n")
    register_public_key(path, "taro", FIRST)

    assert read_config(path).person("taro").public_key == FIRST


def test_people_written_in_one_line_are_found(path: Path) -> None:
    board = WRITTEN[: WRITTEN.index("[[people]]")]
    people = 'people = [{ id = "taro", name = "試作 太郎", role = "コンサルタント" }]\n'
    path.write_text(people + board, encoding="utf-8", newline="\n")
    register_public_key(path, "taro", FIRST)

    assert read_config(path).person("taro").public_key == FIRST
    assert text_of(path).endswith(board)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_who_may_write_the_file_stays_the_same(path: Path) -> None:
    path.chmod(0o664)
    register_public_key(path, "taro", FIRST)

    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert sorted(found.name for found in path.parent.iterdir()) == [".edu-dx.toml.lock", "edu-dx.toml"]


def test_a_person_who_is_not_registered_is_named(path: Path) -> None:
    with pytest.raises(UserError, match="「jiro」という人は登録されていません"):
        register_public_key(path, "jiro", FIRST)
    assert text_of(path) == WRITTEN


def test_a_file_that_is_out_of_order_is_left_alone(path: Path) -> None:
    path.write_text(WRITTEN.replace("fiscal_year", "fiscal_yaer"), encoding="utf-8", newline="\n")
    before = text_of(path)

    with pytest.raises(UserError, match=r"board\.fiscal_yaer"):
        register_public_key(path, "taro", FIRST)
    assert text_of(path) == before


def test_what_is_no_key_is_not_written(path: Path) -> None:
    with pytest.raises(UserError, match="元のまま"):
        register_public_key(path, "taro", "ed25519:AAAA")
    assert text_of(path) == WRITTEN


@given(
    between=st.text(alphabet="\n #", max_size=6).filter(lambda text: "#" not in text or text.endswith("\n")),
    person=st.sampled_from(["hanako", "taro"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_written_by_hand_stays_in_order(path: Path, between: str, person: str) -> None:
    written = WRITTEN.replace("\n\n# ここから", f"\n{between}\n# ここから")
    path.write_text(written, encoding="utf-8", newline="\n")
    register_public_key(path, person, FIRST)

    lines = text_of(path).splitlines()
    lines.remove(f'public_key = "{FIRST}"')
    assert lines == written.splitlines()


def test_two_people_who_register_at_the_same_moment_both_have_their_keys(path: Path) -> None:
    keys = {"hanako": FIRST, "taro": SECOND}
    for _ in range(20):
        path.write_text(WRITTEN, encoding="utf-8", newline="\n")
        with ThreadPoolExecutor(len(keys)) as pool:
            list(pool.map(lambda person: register_public_key(path, person, keys[person]), keys))

        config = read_config(path)
        assert {person: config.person(person).public_key for person in keys} == keys
