"""Queue tickets: one row a ticket, with its moments as cells of their own or as a day and times."""

from __future__ import annotations

import datetime as dt
import unicodedata
from itertools import pairwise

import pandas as pd

from edu_dx.intake.columns import read_column
from edu_dx.intake.dates import read_date, read_moment
from edu_dx.intake.header import Header
from edu_dx.intake.layout import Layout, Part, Reader, names_of
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze, unpadded
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES
from edu_dx.tables.fiscal_year import fiscal_year_of

TABLE = TABLES["counter_tickets"]
_MOMENTS = {"issued_at": "発券時刻", "called_at": "呼出時刻", "finished_at": "終了時刻"}
_NAMES = {
    "ticket_no": names_of(TABLE, "ticket_no", "番号札", "発番", "チケット番号"),
    "counter_id": names_of(TABLE, "counter_id", "窓口no.", "ブース", "対応窓口"),
    "office": names_of(TABLE, "office", "窓口名", "課", "所属", "会場"),
    "service": names_of(TABLE, "service", "用件名", "業務区分", "手続名", "受付業務"),
    "issued_at": names_of(TABLE, "issued_at", "発行時刻", "発行日時", "受付開始時刻", "来庁時刻"),
    "called_at": names_of(
        TABLE, "called_at", "呼出開始時刻", "呼び出し日時", "応対開始時刻", "対応開始時刻", "開始時刻"
    ),
    "finished_at": names_of(TABLE, "finished_at", "対応終了日時", "応対終了時刻", "完了日時"),
    "date": {
        squeeze(name) for name in ("受付日", "発券日", "日付", "年月日", "来庁日", "受付年月日", "発券年月日")
    },
}
_NOT_STATED = "（記載なし）"


class CounterTicketReader(Reader):
    """Reads table ``counter_tickets``."""

    table = TABLE
    looked_for = "「受付番号」と「発券時刻」（または「受付日時」、「受付日」と「受付時刻」）"
    needs_period = False

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``, or None."""
        keys = header.columns_called(_NAMES)
        return Layout(header, keys) if {"ticket_no", "issued_at"} <= keys.keys() else None

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        return True

    def label_columns(self, layout: Layout) -> list[int]:
        """Columns in which a row says that it is no data."""
        first = min(column.index for column in layout.keys.values())
        return sorted({first, layout.keys["ticket_no"].index})

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` for the rows that can be read."""
        moments = {field: _moments(part, field) for field in _MOMENTS if field in part.layout.keys}
        for row in part.ledger.data_rows:
            if row not in moments["issued_at"]:
                part.ledger.reject(row, "「発券時刻」がありません")
            else:
                _reject_if_out_of_order(part, row, {f: m[row] for f, m in moments.items() if row in m})
        rows = part.ledger.data_rows
        texts = {field: _texts(part, field) for field in ("ticket_no", "office", "service", "counter_id")}
        issued = moments["issued_at"]
        return pd.DataFrame(
            {
                "row": rows,
                "fiscal_year": [fiscal_year_of(issued[row].date()) for row in rows],
                **{field: [found.get(row) for row in rows] for field, found in texts.items()},
                **{
                    field: pd.Series([found.get(row) for row in rows], dtype="datetime64[us]")
                    for field, found in moments.items()
                },
            }
        )


def _moments(part: Part, field: str) -> dict[int, dt.datetime]:
    """One column of moments; where the cells hold times alone, the day comes from the day's own column."""
    column = part.layout.keys[field]
    date_column = part.layout.keys.get("date")
    if date_column is None:
        return read_column(part, part.ledger.data_rows, column.index, read_moment, column.text)
    days = read_column(part, part.ledger.data_rows, date_column.index, read_date, date_column.text)
    moments = {}
    for row in part.ledger.data_rows:
        cell = part.sheet.rows[row][column.index]
        if is_blank(cell):
            continue
        try:
            moments[row] = read_moment(cell, day=days.get(row))
        except UnreadableError as error:
            part.ledger.reject(row, f"「{column.text}」の{error}")
    return moments


def _reject_if_out_of_order(part: Part, row: int, moments: dict[str, dt.datetime]) -> None:
    order = list(moments.items())
    for (earlier, first), (later, second) in pairwise(order):
        if second < first:
            part.ledger.reject(
                row,
                f"{_MOMENTS[later]}（{second:%Y-%m-%d %H:%M:%S}）が{_MOMENTS[earlier]}（{first:%Y-%m-%d %H:%M:%S}）より前です",
            )


def _texts(part: Part, field: str) -> dict[int, str]:
    column = part.layout.keys.get(field)
    if column is not None:
        read = unpadded if field in ("office", "service") else _number_text
        return read_column(part, part.ledger.data_rows, column.index, read, column.text)
    if field == "counter_id":
        return {}
    part.ledger.warnings.append(
        f"「{TABLE.column(field).label}」の列がないため、「{_NOT_STATED}」としました。"
    )
    return dict.fromkeys(part.ledger.data_rows, _NOT_STATED)


def _number_text(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", as_text(cell)).strip()
