"""`edu-dx status`: what waits for whom, and which approvals no longer hold."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from edu_dx.cli.console import say, say_json, say_table, say_warning
from edu_dx.workspace import current

if TYPE_CHECKING:
    from edu_dx.review.status import Status, Waiting

_MOST_NAMES = 3
_NOT_YET = {"承認": "承認（まだ交付していない）"}


def status(as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False) -> None:
    """Tell where the work of the board stands."""
    from edu_dx.review.status import status

    now = dt.datetime.now().astimezone()
    found = status(current(), now)
    if as_json:
        say_json(_as_json(found))
    elif found.breaks:
        _tell_breaks(found)
    else:
        _tell(found, now)


def _tell_breaks(found: Status) -> None:
    say_warning(
        "確認の記録（journal.jsonl）が、edu-dx のほかの方法で変えられています。控えから戻すまで、どの分析がどこまで進んだかは分かりません。"
    )
    for item in found.breaks:
        say(f"  {item.what}")


def _tell(found: Status, now: dt.datetime) -> None:
    if not found.waiting and not found.lapsed and not found.expiring:
        say("待っているものはありません。")
    if found.waiting:
        say_table(
            "だれの番か",
            ["だれの番", "状態", "分析", "件数", "いちばん長い待ち", "実行"],
            [
                (
                    "・".join(sorted(group.owners)),
                    _NOT_YET.get(group.state, group.state),
                    group.title,
                    len(group.runs),
                    f"{(now - group.since).days}日",
                    _names(group),
                )
                for group in found.waiting
            ],
        )
    if found.comments:
        say_table(
            "解決していないコメント",
            ["実行", "分析", "対象", "支援員の答えを待つ", "コンサルタントの確認を待つ"],
            [
                (item.record.id, item.record.title, item.record.unit, item.unanswered, item.answered)
                for item in found.comments
            ],
        )
    if found.lapsed:
        say("\n承認が失効したもの")
    for lapsed in found.lapsed:
        again = f"　→ やり直し中: {lapsed.again}" if lapsed.again else ""
        say(
            f"  {lapsed.record.id}　{lapsed.record.title}　{lapsed.record.unit}（{lapsed.approved_at:%Y-%m-%d}承認）{again}"
        )
        for reason in lapsed.because:
            say(f"    ・{reason}")
    if found.expiring:
        say_table(
            "まもなく承認から1年になるもの",
            ["実行", "分析", "対象", "この日まで有効"],
            [(item.record.id, item.record.title, item.record.unit, item.on) for item in found.expiring],
        )


def _names(group: Waiting) -> str:
    left = len(group.runs) - _MOST_NAMES
    return "、".join(group.runs[:_MOST_NAMES]) + (f" ほか{left}件" if left > 0 else "")


def _as_json(found: Status) -> dict[str, Any]:
    return {
        "breaks": [vars(item) for item in found.breaks],
        "waiting": [
            {
                "owners": sorted(group.owners),
                "state": group.state,
                "analysis": group.title,
                "runs": group.runs,
                "since": group.since.isoformat(),
            }
            for group in found.waiting
        ],
        "comments": [
            {"run": item.record.id, "unanswered": item.unanswered, "answered": item.answered}
            for item in found.comments
        ],
        "lapsed": [
            {
                "run": item.record.id,
                "approved_at": item.approved_at.isoformat(),
                "because": item.because,
                "again": item.again,
            }
            for item in found.lapsed
        ],
        "expiring": [{"run": item.record.id, "on": item.on.isoformat()} for item in found.expiring],
    }
