"""What the intake made of a twin: repaired and told, or refused with the place named, and never a silent change."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake import read_file
from edu_dx.intake.findings import Result
from edu_dx.intake.read import Intake
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.values import is_error
from tests.intake.damage.twin import Key, Record, Twin

_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


class Outcome(Enum):
    """What becomes of a twin."""

    REPAIRED = "read as if it were whole"
    TOLD = "some records are missing, each told with its place"
    REJECTED = "the records of the damaged rows, and no others, are missing and told with their place"
    MARKED = "damaged values, and no others, are missing with their reason or with their row"
    REFUSED = "refused in words, with the place and what to do"


@dataclass
class Verdict:
    """What the intake made of a twin.

    Args:
        outcome: what it came to.
        silent: what was changed, lost or added without a word; empty if all is well.
        error: the refusal.
        intakes: what was read.
    """

    outcome: Outcome
    silent: list[str] = field(default_factory=list)
    error: UserError | None = None
    intakes: Sequence[Intake] = ()

    def said(self) -> str:
        """Everything that a person reads about the file."""
        if self.error:
            return str(self.error)
        return "\n".join(_words(intake.receipt) for intake in self.intakes)

    def found(self) -> set[str]:
        """The checks that did not pass."""
        return {
            finding.check
            for intake in self.intakes
            for finding in intake.receipt.findings
            if finding.result in (Result.WARNING, Result.FAILED)
        }


def judge(twin: Twin, path: Path) -> Verdict:
    """Read a twin and compare what came with what it holds."""
    try:
        intakes = read_file(path, context=twin.context)
    except UserError as error:
        return Verdict(Outcome.REFUSED, _unkind(error), error=error)
    silent = [
        f"{secret!r} stands in the receipt"
        for secret in twin.secrets
        for intake in intakes
        if secret in intake.receipt.model_dump_json() or secret in intake.frame.to_csv()
    ]
    found: dict[Key, dict[str, Any]] = {}
    for intake in intakes:
        receipt = intake.receipt
        if receipt.rows_in != receipt.rows_ok + receipt.rows_rejected + receipt.rows_not_data:
            silent.append("rows do not add up")
        if intake.table != twin.table:
            if len(intake.frame) and not _is_told_as_a_list(receipt):
                silent.append(f"read as {intake.table}")
            continue
        silent += [f"{text} is stored as a text" for text in _failed_formulas(intake.frame)]
        for key, values in _records(intake.frame, twin.keys):
            if key in found:
                silent.append(f"{key} twice")
            found[key] = values
    silent += [f"{key} was invented" for key in found if key not in twin.records and key not in twin.new_keys]
    told = _Told(twin, [intake.receipt for intake in intakes])
    absent: list[Record] = []
    gaps: list[tuple[Record, str]] = []
    for key, record in twin.records.items():
        values = found.get(key)
        if values is None:
            if key in twin.may_lack:
                continue
            absent.append(record)
            if not told.of(record):
                silent.append(f"{key} is lost without a word")
            continue
        for name, value in record.values.items():
            if _is_same(values[name], value):
                continue
            if not _is_missing(values[name]):
                silent.append(f"{key}: {name} is {values[name]!r}, not {value!r}")
            elif not told.of(record, name) and name not in (values.get("missing_reason") or ""):
                silent.append(f"{key}: {name} {value!r} is lost without a word")
            gaps.append((record, name))
    touched = set(map(id, twin.touched))
    outcome = Outcome.TOLD
    if not absent and not gaps:
        outcome = Outcome.REPAIRED
    elif not gaps and {id(record.row) for record in absent} == touched & {id(row) for row in _rows(twin)}:
        outcome = Outcome.REJECTED
    elif not absent and {id(record.row) for record, _ in gaps} <= touched:
        outcome = Outcome.MARKED
    return Verdict(outcome, silent, intakes=intakes)


def _rows(twin: Twin) -> list[Any]:
    return [record.row for record in twin.records.values()]


def _failed_formulas(frame: pd.DataFrame) -> list[str]:
    texts = frame.select_dtypes(exclude=["number", "datetime"]).stack()
    return [text for text in texts if isinstance(text, str) and is_error(text)]


def _records(frame: pd.DataFrame, keys: tuple[str, ...]) -> list[tuple[Key, dict[str, Any]]]:
    return [
        (tuple(_plain(values[key]) for key in keys), {str(name): value for name, value in values.items()})
        for values in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if value.time() != pd.Timestamp(0).time() else value.date()
    return None if _is_missing(value) else value


def _is_missing(value: Any) -> bool:
    return bool(pd.isna(value))


def _is_same(read: Any, held: Any) -> bool:
    if held is None or _is_missing(read):
        return held is None and _is_missing(read)
    if isinstance(held, float):
        return math.isclose(read, held)
    return bool(read == held)


def _unkind(error: UserError) -> list[str]:
    return [
        f"a refusal without {name}: {error.what}"
        for name in ("what", "where", "fix")
        if not getattr(error, name) or (name != "where" and not _JAPANESE.search(getattr(error, name)))
    ]


class _Told:
    """What the receipts say about places."""

    def __init__(self, twin: Twin, receipts: Sequence[Receipt]) -> None:
        self._twin = twin
        self._rejected = {row.row for receipt in receipts for row in receipt.rejected}
        self._words = "\n".join(_words(receipt) for receipt in receipts)
        self._is_a_list = all(map(_is_told_as_a_list, receipts))

    def of(self, record: Record, name: str = "") -> bool:
        """Whether something is said about the record's row, or about the column of one of its values."""
        if self._is_a_list:
            return True
        if record.row in self._twin.on_its_side:
            return self._says_column(self._twin.on_its_side.index(record.row))
        number = self._twin.place_of(record.row)
        if number in self._rejected or self._says_row(number):
            return True
        columns = [record.columns[name]] if name else list(record.columns.values())
        return any(
            self._says_column(self._twin.columns.index(column))
            for column in columns
            if column in self._twin.columns
        )

    def _says_column(self, place: int) -> bool:
        return bool(re.search(rf"(?<![A-Z]){column_letter(place)}(?:列|・)", self._words))

    def _says_row(self, number: int) -> bool:
        if re.search(rf"(?<![0-9])0*{number}(?:行|・)", self._words):
            return True
        return any(
            int(start) <= number <= int(end)
            for start, end in re.findall(r"([0-9]+)(?:行目)?[～〜-]([0-9]+)行", self._words)
        )


def _is_told_as_a_list(receipt: Receipt) -> bool:
    """Whether a table that was not recognised is kept as texts, and the receipt says so."""
    return receipt.table == "listings" and any("決まった表に当てはまらない" in w for w in receipt.warnings)


def _words(receipt: Receipt) -> str:
    """What a receipt says: warnings, rejected rows, findings that did not pass, columns and sheets left out."""
    findings = [
        " ".join((finding.message, finding.place, *finding.values))
        for finding in receipt.findings
        if finding.result in (Result.WARNING, Result.FAILED)
    ]
    handled = [f"{column.column}列「{column.header}」{column.reason}" for column in receipt.handled_columns]
    rejected = [f"{row.row}行目：{row.reason}" for row in receipt.rejected]
    left_out = [f"{sheet.sheet}：{sheet.reason}" for sheet in receipt.sheets_not_read]
    return "\n".join([*receipt.warnings, *findings, *handled, *rejected, *left_out])
