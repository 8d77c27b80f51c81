"""What a check of the intake found: one row each, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Stage(StrEnum):
    """The order of the checks; later ones may rely on what earlier ones look at."""

    STRUCTURE = "構造"
    TYPES = "型"
    CODES = "コード"
    KEYS = "重複"
    RANGES = "範囲"
    TOTALS = "合計"
    PERSONAL_DATA = "個人情報"
    EARLIER_FILE = "以前の資料との関係"
    LAST_YEAR = "前年との比較"
    OTHER_TABLES = "ほかの表との照合"


class Result(StrEnum):
    """What a check says.

    Only ``FAILED`` means that something was not taken; ``NOT_APPLICABLE`` that there was nothing to look at.
    """

    PASSED = "合格"
    NOT_APPLICABLE = "対象外"
    WARNING = "注意"
    FAILED = "不合格"


class Finding(BaseModel):
    """One row of a receipt's list of checks.

    Args:
        check: name of the check, as its module is called.
        stage: when it ran.
        result: what it says.
        message: what was found, one Japanese sentence.
        place: sheet, rows or columns concerned, in Japanese; empty where it is the whole file.
        values: offending values, a few at most; never values of a column with personal data.
        guidance: what to do next, one Japanese sentence; empty where nothing has to be done.
    """

    model_config = ConfigDict(frozen=True)

    check: str
    stage: Stage
    result: Result
    message: str
    place: str = ""
    values: tuple[str, ...] = ()
    guidance: str = ""


MOST_VALUES = 8
"""So many offending values go into a finding."""


@dataclass(frozen=True)
class Check:
    """A check's name and stage, from which it makes its finding."""

    name: str
    stage: Stage

    def passed(self, message: str) -> Finding:
        """Looked at, and nothing is wrong."""
        return Finding(check=self.name, stage=self.stage, result=Result.PASSED, message=message)

    def not_applicable(self, message: str) -> Finding:
        """There was nothing to look at; ``message`` says what is absent."""
        return Finding(check=self.name, stage=self.stage, result=Result.NOT_APPLICABLE, message=message)

    def warning(self, message: str, *, guidance: str, place: str = "", values: Iterable[str] = ()) -> Finding:
        """Everything was taken, but a person should look."""
        return self._found(Result.WARNING, message, guidance, place, values)

    def failed(self, message: str, *, guidance: str, place: str = "", values: Iterable[str] = ()) -> Finding:
        """Something was not taken."""
        return self._found(Result.FAILED, message, guidance, place, values)

    def _found(
        self, result: Result, message: str, guidance: str, place: str, values: Iterable[str]
    ) -> Finding:
        return Finding(
            check=self.name,
            stage=self.stage,
            result=result,
            message=message,
            place=place,
            values=tuple(values)[:MOST_VALUES],
            guidance=guidance,
        )
