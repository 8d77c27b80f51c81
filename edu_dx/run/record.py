"""`run.json`: what one run was, written once and never changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from edu_dx.errors import UserError
from edu_dx.workspace.reads import Read

RECORD_NAME = "run.json"
NOTEBOOK_NAME = "notebook.ipynb"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ParameterValue(_Model):
    """A parameter as it was set."""

    name: str
    label: str
    value: str | int | float | None


class TableState(_Model):
    """A table that the run read, and which state of it."""

    name: str
    label: str
    fingerprint: str
    records: int


class CheckResult(_Model):
    """A check that the notebook declared."""

    name: str
    title: str
    passed: bool
    guidance: str = ""


class Failure(_Model):
    """Where and why a run stopped."""

    cell: str
    message: str

    def as_error(self, run: str) -> UserError:
        """The failure as the sentence that a user reads."""
        return UserError(self.message, where=f"{run} {self.cell}".strip())


class RunRecord(_Model):
    """One run of one analysis.

    Args:
        id: name of the run's folder.
        analysis: name of the standard analysis.
        title: its Japanese title.
        board_name: name of the board.
        fictional: whether the board is invented (架空).
        edition: internal or public.
        unit: what the run is about: 全市 or a school's name.
        parameters: every parameter with its value.
        tables: the tables read.
        template_fingerprint: hash of the template notebook.
        metrics: definitions that the numbers rest on, with their fingerprints; empty in runs of the first edition.
        executed_fingerprint: hash of everything in the executed notebook but the findings.
        versions: versions of the software that computed the numbers.
        started_at: local time with offset.
        seconds: duration.
        outcome: whether every cell ran.
        failure: place and reason when it did not.
        checks: checks declared by the notebook.
        reads: what the run read of the tables; None where nobody wrote it down.
        code: fingerprint of the code that computed.
        board: fingerprint of the board's particulars, which every notebook can read.
    """

    id: str
    analysis: str
    title: str
    board_name: str
    fictional: bool
    edition: Literal["internal", "public"]
    unit: str
    parameters: list[ParameterValue]
    tables: list[TableState]
    template_fingerprint: str
    metrics: dict[str, str] = {}
    executed_fingerprint: str
    versions: dict[str, str]
    started_at: dt.datetime
    seconds: float
    outcome: Literal["succeeded", "failed"]
    failure: Failure | None = None
    checks: list[CheckResult] = []
    reads: list[Read] | None = None
    code: str = ""
    board: str = ""

    @property
    def failed_checks(self) -> list[CheckResult]:
        """Checks that do not hold."""
        return [check for check in self.checks if not check.passed]

    def parameter(self, name: str) -> str | int | float | None:
        """The value of a parameter; KeyError if the analysis has none of that name."""
        return {parameter.name: parameter.value for parameter in self.parameters}[name]


def read_record(folder: Path) -> RunRecord:
    """The record in a run's folder; UserError if the folder holds none."""
    path = folder / RECORD_NAME
    if not path.is_file():
        raise UserError(
            "実行の記録（run.json）が見つかりません。",
            where=str(folder),
            fix="「edu-dx runs」で実行の一覧を確かめ、もう一度実行してください。",
        )
    try:
        return RunRecord.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UserError(
            "実行の記録（run.json）が壊れていて読めません。",
            where=str(path),
            fix="このファイルを控えから戻すか、このフォルダを runs の外に移して、もう一度実行してください。",
        ) from error


def write_record(folder: Path, record: RunRecord) -> None:
    """Write the record into a run's folder."""
    text = record.model_dump_json(indent=2) + "\n"
    (folder / RECORD_NAME).write_text(text, encoding="utf-8", newline="\n")
