"""What a check of the intake found: one row each, all of them at once."""

from __future__ import annotations

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
    LAST_YEAR = "前年との比較"
    OTHER_TABLES = "ほかの表との照合"


class Result(StrEnum):
    """What a check says; only ``FAILED`` means that something was not taken."""

    PASSED = "合格"
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
