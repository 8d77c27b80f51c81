"""Text files with whatever delimiter."""

from __future__ import annotations

import pytest

from edu_dx.intake.delimited import read_delimited

TEXT = "学校名,１年,２年\r\nみほん小学校,10,12\r\n"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_seen_in_the_text(delimiter: str) -> None:
    decoded = read_delimited(TEXT.replace(",", delimiter).encode("cp932"), file_name="表.csv")
    assert decoded.delimiter == delimiter
    assert len(decoded.rows[0]) == 3


def test_a_newline_within_a_cell_stays_there() -> None:
    decoded = read_delimited('名,備考\nみほん,"一行目\n二行目"\n'.encode(), file_name="表.csv")
    assert decoded.rows[1] == ["みほん", "一行目\n二行目"]
