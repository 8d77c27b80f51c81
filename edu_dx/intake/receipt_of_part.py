"""What the receipt says about one part of a file, once it is read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from edu_dx.intake.checks.registry import findings_of
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.receipt import Receipt, SheetNotRead
from edu_dx.intake.receipt_columns import column_matches
from edu_dx.intake.sheet import RawFile
from edu_dx.intake.totals import check_totals, stale_totals


def receipt_of(
    raw: RawFile,
    part: Part,
    reader: Reader,
    frame: pd.DataFrame,
    rows: pd.Series,
    not_read: Sequence[SheetNotRead],
) -> Receipt:
    """The receipt of one part; ``frame`` holds the records it gave and ``rows`` the raw row of each."""
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
        columns=column_matches(part.layout, reader),
        period=part.period.source if part.period else "各行に記載",
        fiscal_years=tuple(sorted(int(year) for year in frame["fiscal_year"].dropna().unique())),
        records=len(frame),
        rejected=part.ledger.rejected(),
        not_data=part.ledger.not_data(),
        warnings=(*raw.warnings, *part.layout.remarks, *part.ledger.warnings, *stale_totals(part, totals)),
        unknown_schools=tuple(part.unknown_schools),
        totals=totals,
        sheets_not_read=tuple(not_read),
        findings=findings_of(Subject(raw, part, reader, frame, rows, totals)),
        handled_columns=tuple(part.handled),
        **part.ledger.counts(),
    )
