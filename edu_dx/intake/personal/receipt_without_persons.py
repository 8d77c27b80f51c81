"""A receipt that tells nothing about a person: it is printed, sent around and kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import numpy as np

from edu_dx.intake.layout import Part
from edu_dx.intake.receipt import HandledColumn, NotDataRow, Receipt, RejectedRow
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.text import Cell, as_text, is_blank
from edu_dx.privacy.mask import mask_text

_QUOTED = re.compile(r"「([^「」]*)」")
_HIDDEN = "〔伏せました〕"
_LONGEST = 40
_ROWS_OF_TITLES = 20


def without_persons(receipt: Receipt, part: Part) -> Receipt:
    """The receipt without the values of the part's columns of personal data, and with all it quotes masked."""
    columns = _columns_with_persons(part)
    hide = _Hider(part, columns, receipt)
    return receipt.model_copy(
        update={
            "columns": tuple(
                match.model_copy(update={"header": mask_text(match.header).text}) for match in receipt.columns
            ),
            "period": hide.in_text_of_rows(receipt.period),
            "rejected": tuple(hide.in_rejection(rejection) for rejection in receipt.rejected),
            "not_data": tuple(_not_data(part, row, columns) for row in receipt.not_data),
            "warnings": tuple(hide.in_sentence(warning) for warning in receipt.warnings),
            "unknown_schools": tuple(hide.in_value(name) for name in receipt.unknown_schools),
            "findings": tuple(
                finding.model_copy(
                    update={
                        "message": hide.in_sentence(finding.message),
                        "values": tuple(hide.in_value(value) for value in finding.values),
                    }
                )
                for finding in receipt.findings
            ),
            "handled_columns": tuple(
                column.model_copy(update={"header": mask_text(column.header).text})
                for column in _each_once(receipt.handled_columns)
            ),
        }
    )


def _each_once(handled: Iterable[HandledColumn]) -> Iterable[HandledColumn]:
    """Each column as it was told last: a reader knows more of its columns than the screening before it."""
    return {column.column: column for column in handled}.values()


class _Hider:
    """Hides values of columns of personal data wherever a receipt quotes them."""

    def __init__(self, part: Part, columns: frozenset[int], receipt: Receipt) -> None:
        self._part = part
        self._columns = columns
        sentences = [
            *(rejection.reason for rejection in receipt.rejected),
            *receipt.warnings,
            *(finding.message for finding in receipt.findings),
        ]
        quoted = {text for sentence in sentences for text in _QUOTED.findall(sentence)}
        quoted |= {value for finding in receipt.findings for value in finding.values}
        quoted |= {*receipt.unknown_schools}
        headers = {column.text for column in part.layout.header.columns}
        self._hidden = _those_in(part, columns, quoted - headers)

    def in_value(self, value: str) -> str:
        """A quoted value by itself."""
        return _HIDDEN if value in self._hidden else mask_text(value).text

    def in_sentence(self, sentence: str) -> str:
        """A sentence of ours with values in 「」."""
        return _QUOTED.sub(lambda quoted: f"「{self.in_value(quoted[1])}」", sentence)

    def in_rejection(self, rejection: RejectedRow) -> RejectedRow:
        """A rejected row, whose own personal values are hidden wherever they stand in the reason."""
        reason = self._without_cells(self.in_sentence(rejection.reason), rejection.row - 1)
        return rejection.model_copy(update={"reason": reason})

    def in_text_of_rows(self, text: str) -> str:
        """What was printed among the first rows of the sheet, and so may be a row of data."""
        first = self._part.layout.header.last + 1
        for row in range(first, min(first + _ROWS_OF_TITLES, len(self._part.sheet.rows))):
            text = self._without_cells(text, row)
        return mask_text(text).text

    def _without_cells(self, text: str, row: int) -> str:
        """``text`` without the personal values of a row."""
        cells = self._part.sheet.rows[row]
        for value in sorted({as_text(cells[index]) for index in self._columns}, key=len, reverse=True):
            if len(value) > 1:
                text = text.replace(value, _HIDDEN)
        return text


def _columns_with_persons(part: Part) -> frozenset[int]:
    letters = {column.column for column in part.handled}
    matches = part.layout.header.columns
    return frozenset(column.index for column in matches if column_letter(column.index) in letters)


def _those_in(part: Part, columns: frozenset[int], quoted: set[str]) -> set[str]:
    """Which of the quoted texts are values of the columns, in whatever width they are quoted."""
    if not quoted or not columns:
        return set()
    by_plain: dict[str, set[str]] = {}
    for text in quoted:
        by_plain.setdefault(_plain(text), set()).add(text)
    cells = (cell for index in columns for cell in _different_cells(part, index))
    return {text for cell in cells for text in by_plain.get(_plain(as_text(cell)), ())}


def _different_cells(part: Part, index: int) -> Iterable[Cell]:
    cells = part.sheet.columns[index].cells
    different: list[Cell] = cells.tolist() if isinstance(cells, np.ndarray) else cells.to_pylist()
    return different


def _plain(text: str) -> str:
    return "".join(text.split() if text.isascii() else unicodedata.normalize("NFKC", text).split())


def _not_data(part: Part, row: NotDataRow, columns: frozenset[int]) -> NotDataRow:
    """The beginning of a row that is no data, masked before it is cut."""
    index = row.row - 1
    hidden = columns if index > part.layout.header.last else frozenset[int]()
    cells = [
        " ".join(as_text(cell).split())
        for place, cell in enumerate(part.sheet.rows[index])
        if place not in hidden and not is_blank(cell)
    ]
    return row.model_copy(update={"text": mask_text(" ".join(cells)).text[:_LONGEST]})
