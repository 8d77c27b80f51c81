"""What a notebook calls to show a table, a figure, a number or a check."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from edu_dx.present import style
from edu_dx.present.block import BLOCK_MIME, Block, BlockColumn, Cell, Chart, Format, Measure, Source
from edu_dx.present.disclosure import Protection, is_small, suppressed_cells
from edu_dx.present.preview import preview_html, preview_text
from edu_dx.present.svg import drawn
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class Shown:
    """A column as a notebook asks for it: the block's column and how it is protected."""

    column: BlockColumn
    protection: Protection = Protection.OPEN


def text(key: str, label: str) -> Shown:
    """A column of words."""
    return Shown(BlockColumn(key=key, label=label, format=Format.TEXT))


def count(
    key: str, label: str, unit: str, *, protection: Protection = Protection.OPEN, support: bool = False
) -> Shown:
    """A column of whole numbers; ``support`` keeps it out of the printed table but in the workbook."""
    column = BlockColumn(key=key, label=label, format=Format.COUNT, unit=unit, support=support)
    return Shown(column, protection)


def decimal(key: str, label: str, unit: str, *, support: bool = False) -> Shown:
    """A column of measurements, printed with one decimal."""
    return Shown(BlockColumn(key=key, label=label, format=Format.DECIMAL, unit=unit, support=support))


def yen(key: str, label: str) -> Shown:
    """A column of amounts of money."""
    return Shown(BlockColumn(key=key, label=label, format=Format.YEN, unit="円"))


def ratio(key: str, label: str, *, numerator: str, denominator: str) -> Shown:
    """A column of shares between 0 and 1, printed in per cent; its parts must be columns too."""
    return Shown(
        BlockColumn(key=key, label=label, format=Format.RATIO, numerator=numerator, denominator=denominator)
    )


class Presenter:
    """Shows the results of one notebook.

    Args:
        board: the workspace whose tables are read.
        edition: ``internal``, or ``public`` where small counts are withheld.
        period: time the data cover, e.g. 「2015〜2025年度（各年5月1日現在）」.
        filter: which part of the data is used, e.g. 「市立小中学校」.
        tables: names of the tables that the numbers come from.
    """

    def __init__(
        self,
        board: Workspace,
        *,
        edition: Literal["internal", "public"],
        period: str,
        filter: str,
        tables: Sequence[str],
    ) -> None:
        style.apply()
        self.edition = edition
        self.period = period
        self.filter = filter
        self.sources = [
            Source(table=name, label=TABLES[name].label, fingerprint=board.store.fingerprint_of_reads(name))
            for name in tables
        ]
        self._names: set[str] = set()

    def table(
        self,
        name: str,
        frame: pd.DataFrame,
        *,
        title: str,
        columns: Sequence[Shown],
        note: str = "",
        filter: str | None = None,
        period: str | None = None,
    ) -> None:
        """Show the given columns of ``frame``, one row each."""
        self._emit("table", name, title, note, filter, period, **self._data(frame, columns))

    def figure(
        self,
        name: str,
        figure: Figure,
        frame: pd.DataFrame,
        *,
        title: str,
        columns: Sequence[Shown],
        chart: Chart,
        alt: str,
        note: str = "",
        filter: str | None = None,
        period: str | None = None,
    ) -> None:
        """Show a drawing with the numbers behind it (``frame``) and the same in words (``alt``).

        Where the public edition withholds one of the numbers, the table alone is shown: neither the drawing
        nor its description could be told from the withheld number.
        """
        svg = drawn(figure)
        data = self._data(frame, columns)
        if data.get("suppressed"):
            note = f"{note}\n小さな数を伏せたため、図は載せていません。".strip()
            self._emit("table", name, title, note, filter, period, **data)
            return
        self._emit("figure", name, title, note, filter, period, svg=svg, chart=chart, alt=alt, **data)

    def number(
        self,
        name: str,
        value: float | int | None,
        *,
        title: str,
        unit: str = "",
        format: Format = Format.COUNT,
        numerator: float | int | None = None,
        denominator: float | int | None = None,
        low: float | int | None = None,
        high: float | int | None = None,
        range_label: str = "",
        note: str = "",
        filter: str | None = None,
        period: str | None = None,
        protection: Protection = Protection.OPEN,
    ) -> None:
        """Show one number; a ratio (``format=Format.RATIO``) needs numerator and denominator."""
        counted = numerator if format is Format.RATIO else value
        if self.edition == "public" and is_small(_number(counted), protection):
            value = numerator = low = high = None
            note = f"{note}\n小さな数のため、公開版では伏せています。".strip()
        measure = Measure(
            value=_number(value),
            format=format,
            unit=unit,
            numerator=_number(numerator),
            denominator=_number(denominator),
            low=_number(low),
            high=_number(high),
            range_label=range_label,
        )
        self._emit("number", name, title, note, filter, period, measure=measure)

    def check(self, name: str, passed: bool, *, title: str, note: str = "", guidance: str = "") -> None:
        """Record a check; a failed one blocks submission until ``guidance`` has been followed."""
        self._emit("check", name, title, note, None, None, passed=bool(passed), guidance=guidance)

    def _data(self, frame: pd.DataFrame, shown: Sequence[Shown]) -> dict[str, Any]:
        columns = [item.column for item in shown]
        rows = [
            [_cell(value) for value in row] for row in frame[[c.key for c in columns]].itertuples(index=False)
        ]
        protection = {
            item.column.key: item.protection for item in shown if item.protection is not Protection.OPEN
        }
        if self.edition == "internal" or not protection:
            return {"columns": columns, "rows": rows}
        hidden = suppressed_cells(columns, rows, protection)
        for row, column in hidden:
            rows[row][column] = None
        return {"columns": columns, "rows": rows, "suppressed": hidden}

    def _emit(
        self,
        kind: Literal["table", "figure", "number", "check"],
        name: str,
        title: str,
        note: str,
        filter: str | None,
        period: str | None,
        **content: Any,
    ) -> None:
        if name in self._names:
            raise ValueError(f"block name {name!r} is used twice")
        self._names.add(name)
        block = Block(
            name=name,
            kind=kind,
            title=title,
            note=note,
            period=period or self.period,
            filter=filter or self.filter,
            sources=self.sources,
            **content,
        )
        display(mime_bundle(block), raw=True)  # type: ignore[no-untyped-call]


def mime_bundle(block: Block) -> Mapping[str, Any]:
    """The output of a notebook cell for one block: structured, as HTML for Jupyter, as plain text."""
    return {
        BLOCK_MIME: block.model_dump(mode="json", exclude_defaults=True),
        "text/html": preview_html(block),
        "text/plain": preview_text(block),
    }


def _cell(value: Any) -> Cell:
    """A value of a DataFrame as JSON has it; everything missing becomes None."""
    # Nearly all values are of these kinds, and pandas takes long to find out.
    if type(value) in (str, int) or (type(value) is float and not math.isnan(value)):
        plain: Cell = value
        return plain
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat(sep=" ")
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    plain = value.item() if hasattr(value, "item") else value
    return plain


def _number(value: float | int | None) -> float | int | None:
    """A number as JSON has it; everything missing becomes None."""
    plain = _cell(value)
    return None if isinstance(plain, str) else plain
