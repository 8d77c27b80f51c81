"""Queue tickets: one row a ticket, with its moments as cells of their own or as a day and times."""

from __future__ import annotations

import datetime as dt
import unicodedata
from itertools import pairwise

import numpy as np
import pandas as pd

from edu_dx.intake.columns import read_cells, read_moments
from edu_dx.intake.dates import read_date, read_moment
from edu_dx.intake.header import Header
from edu_dx.intake.layout import Layout, Part, Reader, names_of
from edu_dx.intake.text import Cell, as_text, squeeze, unpadded
from edu_dx.tables import TABLES
from edu_dx.tables.fiscal_year import fiscal_years_of

TABLE = TABLES["counter_tickets"]
_MOMENTS = {"issued_at": "発券時刻", "called_at": "呼出時刻", "finished_at": "終了時刻"}
_NAMES = {
    "ticket_no": names_of(TABLE, "ticket_no", "番号札", "発番", "チケット番号"),
    "counter_id": names_of(TABLE, "counter_id", "窓口no.", "ブース", "対応窓口"),
    "office": names_of(TABLE, "office", "窓口名", "課", "所属", "会場"),
    "service": names_of(
        TABLE, "service", "用件名", "カテゴリ", "カテゴリー", "業務区分", "手続名", "受付業務"
    ),
    "issued_at": names_of(TABLE, "issued_at", "発行時刻", "発行日時", "来庁日時", "受付開始時刻", "来庁時刻"),
    "called_at": names_of(
        TABLE, "called_at", "呼出開始時刻", "呼び出し日時", "応対開始時刻", "対応開始時刻", "開始時刻"
    ),
    "finished_at": names_of(
        TABLE, "finished_at", "対応終了日時", "応対終了時刻", "完了日時", "処理終了時刻", "処理終了日時"
    ),
    "date": {
        squeeze(name)
        for name in ("受付日", "発券日", "発行日", "日付", "年月日", "来庁日", "受付年月日", "発券年月日")
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
        found = {field: _moments(part, field) for field in _MOMENTS if field in part.layout.keys}
        open_rows = part.ledger.open_rows
        moments = pd.DataFrame({field: found[field].reindex(open_rows) for field in found})
        part.ledger.reject_all(moments.index[moments["issued_at"].isna()], "「発券時刻」がありません")
        _reject_out_of_order(part, moments.dropna(subset="issued_at"))
        rows = part.ledger.open_rows
        moments = moments.loc[rows]
        return pd.DataFrame(
            {
                "row": rows,
                "fiscal_year": fiscal_years_of(moments["issued_at"]),
                **{field: _texts(part, field) for field in ("ticket_no", "office", "service", "counter_id")},
                **moments,
            },
            index=rows,
        )


def _moments(part: Part, field: str) -> pd.Series:
    """One column of moments by row; where the cells hold times alone, the day comes from the day's own column."""
    column = part.layout.keys[field]
    date_column = part.layout.keys.get("date")
    if date_column is None:
        return read_moments(part, part.ledger.open_rows, column.index, read_moment, column.text)
    days = read_cells(part, part.ledger.open_rows, date_column.index, read_date, date_column.text)
    rows = part.ledger.open_rows
    day = days.series("datetime64[us]").reindex(rows)
    told = read_cells(part, rows, column.index, _moment_or_time, column.text)
    whole = told.series("datetime64[us]", lambda moment: moment if isinstance(moment, dt.datetime) else None)
    time = told.series("timedelta64[us]", lambda moment: moment if isinstance(moment, dt.timedelta) else None)
    for row in map(int, rows[time.notna() & day.isna()]):
        printed = as_text(part.sheet.rows[row][column.index])
        part.ledger.reject(row, f"「{column.text}」の「{printed}」に日付がありません")
    return whole.fillna(day + time)


def _moment_or_time(cell: Cell) -> dt.datetime | dt.timedelta:
    """A cell as a moment, or as time since midnight where it names no day."""
    first, second = (dt.date(2000, 1, day) for day in (1, 2))
    moment = read_moment(cell, day=first)
    if moment == read_moment(cell, day=second):
        return moment
    return moment - dt.datetime.combine(first, dt.time())


def _reject_out_of_order(part: Part, moments: pd.DataFrame) -> None:
    values = moments.to_numpy()
    suspects = moments[(values < np.fmax.accumulate(values, axis=1)).any(axis=1)]
    for row, *cells in suspects.itertuples():
        order = [(field, cell) for field, cell in zip(_MOMENTS, cells, strict=True) if pd.notna(cell)]
        for (earlier, first), (later, second) in pairwise(order):
            if second < first:
                part.ledger.reject(
                    int(row),
                    f"{_MOMENTS[later]}（{second:%Y-%m-%d %H:%M:%S}）が{_MOMENTS[earlier]}（{first:%Y-%m-%d %H:%M:%S}）より前です",
                )


def _texts(part: Part, field: str) -> pd.Series | str | None:
    """One column of texts by row, or what stands for a column that the file does not have."""
    column = part.layout.keys.get(field)
    if column is not None:
        read = unpadded if field in ("office", "service") else _number_text
        return read_cells(part, part.ledger.open_rows, column.index, read, column.text).series("string")
    if field == "counter_id":
        return None
    part.ledger.warnings.append(
        f"「{TABLE.column(field).label}」の列がないため、「{_NOT_STATED}」としました。"
    )
    return _NOT_STATED


def _number_text(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", as_text(cell)).strip()
