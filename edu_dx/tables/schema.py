"""What a table is: its columns, their types and units, its key and its security class."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class ColumnType(StrEnum):
    """What a column's cells say, and so how they are read and stored.

    ``CODE`` is text whose width and case carry nothing (codes, numbers of things): it is stored in NFKC without
    spaces; ``TEXT`` is stored as printed. ``TIME`` is a time of day and ``DURATION`` a length of time, both stored
    as minutes (a time of day after midnight of the same working day goes past 1,440). ``MONTH`` is stored as its
    first day.
    """

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    FISCAL_YEAR = "fiscal_year"
    DATE = "date"
    MONTH = "month"
    DATETIME = "datetime"
    TIME = "time"
    DURATION = "duration"

    @property
    def dtype(self) -> str:
        """The pandas dtype that holds the column; every one of them has a missing value."""
        return _DTYPES[self]

    @property
    def is_number(self) -> bool:
        """Whether the column holds quantities, which may be missing for a stated reason."""
        return self in (ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.DURATION)


_DTYPES = {
    ColumnType.TEXT: "string",
    ColumnType.CODE: "string",
    ColumnType.INTEGER: "Int64",
    ColumnType.DECIMAL: "Float64",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.FISCAL_YEAR: "Int64",
    ColumnType.DATE: "datetime64[us]",
    ColumnType.MONTH: "datetime64[us]",
    ColumnType.DATETIME: "datetime64[us]",
    ColumnType.TIME: "Float64",
    ColumnType.DURATION: "Float64",
}


class SecurityClass(StrEnum):
    """Importance classes of the MEXT guideline on education information security (2025-03)."""

    I = "Ⅰ"  # noqa: E741 - the guideline's own name
    II = "Ⅱ"
    III = "Ⅲ"
    IV = "Ⅳ"


class Handling(StrEnum):
    """What intake does with the values of a column before anything is stored; nobody chooses it while reading."""

    KEEP = "そのまま保管"
    PSEUDONYMISE = "仮名に置き換えて保管"
    MASK = "個人に関わる語を伏せ、別の表に保管"
    DROP = "取り込まない"


class CodeSystem(StrEnum):
    """Published systems of codes, whose check digits are verified."""

    SCHOOL = "学校コード"
    MUNICIPALITY = "全国地方公共団体コード"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: canonical English name, used in code and in stored files.
        label: Japanese name, used wherever a user reads it.
        type: what the cells say and how they are stored.
        description: what the value means, in Japanese, for the data dictionary.
        unit: unit of a number (人, 学級, 件, 円, 分, %).
        required: whether a row without a value is rejected.
        aliases: header texts seen in real files, beside ``label`` and ``name``.
        choices: the only values allowed, when there is a closed list.
        choice_aliases: (printed, choice) pairs for what real files write instead of a choice.
        minimum: smallest number allowed.
        maximum: largest number allowed.
        code_system: the published codes that the column holds.
        handling: what intake does with the values.
        security: importance class of the values as they come; None where it is the table's.
        example: an invented value for templates and the data dictionary.
    """

    name: str
    label: str
    type: ColumnType
    description: str = ""
    unit: str = ""
    required: bool = True
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    choice_aliases: tuple[tuple[str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    code_system: CodeSystem | None = None
    handling: Handling = Handling.KEEP
    security: SecurityClass | None = None
    example: str = ""

    @property
    def header_names(self) -> tuple[str, ...]:
        """Every header text that names this column."""
        return (self.label, self.name, *self.aliases)

    @property
    def is_stored(self) -> bool:
        """Whether the table has the column; masked free text goes to table ``free_texts``, dropped columns nowhere."""
        return self.handling in (Handling.KEEP, Handling.PSEUDONYMISE)


@dataclass(frozen=True)
class Table:
    """One table of the workspace: the only place that says what its rows are.

    Args:
        name: canonical English name, also the folder in the store.
        label: Japanese name.
        description: what one row is, in Japanese.
        columns: the stored columns in stored order; ``fiscal_year`` is always the first.
        key: the columns that identify a row.
        security: importance class of the stored rows.
        not_stored: columns that real files of this table have and that are dropped, or masked and kept apart.
        analyses: the standard analyses of the catalogue that read it (A1 … A12).
        from_files: whether files are read as this table; what intake itself sets apart is not.
        has_form: whether a section may fill in an empty form of it; what only systems write has none.
    """

    name: str
    label: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    security: SecurityClass = SecurityClass.IV
    not_stored: tuple[Column, ...] = ()
    analyses: tuple[str, ...] = ()
    from_files: bool = True
    has_form: bool = True

    def __post_init__(self) -> None:
        """Hold every definition to the rules on personal data."""
        for column in self.columns:
            if not column.is_stored:
                raise ValueError(f"{self.name}.{column.name}: a {column.handling.name} column is not stored")
            if column.handling is Handling.KEEP and column.security in _NEVER_STORED:
                raise ValueError(
                    f"{self.name}.{column.name}: class I and II values are never stored as they are"
                )
        if self.security in _NEVER_STORED:
            raise ValueError(f"{self.name}: class I and II tables are never stored")
        for column in self.not_stored:
            if column.is_stored:
                raise ValueError(f"{self.name}.{column.name}: not_stored holds DROP and MASK columns alone")

    @property
    def column_names(self) -> list[str]:
        """Canonical names in stored order."""
        return [column.name for column in self.columns]

    @property
    def dated_by(self) -> Column | None:
        """The key column whose day or month tells a row's fiscal year; None where the year stands by itself."""
        days = (ColumnType.DATE, ColumnType.MONTH, ColumnType.DATETIME)
        return next((column for column in map(self.column, self.key) if column.type in days), None)

    def column(self, name: str) -> Column:
        """The stored column called ``name``; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def frame(self, rows: list[dict[str, Any]] | pd.DataFrame | None = None) -> pd.DataFrame:
        """Rows as a DataFrame with exactly this table's columns and dtypes; absent columns are missing."""
        import pandas as pd
        from pandas.api.types import pandas_dtype

        given = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows or [])
        data: dict[str, pd.Series] = {}
        for column in self.columns:
            dtype = pandas_dtype(column.type.dtype)
            if column.name not in given:
                data[column.name] = pd.Series(pd.NA, index=given.index, dtype=dtype)
            elif given[column.name].dtype == dtype:
                data[column.name] = given[column.name]
            else:
                data[column.name] = given[column.name].astype(dtype)
        return pd.DataFrame(data, columns=self.column_names, index=given.index)


_NEVER_STORED = (SecurityClass.I, SecurityClass.II)
