"""Text files with whatever delimiter."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.intake import delimited
from edu_dx.intake.delimited import OpenQuotationError, read_delimited, rows_of

TEXT = "学校名,１年,２年\r\nみほん小学校,10,12\r\n"
_CELLS = st.text(alphabet=list('aあ1 ,"\r\n　é\t'), max_size=5)
_WIDTHS = st.integers(1, 4)
_RECORDS = _WIDTHS.flatmap(
    lambda width: st.lists(
        st.lists(_CELLS, min_size=width, max_size=width) | st.lists(_CELLS, max_size=5), max_size=12
    )
)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_seen_in_the_text(delimiter: str) -> None:
    decoded = read_delimited(TEXT.replace(",", delimiter).encode("cp932"), file_name="表.csv")
    assert decoded.delimiter == delimiter
    assert len(decoded.rows[0]) == 3


def test_a_newline_within_a_cell_stays_there() -> None:
    decoded = read_delimited('名,備考\nみほん,"一行目\n二行目"\n'.encode(), file_name="表.csv")
    assert decoded.rows[1] == ["みほん", "一行目\n二行目"]


def test_every_row_is_as_wide_as_the_widest() -> None:
    decoded = read_delimited("表題\n\n名,数\nみほん,1,余り\n計,1\n".encode(), file_name="表.csv")
    assert list(decoded.rows) == [
        ["表題", "", ""],
        ["", "", ""],
        ["名", "数", ""],
        ["みほん", "1", "余り"],
        ["計", "1", ""],
    ]


def test_a_quotation_mark_that_never_closes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LONGEST_CELL", 1000)
    monkeypatch.setattr(delimited, "_BLOCK_BYTES", 1000)
    with pytest.raises(UserError, match="引用符"):
        read_delimited(b'a,b\n1,"' + b"x\n" * 1000, file_name="表.csv")


def records_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def filled_up(records: list[list[str]]) -> list[list[str]]:
    width = max((len(record) for record in records), default=0)
    return [[*record, *[""] * (width - len(record))] for record in records]


@given(_RECORDS, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_columns_read_at_once_hold_the_same_cells_as_records(
    records: list[list[str]], newline: str, data: st.DataObject
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=newline).writerows(records)
    found = records_of(written.getvalue())
    width = data.draw(st.sampled_from([len(record) for record in found] or [0]))
    assert list(rows_of(written.getvalue(), ",", width)) == filled_up(found)


@given(st.text(alphabet=list('aあ1 ,"\r\n\ufeff'), max_size=40), st.data())
def test_any_text_gives_the_same_cells_whatever_width_is_typical(text: str, data: st.DataObject) -> None:
    found = records_of(text)
    width = data.draw(st.sampled_from([len(record) for record in found] or [0]))
    if records_of(f"{text}\n終わり")[-1] != ["終わり"]:
        with pytest.raises(OpenQuotationError):
            rows_of(text, ",", width)
    else:
        assert list(rows_of(text, ",", width)) == filled_up(found)


def test_a_quotation_mark_that_would_swallow_the_last_rows_is_told_with_its_row() -> None:
    with pytest.raises(UserError, match="引用符") as caught:
        read_delimited('学校名,人数\n甲,1\n"乙,2\n丙,3\n'.encode(), file_name="表.csv")
    assert "3行目" in caught.value.where
