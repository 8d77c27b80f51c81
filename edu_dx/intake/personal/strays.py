"""Single addresses and numbers of persons in columns that hold none: masked before they are stored."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from edu_dx.intake.layout import Part
from edu_dx.privacy.mask import mask_text
from edu_dx.privacy.patterns import EMAIL, PHONE
from edu_dx.tables import Column, ColumnType, Handling, SecurityClass, Table

_SHORTEST_NUMBER = 10
"""Bytes; full-width characters have three each."""
_WORTH_A_LOOK = r"[@＠]|(?:[0-9０-９][^0-9０-９]{0,3}){10}"
_PLACES_SHOWN = 5


def mask_strays(records: pd.DataFrame, table: Table, part: Part) -> pd.DataFrame:
    """Mask every mail address and telephone number in the stored texts of ``records``, and tell where.

    Args:
        records: canonical columns and ``row``.
        table: the table of the records.
        part: the part that they were read from; its ledger is told.
    """
    for column in table.columns:
        if column.name in records and _may_hold_strays(column):
            records = _masked_column(records, column, part)
    return records


def _may_hold_strays(column: Column) -> bool:
    return (
        column.type is ColumnType.TEXT
        and column.handling is Handling.KEEP
        and column.security is not SecurityClass.IV
        and not column.choices
    )


def _masked_column(records: pd.DataFrame, column: Column, part: Part) -> pd.DataFrame:
    masked = {text: mask_text(text).text for text in _suspects(records[column.name]) if _is_stray(text)}
    if not masked:
        return records
    hit = records[column.name].isin(masked.keys())
    rows = sorted({int(row) + 1 for row in records.loc[hit, "row"]})
    places = "・".join(map(str, rows[:_PLACES_SHOWN])) + ("…" if len(rows) > _PLACES_SHOWN else "")
    part.ledger.warnings.append(
        f"「{column.label}」の{len(rows)}か所（{places}行目）に電話番号かメールアドレスのようなものがあり、伏せて保管します。"
    )
    values = records[column.name].map(lambda value: masked.get(value, value), na_action="ignore")
    return records.assign(**{column.name: values.astype(records[column.name].dtype)})


def _suspects(values: pd.Series) -> list[str]:
    """The different texts with an at sign or ten digits in them; nearly all texts are sorted out by their length."""
    texts = pa.array(values.astype("string"), type=pa.large_string())
    has_room = pc.greater_equal(pc.binary_length(texts), _SHORTEST_NUMBER)
    worth_it = texts.filter(pc.or_(has_room, pc.match_substring(texts, "@"))).unique()
    found: list[str] = worth_it.filter(pc.match_substring_regex(worth_it, _WORTH_A_LOOK)).to_pylist()
    return found


def _is_stray(text: str) -> bool:
    return re.search(EMAIL, text) is not None or re.search(PHONE, text) is not None
