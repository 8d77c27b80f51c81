"""Tables by the names that people give them."""

from __future__ import annotations

import pytest

from edu_dx.cli.table_names import table_called
from edu_dx.errors import UserError
from edu_dx.tables import TABLES


@pytest.mark.parametrize("name", ["devices", "端末の整備状況"])
def test_a_table_is_called_by_its_name_or_its_label(name: str) -> None:
    assert table_called(name, TABLES.values(), unknown="ありません。").name == "devices"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("端末", ["devices", "device_use"]), ("enrollment", ["enrolment"]), ("児童生徒", ["enrolment"])],
)
def test_a_name_that_is_nearly_right_is_answered_with_what_was_meant(name: str, meant: list[str]) -> None:
    with pytest.raises(UserError) as told:
        table_called(name, TABLES.values(), unknown="ありません。")
    assert all(f"　{table}（{TABLES[table].label}）" in told.value.fix for table in meant)
    assert "births（" not in told.value.fix


def test_a_name_like_no_other_is_answered_with_all_tables() -> None:
    with pytest.raises(UserError) as told:
        table_called("xyzzy", TABLES.values(), unknown="ありません。")
    assert told.value.fix.count("（") >= len(TABLES)
