"""`edu-dx insights`: how long reviews take, and why runs are sent back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from edu_dx.cli.console import say, say_json, say_table
from edu_dx.errors import UserError, storage_error
from edu_dx.workspace import current

if TYPE_CHECKING:
    from edu_dx.review.events import Event
    from edu_dx.review.reasons import AnalysisReasons
    from edu_dx.review.waiting import Spread, Wait, Way

_FEW = 5
"""Fewer numbers than these are listed one by one: a median of them says little."""

_MOST_PLACES = 5
_FORMATS = ("svg", "png")


def insights(
    analysis: Annotated[str, typer.Option("--analysis", help="1つの分析だけ（名前）")] = "",
    since: Annotated[str, typer.Option("--since", help="この月から（例：2026-04）")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False,
    chart: Annotated[
        Path | None, typer.Option("--chart", help="待った日数の図を書き出すファイル（.svg か .png）")
    ] = None,
) -> None:
    """Show waiting times, rounds and the most frequent reasons for a return."""
    import datetime as dt

    from edu_dx.review.journal import events
    from edu_dx.review.reasons import reasons_by_analysis
    from edu_dx.review.waiting import open_waits, waits, ways

    _check_month(since)
    format_ = _format_of(chart) if chart else None
    told = _of_analysis(events(current()), analysis)
    decided = waits(told)
    shown = [wait for wait in decided if wait.month >= since]
    arrived = [way for way in ways(decided) if way.month >= since]
    reasons = reasons_by_analysis(event for event in told if f"{event.at:%Y-%m}" >= since)
    waiting = open_waits(told)
    if as_json:
        say_json(_as_json(shown, arrived, reasons, waiting))
    else:
        _tell(shown, arrived, reasons, waiting, dt.datetime.now().astimezone())
    if chart and format_:
        _draw(shown, chart, format_)


def _check_month(since: str) -> None:
    if since and not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", since):
        raise UserError(
            f"「{since}」は月として読めません。",
            where="--since",
            fix="「2026-04」のように、年と月を書いてください。",
        )


def _format_of(chart: Path) -> Literal["svg", "png"]:
    format_ = chart.suffix.lower().removeprefix(".")
    if format_ not in _FORMATS:
        raise UserError(
            "図は .svg か .png で書き出します。",
            where=f"--chart {chart}",
            fix=f"名前の終わりを変えてください。例：--chart {chart.with_suffix('.svg').name}",
        )
    return cast(Literal["svg", "png"], format_)


def _of_analysis(events: Sequence[Event], analysis: str) -> list[Event]:
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.folder import analysis_of

    reviewed = {analysis_of(event.run) for event in events}
    if analysis and analysis not in reviewed:
        analysis_called(analysis)
    return [event for event in events if not analysis or analysis_of(event.run) == analysis]


def _title(analysis: str) -> str:
    from edu_dx.run.catalogue import catalogue

    known = catalogue().get(analysis)
    return known.title if known else analysis


def _tell(
    decided: list[Wait], arrived: list[Way], reasons: list[AnalysisReasons], waiting: list[Event], now: Any
) -> None:
    from edu_dx.review.waiting import spread_by

    if not decided and not waiting:
        say("この期間に、判断された提出も、確認を待っている提出もありません。")
        return
    _tell_spreads(
        "確認を待った日数（提出から差戻しか承認まで。夜と休日も含む経過日数）",
        {
            "月": spread_by(decided, lambda wait: wait.month, lambda wait: wait.days),
            "分析": spread_by(decided, lambda wait: _title(wait.analysis), lambda wait: wait.days),
        },
    )
    _tell_spreads(
        "承認までの日数（はじめの提出から）",
        {
            "月": spread_by(arrived, lambda way: way.month, lambda way: way.days),
            "分析": spread_by(arrived, lambda way: _title(way.analysis), lambda way: way.days),
        },
    )
    _tell_spreads(
        "承認までの回数（差戻しを含めて、判断した回数）",
        {"分析": spread_by(arrived, lambda way: _title(way.analysis), lambda way: float(way.rounds))},
        text=lambda value: f"{value:g}",
    )
    say_table(
        f"いま確認を待っているもの（{len(waiting)}件）",
        ["実行", "提出日時", "待っている日数"],
        [
            (event.run, f"{event.at:%Y-%m-%d %H:%M}", f"{(now - event.at).total_seconds() / 86_400:.1f}")
            for event in waiting
        ],
    )
    for item in reasons:
        _tell_reasons(item)


def _tell_spreads(
    title: str,
    groups: dict[str, dict[str, Spread]],
    text: Callable[[float], str] = lambda value: f"{value:.1f}",
) -> None:
    for heading, spreads in groups.items():
        if spreads:
            rows = [(name, spread.n, *_middle(spread, text)) for name, spread in spreads.items()]
            say_table(title, [heading, "n", "中央値", "最短～最長（少ないときはすべて）"], rows)


def _middle(spread: Spread, text: Callable[[float], str]) -> tuple[str, str]:
    if spread.n < _FEW:
        return text(spread.median), "・".join(map(text, spread.values))
    return text(spread.median), f"{text(spread.values[0])}～{text(spread.values[-1])}"


def _tell_reasons(item: AnalysisReasons) -> None:
    from edu_dx.review.remarks.registry import title_of_rule

    say(
        f"\n■ {_title(item.analysis)}　判断された提出{item.decided}回のうち差戻し{item.returned}回、コメント{item.comments}件"
    )
    if item.reasons:
        say("  何について: " + "、".join(f"{reason}{count}件" for reason, count in item.reasons))
    for place in item.places[:_MOST_PLACES]:
        name = f"（{place.block}）" if place.block else ""
        say(f"  コメントの多い所: {place.about}{name}　{place.comments}件")
    for rule in item.left_standing:
        say(
            f"  指摘を残したまま提出: {title_of_rule(rule.rule)}　判断された{rule.decided}回のうち差戻し{rule.returned}回"
        )


def _as_json(
    decided: list[Wait], arrived: list[Way], reasons: list[AnalysisReasons], waiting: list[Event]
) -> dict[str, Any]:
    from edu_dx.review.waiting import spread_by

    def told(spreads: dict[str, Spread]) -> dict[str, Any]:
        return {
            name: {"n": spread.n, "median": spread.median, "values": spread.values}
            for name, spread in spreads.items()
        }

    return {
        "waiting_days": {
            "by_month": told(spread_by(decided, lambda wait: wait.month, lambda wait: wait.days)),
            "by_analysis": told(spread_by(decided, lambda wait: wait.analysis, lambda wait: wait.days)),
        },
        "days_to_approval": {
            "by_month": told(spread_by(arrived, lambda way: way.month, lambda way: way.days)),
            "by_analysis": told(spread_by(arrived, lambda way: way.analysis, lambda way: way.days)),
        },
        "rounds_to_approval": told(spread_by(arrived, lambda way: way.analysis, lambda way: way.rounds)),
        "open": [{"run": event.run, "submitted_at": event.at.isoformat()} for event in waiting],
        "reasons": [
            {
                "analysis": item.analysis,
                "decided": item.decided,
                "returned": item.returned,
                "comments": dict(item.reasons),
                "places": [vars(place) for place in item.places],
                "left_standing": [vars(rule) for rule in item.left_standing],
            }
            for item in reasons
        ],
    }


def _draw(decided: list[Wait], chart: Path, format_: Literal["svg", "png"]) -> None:
    from edu_dx.report.waiting_chart import waiting_chart
    from edu_dx.review.waiting import spread_by

    if not decided:
        raise UserError(
            "判断された提出がないので、図にするものがありません。",
            where=f"--chart {chart}",
            fix="期間を広げてください。",
        )
    by_month = spread_by(decided, lambda wait: wait.month, lambda wait: wait.days)
    try:
        chart.write_bytes(waiting_chart(by_month, format_))
    except OSError as error:
        raise storage_error(error, chart) from error
    say(f"図を書き出しました: {chart}")
