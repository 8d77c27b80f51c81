"""What becomes of each raw row while a table is read: data, rejected with a reason, or not data of a kind."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from edu_dx.intake.findings import Stage
from edu_dx.intake.receipt import NotData, NotDataRow, RejectedRow
from edu_dx.intake.sheet import Flags, Places, Sheet
from edu_dx.intake.text import as_text, is_blank

_ELSEWHERE, _OPEN, _REJECTED, _NOT_DATA = range(4)


class Ledger:
    """The fate of every non-empty row of one part of a sheet; a row has exactly one.

    Args:
        sheet: the sheet read.
        rows: indices of the non-empty rows concerned.
    """

    def __init__(self, sheet: Sheet, rows: Places | list[int]) -> None:
        self._sheet = sheet
        self._fates = np.full(len(sheet.rows), _ELSEWHERE, dtype=np.int8)
        self._fates[rows] = _OPEN
        self._not_data: dict[int, NotData] = {}
        self._reasons: dict[int, dict[str, Stage]] = {}
        self.warnings: list[str] = []

    @property
    def data_rows(self) -> list[int]:
        """Rows that are neither rejected nor set apart, in sheet order."""
        rows: list[int] = self.open_rows.tolist()
        return rows

    @property
    def open_rows(self) -> Places:
        """The same as an array, for whoever works on whole columns."""
        return np.flatnonzero(self._fates == _OPEN)

    def are_open(self, rows: Places) -> Flags:
        """Which of ``rows`` are neither rejected nor set apart."""
        return np.equal(self._fates[rows], _OPEN)

    def set_apart(self, row: int, kind: NotData) -> None:
        """Count ``row``, which must be open, as not data."""
        if self._fates[row] != _OPEN:
            raise KeyError(row)
        self._fates[row] = _NOT_DATA
        self._not_data[row] = kind

    def reject(self, row: int, reason: str, stage: Stage = Stage.TYPES) -> None:
        """Count ``row`` as rejected; further reasons for the same row are kept beside the first.

        ``stage`` is the stage of the checks that the reason belongs to.
        """
        self._fates[row] = _REJECTED
        self._reasons.setdefault(row, {}).setdefault(reason, stage)

    def reject_all(self, rows: Iterable[int], reason: str, stage: Stage = Stage.TYPES) -> None:
        """Count every one of ``rows`` as rejected for the same reason."""
        for row in rows:
            self.reject(int(row), reason, stage)

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
            "rows_in": int((self._fates != _ELSEWHERE).sum()),
            "rows_ok": int((self._fates == _OPEN).sum()),
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
