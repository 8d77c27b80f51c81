"""Rows of a text file whose cells have slipped under the headers of their neighbours."""

from __future__ import annotations

import numpy as np

from edu_dx.intake.layout import Part
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.text import is_blank


def reject_slipped_rows(part: Part) -> None:
    """Reject the rows of a text file that reach beyond the header: a delimiter too many has moved their cells.

    A column without a header that most rows fill is no slip. In a workbook a cell beside the table is a remark.
    """
    if part.sheet.own_name:
        return
    rows = part.ledger.open_rows
    last = max(column.index for column in part.layout.header.columns)
    beyond = np.zeros(len(rows), dtype=bool)
    for column in part.sheet.columns[last + 1 :]:
        beyond |= ~column.flags(is_blank, rows)
    if not beyond.any() or beyond.sum() * 2 > len(rows):
        return
    part.ledger.reject_all(
        rows[beyond].tolist(),
        f"見出しの最後の列（{column_letter(last)}列）より右に値があります。区切りの文字が余分で、列がずれているおそれがあります",
    )
