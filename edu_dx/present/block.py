"""The structured block that every visible result carries beside what Jupyter shows.

HTML, PDF, workbook, review and disclosure audit read blocks and nothing else.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

BLOCK_MIME = "application/vnd.edu-dx.block+json"

Cell = int | float | str | None


class Format(StrEnum):
    """How a value is displayed; stored values are never rounded."""

    TEXT = "text"
    COUNT = "count"  # 1,234
    DECIMAL = "decimal"  # 1,234.5
    RATIO = "ratio"  # 0.0664 shown as 6.6 %
    YEN = "yen"  # 1,234 円


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BlockColumn(_Model):
    """One column of a block's data.

    Args:
        key: name of the value in each row.
        label: Japanese heading.
        format: how values are displayed.
        unit: unit printed in the heading; ratios have none.
        numerator: for a ratio, the key of the column that it divides.
        denominator: for a ratio, the key of the column that it is divided by.
        support: True for a numerator or denominator that only the workbook prints.
    """

    key: str
    label: str
    format: Format
    unit: str = ""
    numerator: str | None = None
    denominator: str | None = None
    support: bool = False

    @model_validator(mode="after")
    def _ratio_carries_its_parts(self) -> Self:
        if self.format is Format.RATIO and not (self.numerator and self.denominator):
            raise ValueError(f"ratio column {self.key!r} needs a numerator and a denominator column")
        return self

    @property
    def heading(self) -> str:
        """Label with its unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


class Source(_Model):
    """A table that the numbers come from, and which state of it."""

    table: str
    label: str
    fingerprint: str


class Chart(_Model):
    """The figure as a chart that a workbook can draw from the block's own rows.

    Args:
        kind: chart type; ``range`` is a line with a band between two of the series.
        x: key of the category column.
        series: keys of the plotted columns.
        x_title: axis title with unit.
        y_title: axis title with unit.
    """

    kind: Literal["line", "bar", "stacked_bar", "horizontal_bar", "scatter"]
    x: str
    series: list[str]
    x_title: str
    y_title: str


class Measure(_Model):
    """A single number; a ratio with its numerator and denominator, an estimate with its range."""

    value: float | int | None
    format: Format
    unit: str = ""
    numerator: float | int | None = None
    denominator: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    range_label: str = ""

    @model_validator(mode="after")
    def _ratio_carries_its_parts(self) -> Self:
        if self.format is Format.RATIO and self.value is not None and not self.denominator:
            raise ValueError("a ratio needs its numerator and denominator")
        return self


class Block(_Model):
    """One table, figure, number or check of an analysis.

    Args:
        name: stable name, unique in the notebook, kept over re-runs (lower-case, hyphens).
        kind: what it is.
        title: Japanese title.
        period: time the data cover.
        filter: which part of the data was used.
        sources: tables and their state.
        note: how to read it, in Japanese.
        columns: the columns of ``rows``.
        rows: values in the order of ``columns``; None is missing.
        suppressed: positions (row, column) withheld by a disclosure rule; shown as 「x」.
        measure: the number, for kind ``number``.
        chart: the chart, for kind ``figure``.
        svg: the drawing, for kind ``figure``.
        alt: what the figure shows, in words.
        passed: whether the check holds, for kind ``check``.
        guidance: what to do when the check fails.
    """

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Literal["table", "figure", "number", "check"]
    title: str
    period: str
    filter: str
    sources: list[Source]
    note: str = ""
    columns: list[BlockColumn] = Field(default_factory=list)
    rows: list[list[Cell]] = Field(default_factory=list)
    suppressed: list[tuple[int, int]] = Field(default_factory=list)
    measure: Measure | None = None
    chart: Chart | None = None
    svg: str = ""
    alt: str = ""
    passed: bool | None = None
    guidance: str = ""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        keys = [column.key for column in self.columns]
        for column in self.columns:
            for part in (column.numerator, column.denominator):
                if part is not None and part not in keys:
                    raise ValueError(f"{self.name}: ratio {column.key!r} has no column {part!r}")
        if any(len(row) != len(keys) for row in self.rows):
            raise ValueError(f"{self.name}: every row needs {len(keys)} values")
        if self.kind == "figure" and not (self.alt and self.svg and self.chart):
            raise ValueError(f"{self.name}: a figure needs alt text, a drawing and its chart")
        if self.kind == "number" and self.measure is None:
            raise ValueError(f"{self.name}: a number needs its measure")
        if self.kind == "check" and self.passed is None:
            raise ValueError(f"{self.name}: a check needs its outcome")
        return self
