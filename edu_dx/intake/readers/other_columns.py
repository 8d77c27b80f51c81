"""Columns that a list has beside those its table names: kept as text without what tells of a person."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from edu_dx.intake.columns import Readings, read_cells
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Part
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.personal.kinds import OF_ORGANISATIONS_TOO, PersonalKind
from edu_dx.intake.personal.values import personal_kind_of_values
from edu_dx.intake.receipt import HandledColumn
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.text import Cell, as_text
from edu_dx.privacy.mask import mask_text
from edu_dx.tables import Handling

_LOOKED_AT = 2000


def impersonal_columns(
    part: Part, columns: Iterable[HeaderColumn], allowed: frozenset[PersonalKind] = frozenset()
) -> list[HeaderColumn]:
    """Those of ``columns`` that do not look personal; the others are told in the part's list of handled columns.

    A text with an address or a telephone number in it stays, since :func:`masked_texts` masks these.

    Args:
        part: what is being read.
        columns: columns of any content.
        allowed: kinds that are no persons' here: an office has an address as well.
    """
    kept = []
    for column in columns:
        suspicion = personal_kind_of_values(_sample(part, column), column.text)
        is_masked = personal_kind_of_header(column.text) is None
        if (
            suspicion is None
            or suspicion.kind in allowed
            or (is_masked and suspicion.kind in OF_ORGANISATIONS_TOO)
        ):
            kept.append(column)
            continue
        part.handled.append(
            HandledColumn(
                column=column_letter(column.index),
                header=column.text,
                handling=Handling.DROP,
                reason=f"{suspicion.kind.value}のようです。{suspicion.reason}",
            )
        )
    return kept


def masked_texts(part: Part, column: HeaderColumn) -> Readings[str]:
    """A column's texts by open row, with words that tell of a person masked; masking is told."""
    hits = 0

    def masked(cell: Cell) -> str:
        nonlocal hits
        found = mask_text(as_text(cell))
        hits += found.count
        return found.text

    texts = read_cells(part, part.ledger.open_rows, column.index, masked, column.text)
    if hits:
        part.handled.append(
            HandledColumn(
                column=column_letter(column.index),
                header=column.text,
                handling=Handling.MASK,
                reason=f"氏名や連絡先などのように見える語を{hits:,}か所で伏せました",
            )
        )
    return texts


def _sample(part: Part, column: HeaderColumn) -> list[Cell]:
    rows = part.ledger.open_rows
    cells = part.sheet.columns[column.index]
    return cells.cells_at(cells.codes[rows[:: max(1, len(rows) // _LOOKED_AT)]].astype(np.int64))
