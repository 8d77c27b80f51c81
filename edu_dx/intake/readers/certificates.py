"""Certificates issued: one row a month, certificate and channel; or channels, or months, across columns."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import Any

import pandas as pd

from edu_dx.intake.columns import read_column, read_numbers
from edu_dx.intake.dates import read_month
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part, Reader, names_of
from edu_dx.intake.periods import fiscal_year_in, read_fiscal_year
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import label_kind
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze, unpadded
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES
from edu_dx.tables.fiscal_year import fiscal_year_of

TABLE = TABLES["certificates"]
_NAMES = {
    "fiscal_year": names_of(TABLE, "fiscal_year"),
    "month": names_of(TABLE, "month", "交付月", "年・月", "月別"),
    "certificate_type": names_of(
        TABLE, "certificate_type", "証明書種別", "証明の種類", "証明書の種別", "証明区分"
    ),
    "channel": names_of(TABLE, "channel", "受取場所", "交付窓口", "交付区分", "区分", "申請区分"),
}
_CHANNELS = (
    ("コンビニ", re.compile(r"コンビニ|マルチコピー|キオスク|自動交付機")),
    ("オンライン", re.compile(r"オンライン|電子申請|スマホ|スマートフォン|インターネット|ネット")),
    ("郵送", re.compile(r"郵送|郵便")),
    ("窓口", re.compile(r"窓口|本庁|支所|出張所|庁舎")),
)
_FEE = re.compile(r"手数料|単価|料金|fee")
_NO_COUNT = re.compile(r"前年|昨年|前月|増減|比較|割合|率|比$|金額|収入|円")
_NOT_A_UNIT_FEE = re.compile(r"収入|総額|合計|計$")
_COUNT = re.compile(r"件数|通数|枚数|交付数|count")
_CERTIFICATE = re.compile(r"証明|の写し|謄本|抄本|住民票|戸籍|印鑑登録|附票")
_MONTH = re.compile(r"(?:.*年)?(?:[1-9]|1[0-2])月分?")
_TOTAL = {"計", "合計", "総計", "総数"}


class CertificateReader(Reader):
    """Reads table ``certificates``."""

    table = TABLE
    looked_for = "「年月」「証明書の種類」と、「受取方法」「交付件数」または「窓口」「コンビニ」「オンライン」「郵送」の列"

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``, or None."""
        keys = header.columns_called(_NAMES)
        columns = header.columns_beside(keys)
        counts = _counts(columns, keys) if "certificate_type" in keys else _crossed(columns, keys)
        if not counts:
            return None
        totals = [
            Measure(column, "count")
            for column in columns
            if column.leaf in _TOTAL and not _FEE.search(column.path) and len(counts) > 1
        ]
        return Layout(header, keys, (*counts, *_fees(columns)), tuple(totals[:1]))

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        return "month" in layout.keys

    def label_columns(self, layout: Layout) -> list[int]:
        """Columns in which a row says that it is no data."""
        return [
            layout.keys[key].index for key in ("month", "certificate_type", "channel") if key in layout.keys
        ]

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` for the rows that can be read."""
        months = _months_of(part)
        kinds = (
            {}
            if "certificate_type" not in part.layout.keys
            else (
                _carried(part, "certificate_type")
                if "channel" in part.layout.keys
                else _texts(part, "certificate_type")
            )
        )
        channels = _column(part, "channel", _read_channel)
        records: dict[tuple[int, dt.date, str, str], dict[str, Any]] = defaultdict(dict)
        fees: dict[tuple[int, str], float] = {}
        for measure in part.layout.measures:
            numbers = read_numbers(part, part.ledger.data_rows, measure.column.index, measure.column.text)
            for row, number in numbers.items():
                channel = measure.fixed.get("channel") or channels.get(row, "")
                if measure.target == "fee":
                    fees[row, channel] = number
                    continue
                month = _month_of(part, row, measure, months)
                if month is not None:
                    kind = measure.fixed.get("certificate_type") or kinds.get(row, "")
                    record = records[row, month, channel, kind]
                    record["count"] = record.get("count", 0) + number
        return pd.DataFrame(
            [
                {
                    "row": row,
                    "fiscal_year": fiscal_year_of(month),
                    "month": month,
                    "certificate_type": kind or None,
                    "channel": channel or None,
                    "fee": fees.get((row, channel), fees.get((row, ""))),
                    **record,
                }
                for (row, month, channel, kind), record in records.items()
            ]
        )


def channel_in(text: str) -> str:
    """The channel that a squeezed label names, "" if it names none."""
    return next((name for name, pattern in _CHANNELS if pattern.search(text)), "")


def _counts(columns: list[HeaderColumn], keys: dict[str, HeaderColumn]) -> list[Measure]:
    unpriced = [c for c in columns if not _FEE.search(c.path) and not _NO_COUNT.search(c.path)]
    by_month = [column for column in unpriced if _MONTH.fullmatch(column.leaf)]
    if "month" not in keys and len(by_month) >= 3:
        if "channel" in keys:
            return [Measure(column, "count", {"month": column.printed[-1]}) for column in by_month]
        return [
            Measure(column, "count", {"month": column.printed[-1], "channel": channel})
            for column in by_month
            if (channel := channel_in(column.path))
        ]
    if "month" not in keys:
        return []
    if "channel" in keys:
        plain = [
            column
            for column in unpriced
            if _COUNT.search(column.path) or column.leaf in names_of(TABLE, "count")
        ]
        return [Measure(column, "count") for column in plain[:1]]
    return [
        Measure(column, "count", {"channel": channel})
        for channel, of_channel in _by_channel(unpriced).items()
        for column in of_channel
    ]


def _crossed(columns: list[HeaderColumn], keys: dict[str, HeaderColumn]) -> list[Measure]:
    """Certificates and channels both across columns, one above the other, a row a month."""
    if "month" not in keys:
        return []
    found = {}
    for column in columns:
        kind = next((label for label in column.printed if _CERTIFICATE.search(squeeze(label))), "")
        channel = next((channel for label in column.labels if (channel := channel_in(label))), "")
        if kind and channel and not _FEE.search(column.path) and not _NO_COUNT.search(column.path):
            fixed = {"certificate_type": unpadded(kind), "channel": channel}
            found[column.index] = Measure(column, "count", fixed)
    distinct = {(m.fixed["certificate_type"], m.fixed["channel"]) for m in found.values()}
    return list(found.values()) if len(found) > 1 and len(distinct) == len(found) else []


def _by_channel(columns: list[HeaderColumn]) -> dict[str, list[HeaderColumn]]:
    """The columns to add up for each channel: its printed sum (窓口計) alone if there is one.

    None where the header names several years, since the rows do not say which one they are about.
    """
    found: dict[str, list[HeaderColumn]] = defaultdict(list)
    years = set()
    for column in columns:
        channel = channel_in(column.leaf) or (channel_in(column.path) if _COUNT.search(column.leaf) else "")
        if channel:
            found[channel].append(column)
            years.add(next((year for label in column.printed if (year := fiscal_year_in(label))), None))
    if len(years) > 1:
        return {}
    sums = {channel: [c for c in group if c.leaf.endswith("計")] for channel, group in found.items()}
    return {channel: sums[channel][:1] or _of_different_headers(group) for channel, group in found.items()}


def _of_different_headers(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """The leftmost of the columns with the same header: the others are no part of the channel to be added."""
    first: dict[str, HeaderColumn] = {}
    for column in columns:
        first.setdefault(column.path, column)
    return list(first.values())


def _fees(columns: list[HeaderColumn]) -> list[Measure]:
    priced = [c for c in columns if _FEE.search(c.path) and not _NOT_A_UNIT_FEE.search(c.leaf)]
    return [Measure(column, "fee", {"channel": channel_in(column.path)}) for column in priced]


def _months_of(part: Part) -> dict[int, dt.date]:
    """The month of each row; a cell left blank (a merged month) takes the month above it."""
    if "month" not in part.layout.keys:
        return {}
    column = part.layout.keys["month"]
    years = _column(part, "fiscal_year", read_fiscal_year)
    stated = part.stated_year or (part.period.fiscal_year if part.period else None)
    cells = _carried(part, "month", keep_cells=True)
    months = {}
    for row in part.ledger.data_rows:
        cell = cells.get(row, "")
        try:
            months[row] = read_month(cell, fiscal_year=years.get(row, stated))
        except UnreadableError as error:
            part.ledger.reject(row, f"「{column.text}」の{error}")
    return months


def _month_of(part: Part, row: int, measure: Measure, months: dict[int, dt.date]) -> dt.date | None:
    printed = measure.fixed.get("month")
    if printed is None:
        return months.get(row)
    return read_month(printed, fiscal_year=part.period.fiscal_year if part.period else None)


def _carried(part: Part, key: str, *, keep_cells: bool = False) -> dict[int, Any]:
    """A key column with blanks filled from above, as in merged cells; a total ends what is carried."""
    column = part.layout.keys[key]
    found: dict[int, Any] = {}
    above: Cell = ""
    totals = set(part.ledger.rows_of_kind(NotData.TOTAL))
    for row in sorted([*part.ledger.data_rows, *totals]):
        cell = part.sheet.rows[row][column.index]
        if not is_blank(cell):
            above = "" if label_kind(squeeze(cell)) == NotData.TOTAL else cell
        if row not in totals and not is_blank(above):
            found[row] = above if keep_cells else unpadded(above)
    return found


def _texts(part: Part, key: str) -> dict[int, str]:
    return _column(part, key, unpadded)


def _column(part: Part, key: str, read: Any) -> dict[int, Any]:
    column = part.layout.keys.get(key)
    return read_column(part, part.ledger.data_rows, column.index, read, column.text) if column else {}


def _read_channel(cell: Cell) -> str:
    channel = channel_in(squeeze(cell))
    if not channel:
        raise UnreadableError(
            f"「{as_text(cell)}」は受取方法（窓口・コンビニ・オンライン・郵送）として読めません"
        )
    return channel
