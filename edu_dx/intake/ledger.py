"""What becomes of each raw row while a table is read: data, rejected with a reason, or not data of a kind."""

from __future__ import annotations

from collections.abc import Iterable

from edu_dx.intake.findings import Stage
from edu_dx.intake.receipt import NotData, NotDataRow, RejectedRow
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import as_text, is_blank


class Ledger:
    """The fate of every non-empty row of one part of a sheet; a row has exactly one.

    Args:
        sheet: the sheet read.
        rows: indices of the non-empty rows concerned.
    """

    def __init__(self, sheet: Sheet, rows: Iterable[int]) -> None:
        self._sheet = sheet
        self._open = dict.fromkeys(rows)
        self._rows_in = len(self._open)
        self._not_data: dict[int, NotData] = {}
        self._reasons: dict[int, dict[str, Stage]] = {}
        self.warnings: list[str] = []

    @property
    def data_rows(self) -> list[int]:
        """Rows that are neither rejected nor set apart, in sheet order."""
        return list(self._open)

    def set_apart(self, row: int, kind: NotData) -> None:
        """Count ``row`` as not data."""
        del self._open[row]
        self._not_data[row] = kind

    def reject(self, row: int, reason: str, stage: Stage = Stage.TYPES) -> None:
        """Count ``row`` as rejected; further reasons for the same row are kept beside the first.

        ``stage`` is the stage of the checks that the reason belongs to.
        """
        self._open.pop(row, None)
        self._reasons.setdefault(row, {}).setdefault(reason, stage)

    def rejections_at(self, stage: Stage) -> dict[int, list[str]]:
        """Row → its reasons that belong to ``stage``, in sheet order."""
        found = {
            row: [reason for reason, of in reasons.items() if of is stage]
            for row, reasons in sorted(self._reasons.items())
        }
        return {row: reasons for row, reasons in found.items() if reasons}

    def warn(self, row: int, message: str) -> None:
        """Tell the reader of the receipt about ``row``, which is taken all the same."""
        self.warnings.append(f"{row + 1}行目：{message}")

    def rows_of_kind(self, kind: NotData) -> list[int]:
        """Rows set apart as ``kind``, in sheet order."""
        return sorted(row for row, found in self._not_data.items() if found == kind)

    def counts(self) -> dict[str, int]:
        """The receipt's four counts."""
        return {
            "rows_in": self._rows_in,
            "rows_ok": len(self._open),
            "rows_rejected": len(self._reasons),
            "rows_not_data": len(self._not_data),
        }

    def rejected(self) -> tuple[RejectedRow, ...]:
        """The rejected rows for the receipt."""
        return tuple(
            RejectedRow(sheet=self._sheet.name, row=row + 1, reason="。".join(reasons))
            for row, reasons in sorted(self._reasons.items())
        )

    def not_data(self) -> tuple[NotDataRow, ...]:
        """The rows set apart for the receipt, each with the beginning of its text."""
        return tuple(
            NotDataRow(row=row + 1, kind=kind, text=_beginning(self._sheet, row))
            for row, kind in sorted(self._not_data.items())
        )


def _beginning(sheet: Sheet, row: int) -> str:
    texts = [" ".join(as_text(cell).split()) for cell in sheet.rows[row] if not is_blank(cell)]
    return " ".join(texts)[:40]
