"""What the receipt says about one part of a file, once it is read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.receipt import ColumnMatch, Receipt, SheetNotRead
from edu_dx.intake.sheet import RawFile
from edu_dx.intake.totals import check_totals, stale_totals


def receipt_of(
    raw: RawFile, part: Part, reader: Reader, frame: pd.DataFrame, not_read: Sequence[SheetNotRead]
) -> Receipt:
    """The receipt of one part; ``frame`` holds the rows it gave."""
    totals = check_totals(part, reader)
    header = part.layout.header
    return Receipt(
        file_name=raw.path.name,
        sha256=raw.sha256,
        encoding=raw.encoding,
        sheet=part.sheet.name,
        table=reader.table.name,
        table_label=reader.table.label,
        header_rows=(header.first + 1, header.last + 1),
        columns=_column_matches(part, reader),
        period=part.period.source if part.period else "各行に記載",
        fiscal_years=tuple(sorted(int(year) for year in frame["fiscal_year"].dropna().unique())),
        records=len(frame),
        rejected=part.ledger.rejected(),
        not_data=part.ledger.not_data(),
        warnings=(*raw.warnings, *part.layout.remarks, *part.ledger.warnings, *stale_totals(part, totals)),
        unknown_schools=tuple(part.unknown_schools),
        totals=totals,
        sheets_not_read=tuple(not_read),
        findings=(),
        handled_columns=(),
        **part.ledger.counts(),
    )


def _column_matches(part: Part, reader: Reader) -> tuple[ColumnMatch, ...]:
    read_as = {column.index: _label(reader, key) for key, column in part.layout.keys.items()}
    read_as |= {measure.column.index: _label(reader, measure.target) for measure in part.layout.measures}
    read_as |= {measure.column.index: "合計の照合" for measure in part.layout.row_totals}
    return tuple(
        ColumnMatch(
            column=column_letter(column.index), header=column.text, read_as=read_as.get(column.index, "")
        )
        for column in part.layout.header.columns
    )


_OTHER_KEYS = {
    "as_of": "基準日",
    "date": "日付",
    "item": "区分",
    "section": "地区",
    "municipality_code": "団体コード",
    "municipality_name": "市区町村名",
}


def _label(reader: Reader, key: str) -> str:
    labels = {column.name: column.label for column in reader.table.columns}
    return labels.get(key, _OTHER_KEYS.get(key, key))


def column_letter(index: int) -> str:
    """A column's letters in Excel: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
