"""Nothing is lost: every non-empty row of a file is data, rejected with a reason, or not data of a kind."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from edu_dx.errors import UserError
from edu_dx.intake import Receipt, read_file, receipt_text

CELL = st.one_of(
    st.integers(0, 99).map(str),
    st.sampled_from(["", "-", "…", "83,分2", "１２", "abc", "休校", "▲3", "1,014", "計", "③"]),
)
NAME = st.sampled_from(
    [
        "甲小学校",
        "乙　小",
        "丙中学校",
        "合計",
        "東区計",
        "前年５月",
        "（注）分校を含む",
        "",
        "学校名",
        "県立東高等学校",
    ]
)
ROW = st.tuples(NAME, CELL, CELL, CELL)


def written(rows: list[tuple[str, ...]], folder: str) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("令和6年5月1日現在",), ("学校名", "1年", "2年", "計"), *rows])
    path = Path(folder) / "表.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, max_size=12))
def test_every_row_has_exactly_one_fate(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        intakes = read_file(written(rows, folder))
    filled = 2 + sum(any(cell.strip() for cell in row) for row in rows)
    assert sum(intake.receipt.rows_in for intake in intakes) == filled
    for intake in intakes:
        receipt = intake.receipt
        assert receipt.rows_in == receipt.rows_ok + receipt.rows_rejected + receipt.rows_not_data
        assert len(receipt.rejected) == receipt.rows_rejected
        assert len(receipt.not_data) == receipt.rows_not_data
        assert all(row.reason for row in receipt.rejected)
        assert receipt.records == len(intake.frame)
        assert not intake.frame.duplicated(["school_type", "school_code", "grade", "class_kind"]).any()
        printed = [cell for row in rows for cell in row[1:]]
        numbers = {float(cell) for cell in printed if cell.isdecimal()} | {0, 12, 83, 1014}
        assert set(intake.frame["pupils"].dropna()) <= numbers


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.csv"
        path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            read_file(path)
    assert caught.value.fix


def test_a_receipt_that_does_not_add_up_cannot_be_made() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (intake,) = read_file(written([("甲小学校", "1", "2", "3")], folder))
    fields = intake.receipt.model_dump()
    assert Receipt.model_validate_json(intake.receipt.model_dump_json()) == intake.receipt
    with pytest.raises(ValidationError, match="rows_in"):
        Receipt(**{**fields, "rows_ok": 2})


def test_the_receipt_says_what_became_of_the_rows() -> None:
    rows = [("甲小学校", "1", "2", "3"), ("乙小学校", "abc", "2", "3"), ("合計", "1", "2", "9")]
    with tempfile.TemporaryDirectory() as folder:
        text = receipt_text(intake.receipt for intake in read_file(written(rows, folder)))
    assert "受入票　表.csv" in text
    assert "全体 5 ＝ 受入 1 ＋ 拒否 1 ＋ データでない行 3" in text
    assert "4行目　「1年」の「abc」は数値として読めません" in text
    assert "× 5行目「合計」" in text
    assert "甲小学校" in text
