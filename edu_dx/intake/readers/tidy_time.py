"""When the rows of a tidy table hold: their own dates and months, a year beside them, or the file's period."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.columns import read_cells
from edu_dx.intake.dates import read_date
from edu_dx.intake.durations import read_time_of_day
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.periods import Period, one_month_in, period_in_file_name, tells_a_change
from edu_dx.intake.receipt_columns import used_columns
from edu_dx.intake.text import as_text
from edu_dx.tables import Column, ColumnType, Table

_MONTH_IN_NAME = re.compile(r"(?<!\d)(?P<year>20\d{2})[-_.年]?(?P<month>0[1-9]|1[0-2]|[1-9](?=月))(?!\d)")
_FIRST_MONTH = 4


CLOCK = "clock"
"""The field of a column of times that stands beside the column of their days."""

_DAY = re.compile(r".*(?:日|日付|年月日|date)", re.IGNORECASE)
_CLOCK = re.compile(r".*時刻|時間|time", re.IGNORECASE)


def with_clock(layout: Layout, table: Table) -> Layout:
    """The layout with the column of times, where the moments of a table stand in two columns (測定日, 時刻)."""
    moments = [name for name in layout.keys if table.column(name).type is ColumnType.DATETIME]
    used = used_columns(layout)
    clocks = [c for c in layout.header.columns if c.index not in used and _CLOCK.fullmatch(c.leaf)]
    if len(moments) != 1 or len(clocks) != 1 or not _DAY.fullmatch(layout.keys[moments[0]].leaf):
        return layout
    return replace(layout, keys={**layout.keys, CLOCK: clocks[0]})


def moments_of(part: Part, rows: list[int], day: HeaderColumn, clock: HeaderColumn) -> pd.Series:
    """Moments by row from a column of days and one of times; missing where either is."""
    days = read_cells(part, rows, day.index, read_date, day.text).series()
    minutes = read_cells(part, rows, clock.index, read_time_of_day, clock.text).series()
    return pd.to_datetime(days) + pd.to_timedelta(pd.to_numeric(minutes), unit="min")


def fiscal_years_of(records: pd.DataFrame, table: Table, part: Part) -> pd.Series:
    """The fiscal year of each record: as its own column says, else by its date, else the part's.

    Where the date may be left blank and nothing else says the year, it is the one the user or the workspace names.
    """
    years = pd.Series(pd.NA, index=records.index, dtype="Int64")
    if "fiscal_year" in records:
        years = records["fiscal_year"].astype("Int64")
    if (column := table.dated_by) and column.name in records:
        dates = pd.to_datetime(records[column.name])
        years = years.fillna((dates.dt.year - (dates.dt.month < _FIRST_MONTH)).astype("Int64"))
    if part.period:
        years = years.fillna(part.period.fiscal_year)
    assumed = part.context.fiscal_year or part.context.assumed_year
    if assumed and years.isna().any() and column and column.name in records and not column.required:
        part.ledger.warnings.append(
            f"「{column.label}」のない{int(years.isna().sum())}行は、{assumed}年度のものとしました。"
            "別の年度のものなら、--fiscal-year で年度を指定して取り込み直してください。"
        )
        if part.period is None and years.isna().all():
            named = part.context.fiscal_year is not None
            source = f"指定された年度 {assumed}" if named else f"記載なし（作業フォルダの年度 {assumed}）"
            part.period = Period(assumed, None, source)
        years = years.fillna(assumed)
    return years


def months_of(records: pd.DataFrame, column: Column, part: Part) -> pd.Series:
    """First days of months; a month without a year lies in the fiscal year beside it or in the file's.

    Where other months of the column have their year, one that nothing dates rejects its row.

    Raises:
        UserError: nothing says which year, or which month the whole file is about.
    """
    if column.name not in records:
        return pd.Series(pd.Timestamp(_month_of_file(part)), index=records.index)
    months = records[column.name]
    numbers = months.where(months.map(lambda month: isinstance(month, int), na_action="ignore").eq(True))
    if numbers.notna().any():
        numbers = numbers.astype("Int64")
        fiscal_years = _years_beside(records, part)
        undated = numbers.notna() & fiscal_years.isna()
        if undated.any() and not (months.notna() & ~undated).any():
            raise _undated_error(part)
        for row in records.loc[undated, "row"]:
            part.ledger.reject(int(row), _undated_month(part, int(row), column))
        years = fiscal_years + (numbers < _FIRST_MONTH).astype("Int64")
        parts = pd.DataFrame({"year": years, "month": numbers, "day": 1}).dropna()
        months = months.where(numbers.isna(), pd.to_datetime(parts.astype("int64")).reindex(months.index))
    return pd.to_datetime(months)


def _years_beside(records: pd.DataFrame, part: Part) -> pd.Series:
    named = part.stated_year or (part.period and part.period.fiscal_year)
    in_name = period_in_file_name(part.stem)
    year = named or (in_name.fiscal_year if in_name else None)
    years = records["fiscal_year"] if "fiscal_year" in records else pd.Series(pd.NA, index=records.index)
    return years.astype("Int64").fillna(year if year is not None else pd.NA)


def _undated_month(part: Part, row: int, column: Column) -> str:
    printed = part.layout.keys.get(column.name)
    month = f"「{printed.text}」の「{as_text(part.cell(row, column.name))}」" if printed else "月"
    return f"{month}に年がなく、何年の月か分かりません（ほかの行のように、年も書きます）"


def _undated_error(part: Part) -> UserError:
    return UserError(
        "月に年がなく、何年度の資料か分かりませんでした（表題・シート名・ファイル名にも年度がありません）。",
        where=" ".join(filter(None, (part.stem, part.sheet.name))),
        fix="年度を西暦で指定してください。例：--fiscal-year 2025",
    )


def _month_of_file(part: Part) -> dt.date:
    if month := one_month_in(part.titles):
        return month
    if match := _MONTH_IN_NAME.search(part.stem):
        return dt.date(int(match["year"]), int(match["month"]), 1)
    titled = part.period if part.period and not tells_a_change(part.period.source) else None
    if titled and titled.day:
        return titled.day.replace(day=1)
    raise UserError(
        "何月の資料か分かりませんでした（年月の列がなく、表題・ファイル名にも年月がありません）。",
        where=" ".join(filter(None, (part.stem, part.sheet.name))),
        fix="「年月」の列を加えるか、ファイル名に年月を入れてください。例：勤務時間_202505.csv",
    )
