"""Births by municipality, by calendar year or fiscal year."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pandas as pd

from edu_dx.intake.columns import read_column, read_numbers
from edu_dx.intake.dates import is_month, read_date, read_month
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part, Reader, names_of
from edu_dx.intake.own_municipality import is_of_one_city
from edu_dx.intake.periods import calendar_year_in, fiscal_year_in, read_fiscal_year, span_in
from edu_dx.intake.readers.municipal import municipal_keys, municipalities_of, parts_of_totals
from edu_dx.intake.text import Cell, as_text, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES
from edu_dx.tables.fiscal_year import fiscal_year_of

TABLE = TABLES["births"]
Span = tuple[dt.date, dt.date]

_BIRTHS = names_of(TABLE, "births", "出生", "出生者", "出生児", "出生数(人)", "総数(出生)")
_BARE_MONTH = re.compile(r"(?P<month>[1-9]|1[0-2])月分?")
_OTHER_MOVES = re.compile(r"死亡|転入|転出|婚姻|離婚|死産")
_TOTAL = {"計", "合計", "総計", "総数"}
_KEYS = {
    "period_start": names_of(TABLE, "period_start", "期間(から)", "開始日"),
    "period_end": names_of(TABLE, "period_end", "期間(まで)", "終了日"),
    "year": {
        squeeze(name) for name in ("年", "年次", "暦年", "年度", "出生年", "期間", "年(暦年)", "年月", "月")
    },
}


class BirthsReader(Reader):
    """Reads table ``births``."""

    table = TABLE
    looked_for = "「団体コード」と「出生数」（または「出生者数」）の列"

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``, or None."""
        keys = municipal_keys(header, TABLE, _KEYS)
        if "municipality_code" not in keys and ("municipality_name" in keys or not is_of_one_city(header)):
            return None
        columns = header.columns_beside(keys)
        called = [column for column in columns if column.is_called(_BIRTHS)] or [
            column for column in columns if column.leaf in _TOTAL and _BIRTHS.intersection(column.labels)
        ]
        measures = [Measure(column, "births") for column in called]
        if not measures:
            by_year = "出生" in squeeze("|".join(titles))
            measures = [
                Measure(column, "births")
                for column in columns
                if _year_of(column) and (by_year or any("出生" in label for label in column.labels))
            ]
        by_month = _month_measures(columns, keys, titles)
        measures = measures if measures and not by_month else by_month
        if not measures or (
            not by_month and len(measures) > 1 and len({_year_of(m.column) for m in measures}) < len(measures)
        ):
            return None
        if "municipality_code" not in keys and not (
            {"period_start", "year"} & keys.keys() or all(_year_of(measure.column) for measure in measures)
        ):
            return None
        return Layout(header, keys, tuple(measures))

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        own = "period_start" in layout.keys or "year" in layout.keys
        return own or all(_year_of(measure.column) for measure in layout.measures)

    def label_columns(self, layout: Layout) -> list[int]:
        """Columns in which a row says that it is no data."""
        wanted = ("municipality_code", "prefecture", "municipality_name", "year")
        return [layout.keys[key].index for key in wanted if key in layout.keys]

    def groups_of_totals(
        self, part: Part, data: list[int], totals: list[int]
    ) -> dict[int, dict[str, list[int]]]:
        """What each sub-total of the sheet adds up."""
        if "year" in part.layout.keys:
            return {}
        return parts_of_totals(part, data, totals)

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` for the rows that can be read."""
        spans = _spans_by_row(part)
        places = municipalities_of(part)
        rows = []
        for measure in part.layout.measures:
            span = _span_of_column(part, measure.column)
            births = read_numbers(part, part.ledger.data_rows, measure.column.index, measure.column.text)
            for row, number in births.items():
                start_and_end = spans.get(row) or span
                if start_and_end and (number_of_month := measure.fixed.get("month")):
                    start_and_end = _month_within(start_and_end, number_of_month)
                if row in places and start_and_end:
                    start, end = start_and_end
                    rows.append(
                        {
                            "row": row,
                            "fiscal_year": _year_of_span(start, end),
                            "period_start": start,
                            "period_end": end,
                            **places[row],
                            "births": number,
                        }
                    )
        return pd.DataFrame(rows)


def _month_measures(
    columns: list[HeaderColumn], keys: dict[str, HeaderColumn], titles: tuple[str, ...]
) -> list[Measure]:
    """A column a month (4月, 5月 …) beside a column of years, under a title or a group about births."""
    found = [(column, match) for column in columns if (match := _BARE_MONTH.fullmatch(column.leaf))]
    about_births = "出生" in squeeze("|".join((*titles, *(c.path for c, _ in found))))
    other = any(
        _OTHER_MOVES.search(text) for text in (squeeze("|".join(titles)), *(c.path for c, _ in found))
    )
    if "year" not in keys or keys["year"].leaf == "月" or len(found) < 3 or not about_births or other:
        return []
    return [Measure(column, "births", {"month": int(match["month"])}) for column, match in found]


def _month_within(span: Span, month: int) -> Span:
    """The month of that number within a calendar or fiscal year."""
    first = span[0].replace(month=month, day=1)
    return _month(first if first >= span[0] else first.replace(year=span[1].year))


def _spans_by_row(part: Part) -> dict[int, Span]:
    rows = part.ledger.data_rows
    keys = part.layout.keys
    if "period_start" in keys and "period_end" in keys:
        starts = read_column(part, rows, keys["period_start"].index, read_date, keys["period_start"].text)
        ends = read_column(part, rows, keys["period_end"].index, read_date, keys["period_end"].text)
        return {row: (day, ends[row]) for row, day in starts.items() if row in ends}
    if column := keys.get("year"):
        is_fiscal = "年度" in column.leaf
        texts = (*part.titles, *(text for other in part.layout.header.columns for text in other.printed))
        titled = next((span for text in texts if (span := _year_in(text))), None)

        def read(cell: Cell) -> Span:
            text = squeeze(as_text(cell))
            if (bare := _BARE_MONTH.fullmatch(text)) and titled:
                return _month_within(titled, int(bare["month"]))
            if is_month(text):
                return _month(read_month(cell, fiscal_year=part.period.fiscal_year if part.period else None))
            fiscal = is_fiscal or "年度" in text
            year = read_fiscal_year(text.removesuffix("中"))
            return _fiscal_year(year) if fiscal else _calendar_year(year)

        return read_column(part, rows, column.index, read, column.text)
    return {}


def _span_of_column(part: Part, column: HeaderColumn) -> Span | None:
    """The period in the header; else the one that the title gives in full; else the title's year."""
    own = _year_of(column)
    for title in part.titles:
        span = _span_or_none(title)
        if span and (own is None or span[0].year == own[0].year):
            return span
    if own:
        return own
    if part.period is None:
        return None
    titled = next((year for title in part.titles if (year := _year_in(title))), None)
    return titled or _calendar_year(part.period.fiscal_year)


def _span_or_none(title: str) -> Span | None:
    try:
        return span_in(title)
    except UnreadableError:
        return None


def _year_of(column: HeaderColumn) -> Span | None:
    """The calendar or fiscal year that one of a column's labels names."""
    return next((year for label in reversed(column.printed) if (year := _year_in(label))), None)


def _year_in(text: str) -> Span | None:
    """The calendar or fiscal year that a text names."""
    if (year := fiscal_year_in(text)) is not None:
        return _fiscal_year(year)
    if (year := calendar_year_in(text)) is not None:
        return _calendar_year(year)
    return None


def _year_of_span(start: dt.date, end: dt.date) -> int:
    """The fiscal year that a period begins in; a calendar year counts as the fiscal year of the same number."""
    return start.year if (start, end) == _calendar_year(start.year) else fiscal_year_of(start)


def _month(first: dt.date) -> Span:
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _calendar_year(year: int) -> Span:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _fiscal_year(year: int) -> Span:
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
