"""What a table is: its columns, their types and units, its key and its security class."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd


class ColumnType(StrEnum):
    """How a column's values are stored."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "datetime"

    @property
    def dtype(self) -> str:
        """The pandas dtype that holds the column; every one of them has a missing value."""
        return {
            ColumnType.TEXT: "string",
            ColumnType.INTEGER: "Int64",
            ColumnType.DECIMAL: "Float64",
            ColumnType.DATE: "datetime64[us]",
            ColumnType.DATETIME: "datetime64[us]",
        }[self]


class SecurityClass(StrEnum):
    """Importance classes of the MEXT guideline on education information security (2025-03)."""

    I = "Ⅰ"  # noqa: E741 - the guideline's own name
    II = "Ⅱ"
    III = "Ⅲ"
    IV = "Ⅳ"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: canonical English name, used in code and in stored files.
        label: Japanese name, used wherever a user reads it.
        type: how values are stored.
        description: what the value means, in Japanese, for the data dictionary.
        unit: unit of a number (人, 学級, 件, 円).
        required: whether a row without a value is rejected.
        aliases: header texts seen in real files, beside ``label`` and ``name``.
        choices: the only values allowed, when there is a closed list.
        minimum: smallest number allowed.
        maximum: largest number allowed.
    """

    name: str
    label: str
    type: ColumnType
    description: str = ""
    unit: str = ""
    required: bool = True
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    @property
    def header_names(self) -> tuple[str, ...]:
        """Every header text that names this column."""
        return (self.label, self.name, *self.aliases)


@dataclass(frozen=True)
class Table:
    """One table of the workspace: the only place that says what its rows are.

    Args:
        name: canonical English name, also the folder in the store.
        label: Japanese name.
        description: what one row is, in Japanese.
        columns: in stored order; ``fiscal_year`` is always the first.
        key: the columns that identify a row.
        security: importance class of the stored rows.
    """

    name: str
    label: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    security: SecurityClass = SecurityClass.IV

    @property
    def column_names(self) -> list[str]:
        """Canonical names in stored order."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def frame(self, rows: list[dict[str, Any]] | pd.DataFrame | None = None) -> pd.DataFrame:
        """Rows as a DataFrame with exactly this table's columns and dtypes; absent columns are missing."""
        given = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows or [])
        absent = pd.Series(pd.NA, index=given.index, dtype="object")
        data = {name: given.get(name, absent) for name in self.column_names}
        return pd.DataFrame(data).astype({column.name: column.type.dtype for column in self.columns})
