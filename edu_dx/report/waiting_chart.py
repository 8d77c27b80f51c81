"""The waiting time of reviews by month, as a small chart."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape
from typing import Literal

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from edu_dx.present import style
from edu_dx.review.waiting import Spread

TITLE = "確認を待った日数（判断のあった月ごと）"
_HEIGHT_MM = 85
_MOST_LABELS = 20


def waiting_chart(by_month: Mapping[str, Spread], format_: Literal["svg", "png"]) -> bytes:
    """Each wait as a point and each month's median as a line, with how many there were.

    Args:
        by_month: elapsed days by month (2026-04), at least one month.
        format_: of the file.
    """
    figure = _drawn(by_month)
    try:
        return _with_words(_saved(figure, "svg"), by_month) if format_ == "svg" else _saved(figure, "png")
    finally:
        plt.close(figure)


def words(by_month: Mapping[str, Spread]) -> str:
    """What the chart shows, for readers who do not see it."""
    told = "、".join(
        f"{month}は中央値{spread.median:.1f}日（n={spread.n}）" for month, spread in by_month.items()
    )
    return f"提出から判断（差戻しか承認）までの経過日数。{told}。"


def months_between(first: str, last: str) -> list[str]:
    """Every month from 2026-03 to 2027-02, both included."""
    numbers = [int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last)]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(numbers[0], numbers[1] + 1)]


def _drawn(by_month: Mapping[str, Spread]) -> Figure:
    style.apply()
    months = months_between(min(by_month), max(by_month))
    figure, axes = plt.subplots(figsize=style.size(_HEIGHT_MM))
    for place, month in enumerate(months):
        spread = by_month.get(month)
        if spread is None:
            continue
        axes.plot(
            [place + shift for shift in _shifts(spread.n)],
            spread.values,
            linestyle="none",
            marker="o",
            markersize=5,
            markerfacecolor="none",
            markeredgecolor=style.BLUE,
            clip_on=False,
            zorder=3,
            label="1件ごと",
        )
        axes.plot(
            [place - 0.32, place + 0.32],
            [spread.median] * 2,
            color=style.ORANGE,
            linestyle="-",
            linewidth=2.5,
            label="中央値",
        )
    every = -(-len(months) // _MOST_LABELS)
    axes.set_xticks(
        range(0, len(months), every),
        [_label(month, by_month, first=month == months[0]) for month in months[::every]],
    )
    axes.set_xlim(-0.6, len(months) - 0.4)
    axes.set_ylim(bottom=0)
    axes.grid(axis="x", visible=False)
    axes.set_title(TITLE)
    axes.set_ylabel("経過日数（日）")
    legend = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    figure.legend(legend.values(), legend.keys(), loc="outside lower right", ncols=2)
    return figure


def _shifts(n: int) -> list[float]:
    """Sideways places of so many points, so that equal ones can be told apart."""
    return [0.0] if n == 1 else [-0.22 + 0.44 * number / (n - 1) for number in range(n)]


def _label(month: str, by_month: Mapping[str, Spread], *, first: bool) -> str:
    spread = by_month.get(month)
    year = f"\n{month[:4]}年" if first or month.endswith("-01") else ""
    return f"{int(month[5:])}月\nn={spread.n if spread else 0}{year}"


def _saved(figure: Figure, format_: str) -> bytes:
    file = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if format_ == "svg" else {"Software": None, "Title": TITLE}
    figure.savefig(file, format=format_, dpi=200, metadata=metadata)
    return file.getvalue()


def _with_words(svg: bytes, by_month: Mapping[str, Spread]) -> bytes:
    drawing = svg.decode("utf-8")
    drawing = drawing[drawing.index("<svg ") :]
    title, described = escape(TITLE), escape(words(by_month))
    head = (
        '<svg role="img" aria-labelledby="title desc" lang="ja" '
        + drawing[len("<svg ") : drawing.index(">") + 1]
        + f'<title id="title">{title}</title><desc id="desc">{described}</desc>'
    )
    return (head + drawing[drawing.index(">") + 1 :]).encode("utf-8")
