"""Setting apart every row of a part that is not data, before its values are read."""

from __future__ import annotations

from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import has_digits, is_unit_row, label_kind, repeats_header
from edu_dx.intake.text import as_text, is_blank, squeeze

_SHORT = 20


def set_apart_what_is_not_data(part: Part, reader: Reader) -> None:
    """Titles, header, units, totals, last year's figures, section headings and notes leave the open rows."""
    header = part.layout.header
    labels = reader.label_columns(part.layout)
    value_columns = [measure.column.index for measure in part.layout.measures]
    for row in part.ledger.data_rows:
        kind = _kind(part, row, labels, value_columns) if row > header.last else None
        if row < header.first:
            part.ledger.set_apart(row, NotData.TITLE)
        elif row <= header.last:
            part.ledger.set_apart(row, NotData.HEADER)
        elif kind:
            part.ledger.set_apart(row, kind)


def _kind(part: Part, row: int, labels: list[int], value_columns: list[int]) -> NotData | None:
    cells = part.sheet.rows[row]
    if isinstance(cells[0], str) or not value_columns:
        if repeats_header(cells, part.layout.header):
            return NotData.REPEATED_HEADER
        if is_unit_row(cells):
            return NotData.UNIT
    texts = [text for index in labels if isinstance(cells[index], str) and (text := squeeze(cells[index]))]
    joined = "".join(texts)
    kinds = {label_kind(text) for text in [*texts, joined] if text} - {None}
    for kind in (NotData.LAST_YEAR, NotData.TOTAL):
        if kind in kinds:
            return kind
    filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
    if value_columns and any(has_digits(cells[index]) for index in value_columns):
        return None
    if NotData.NOTE in kinds or (len(filled) == 1 and label_kind(squeeze(cells[filled[0]])) == NotData.NOTE):
        return NotData.NOTE
    if len(filled) == 1 and isinstance(cells[filled[0]], str) and len(part.layout.header.columns) > 2:
        text = as_text(cells[filled[0]])
        return NotData.SECTION if len(text) <= _SHORT and _followed_by_data(part, row) else NotData.NOTE
    return None


def _followed_by_data(part: Part, row: int) -> bool:
    return any(other > row for other in part.ledger.data_rows)
