"""The values below a header, and the few of them that may be shown to a person."""

from __future__ import annotations

from collections.abc import Sequence

from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.personal.kinds import PersonalKind
from edu_dx.intake.personal.values import personal_kind_of_values
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell, as_text, is_blank

_LOOKED_AT = 300
_ENOUGH = 100
_SHOWN = 3
_LONGEST = 20


def values_below(sheet: Sheet, header: Header, column: int) -> list[Cell]:
    """The first non-blank cells of a column below the header, a hundred at most."""
    cells = (row[column] for row in sheet.rows[header.last + 1 : header.last + 1 + _LOOKED_AT])
    return [cell for cell in cells if not is_blank(cell)][:_ENOUGH]


def personal_kind_of(column: HeaderColumn, values: Sequence[Cell]) -> PersonalKind | None:
    """What header or values of a column tell about a person."""
    suspicion = personal_kind_of_values(values, column.text)
    return personal_kind_of_header(column.text) or (suspicion.kind if suspicion else None)


def examples_of(column: HeaderColumn, values: Sequence[Cell]) -> tuple[str, ...]:
    """Three different values of a column; none where header or values may tell about a person."""
    if personal_kind_of(column, values):
        return ()
    texts = dict.fromkeys(as_text(cell) for cell in values)
    return tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in list(texts)[:_SHOWN])
