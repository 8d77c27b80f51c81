"""The receipt (受入票): what was read as what, and what became of every row."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, model_validator

from edu_dx.intake.findings import Finding
from edu_dx.tables import Handling


class NotData(StrEnum):
    """Kinds of rows that hold no data of the table."""

    TITLE = "表題"
    HEADER = "見出し"
    REPEATED_HEADER = "見出しの繰り返し"
    UNIT = "単位・項目番号"
    SECTION = "区分の見出し"
    TOTAL = "合計・小計"
    LAST_YEAR = "前年・増減"
    NOTE = "注記"
    CLOSED = "休校・在籍なし"
    STRAY = "欄外の数値"
    BREAKDOWN = "内訳（計の行を使用）"
    OUT_OF_SCOPE = "対象外の学校種"
    NO_TEXT = "記述のない行"
    NOT_COUNTED = "人数に数えない行（教職員、教科の授業など）"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class NotDataRow(_Frozen):
    """A row that is not data. ``row`` is the row number that Excel shows."""

    row: int
    kind: NotData
    text: str


class RejectedRow(_Frozen):
    """A row that should be data but was not taken, and why. ``row`` is the row number that Excel shows."""

    sheet: str
    row: int
    reason: str


class ColumnMatch(_Frozen):
    """A column of the file and what it was read as; ``read_as`` is empty for a column that was not used."""

    column: str
    header: str
    read_as: str


class Difference(_Frozen):
    """A printed total beside the sum of its parts."""

    header: str
    printed: float
    summed: float


class TotalCheck(_Frozen):
    """A printed total row and whether it equals the sum of the rows it stands for.

    ``compared`` counts the columns compared, ``differences`` lists those that disagree.
    """

    row: int
    label: str
    parts: str
    compared: int
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether every compared column agrees."""
        return not self.differences


class SheetNotRead(_Frozen):
    """A sheet that was looked at and not read, and why."""

    sheet: str
    reason: str


class HandledColumn(_Frozen):
    """A column with personal data and what was done to it; its values are nowhere in the receipt."""

    column: str
    header: str
    handling: Handling
    reason: str


class Receipt(_Frozen):
    """What one table of one sheet gave.

    ``rows_in`` counts the non-empty rows of the part of the sheet that the table was read from: the whole sheet,
    unless several tables are stacked in it. One row of the sheet may give several records (one per grade), so
    ``records``, the number of canonical rows, is a count of its own. ``sheets_not_read`` are those of the whole
    file.
    """

    file_name: str
    sha256: str
    encoding: str
    sheet: str
    table: str
    table_label: str
    header_rows: tuple[int, int]
    columns: tuple[ColumnMatch, ...]
    period: str
    fiscal_years: tuple[int, ...]
    rows_in: int
    rows_ok: int
    rows_rejected: int
    rows_not_data: int
    records: int
    rejected: tuple[RejectedRow, ...]
    not_data: tuple[NotDataRow, ...]
    warnings: tuple[str, ...]
    unknown_schools: tuple[str, ...]
    totals: tuple[TotalCheck, ...]
    sheets_not_read: tuple[SheetNotRead, ...]
    findings: tuple[Finding, ...] = ()
    handled_columns: tuple[HandledColumn, ...] = ()

    @model_validator(mode="after")
    def _every_row_is_accounted_for(self) -> Receipt:
        if self.rows_in != self.rows_ok + self.rows_rejected + self.rows_not_data:
            raise ValueError("rows_in must equal rows_ok + rows_rejected + rows_not_data")
        return self
