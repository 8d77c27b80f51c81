"""Which column of a file was read as what."""

from __future__ import annotations

import re

from edu_dx.intake.layout import Layout, Reader
from edu_dx.intake.receipt import ColumnMatch

_NUMBER = re.compile(r" [0-9]+$")
_OTHER_KEYS = {
    "as_of": "基準日",
    "date": "日付",
    "clock": "時刻",
    "item": "区分",
    "section": "地区",
    "municipality_code": "団体コード",
    "municipality_name": "市区町村名",
    "free_text": "自由記述",
    "answered_on": "回答日",
    "personal": "個人に関わる列（取り込まない）",
}


def column_matches(layout: Layout, reader: Reader) -> tuple[ColumnMatch, ...]:
    """Every column of the header and the label of what it was read as."""
    used = used_columns(layout)
    return tuple(
        ColumnMatch(
            column=column_letter(column.index),
            header=column.text,
            read_as=_label(reader, used[column.index]) if column.index in used else "",
        )
        for column in layout.header.columns
    )


def used_columns(layout: Layout) -> dict[int, str]:
    """Index of each column that was read → the field or canonical column it gave, "" for totals within the row."""
    used = {measure.column.index: "" for measure in layout.row_totals}
    used |= {column.index: key for key, column in layout.not_stored.items()}
    used |= {column.index: key for key, column in layout.keys.items()}
    return used | {measure.column.index: measure.target for measure in layout.measures}


def _label(reader: Reader, key: str) -> str:
    """The Japanese name of what a column gave; fields that several columns give are numbered from the second on."""
    labels = {column.name: column.label for column in (*reader.table.columns, *reader.table.not_stored)}
    key = _NUMBER.sub("", key)
    return labels.get(key, _OTHER_KEYS.get(key, key)) or "合計の照合"


def column_letter(index: int) -> str:
    """A column's letters in Excel: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
