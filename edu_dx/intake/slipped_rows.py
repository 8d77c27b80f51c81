"""Rows of a text file whose cells have slipped under the headers of their neighbours."""

from __future__ import annotations

import numpy as np

from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Part
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.text import is_blank


def reject_slipped_rows(part: Part) -> None:
    """Reject the rows of a text file in which cells have run together, or that reach beyond the header.

    A quotation mark too many makes one cell of several lines; a delimiter too many moves the cells behind it.
    A column without a header that most rows fill is no slip. In a workbook a cell beside the table is a remark.
    """
    if part.sheet.own_name:
        return
    swallowed = np.array(part.sheet.swallowed, dtype=np.int64)
    part.ledger.reject_all(
        swallowed[part.ledger.are_open(swallowed)].tolist(),
        '引用符（"）に囲まれて、何行かが一つのセルになっています',
        Stage.STRUCTURE,
    )
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
