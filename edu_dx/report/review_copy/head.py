"""The top of the page: where the run stands, and what is asked of the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from edu_dx.errors import UserError
from edu_dx.report.page import EDITIONS, japanese_date, set_value, signed
from edu_dx.report.provenance import shortened
from edu_dx.report.review_copy.discussion import state_texts
from edu_dx.report.review_copy.links import thread_id
from edu_dx.review.approval import check_seal, read_seal
from edu_dx.review.dossier import Dossier
from edu_dx.review.events import Evidence
from edu_dx.review.rules import check_user_can
from edu_dx.review.states import OWNERS, Action, Need, State, transition_from
from edu_dx.review.threads import Thread, ThreadState
from edu_dx.run.canonical import fingerprint
from edu_dx.workspace import Role

Texts = dict[str, Any]

_COMMANDS = {
    Action.SUBMIT: "submit",
    Action.RETURN: "return",
    Action.APPROVE: "approve",
    Action.DELIVER: "deliver",
    Action.WITHDRAW: "withdraw",
}
_FORWARD = (Action.SUBMIT, Action.APPROVE)
_FOR_DRAFTERS = {
    ThreadState.OPEN: "答えてください",
    ThreadState.ANSWERED: "答えました。コンサルタントが確かめるのを待ちます",
}
_FOR_REVIEWERS = {
    ThreadState.ANSWERED: "答えが届きました。確かめて、解決にするか、もう一度たずねてください",
    ThreadState.OPEN: "答えを待っています",
}


def head_texts(dossier: Dossier, at: dt.datetime) -> Texts:
    """Title, state and what the reader has to know first.

    Args:
        dossier: the run.
        at: when the page is written.
    """
    record = dossier.record
    return {
        "title": record.title,
        "board": record.board_name,
        "unit": record.unit,
        "edition": EDITIONS[record.edition],
        "fictional": record.fictional,
        "state": dossier.standing.state,
        "turn": f"{'・'.join(sorted(OWNERS[dossier.standing.state]))}の番",
        "facts": [{"label": label, "value": value} for label, value in _facts(dossier, at) if value],
        "obstacles": list(_obstacles(dossier)),
        "parameters": [
            {"label": parameter.label, "value": set_value(parameter.value)}
            for parameter in record.parameters
            if parameter.name != "edition"
        ],
        "tables": [
            {"label": t.label, "records": f"{t.records:,}件", "fingerprint": shortened(t.fingerprint)}
            for t in record.tables
        ],
    }


def asked_texts(dossier: Dossier) -> Texts:
    """Comments that wait for somebody, those that wait for the reader first, and what the reader may do next."""
    return {
        "groups": [
            {"title": title, "threads": [_asked(thread, dossier) for thread in threads]}
            for state, title in _order(dossier).items()
            if (threads := [thread for thread in dossier.standing.threads if thread.state is state])
        ],
        "moves": list(_moves(dossier)),
    }


def _facts(dossier: Dossier, at: dt.datetime) -> Iterator[tuple[str, str]]:
    standing, record = dossier.standing, dossier.record
    days = (at - dossier.since).days
    waited = f"（このページを書き出したときまで{days}日）" if days else ""
    yield "いつから", f"{dossier.since:%Y-%m-%d %H:%M}{waited}"
    yield "回", f"第{standing.rounds}回" if standing.rounds else "提出前"
    yield "作成", signed(standing.drafted_by) or "（まだ提出されていません）"
    yield "承認", _approval(dossier)
    yield "検印", _seal(dossier)
    yield "計算し直し", _evidence(dossier)
    yield "実行", f"{record.id}（{record.started_at:%Y-%m-%d %H:%M} に計算）"
    yield "内容の指紋", shortened(fingerprint(dossier.notebook))
    yield "このページ", f"{japanese_date(at)}{at:%H:%M} に書き出したもの"


def _approval(dossier: Dossier) -> str:
    approval = dossier.standing.last_approval
    if approval is None or dossier.standing.state is State.WITHDRAWN:
        return ""
    lapsed = "（失効）" if dossier.standing.state is State.LAPSED else ""
    return f"{signed(approval.person)}　{approval.at:%Y-%m-%d %H:%M}{lapsed}"


def _seal(dossier: Dossier) -> str:
    """The key of the approval's seal; in words what is wrong with it."""
    approval = dossier.standing.last_approval
    if approval is None or not _approval(dossier):
        return ""
    if not approval.seal:
        return "なし（署名のない承認です）"
    try:
        seal = read_seal(approval.seal)
        check_seal(seal)
    except UserError as error:
        return error.what
    return f"あり（鍵の指紋 {seal.fingerprint}）"


def _evidence(dossier: Dossier) -> str:
    evidence = dossier.evidence
    if evidence is None:
        return "記録がありません" if dossier.standing.submission else ""
    told = f"結果{len(evidence.attested) + len(evidence.redrawn)}件が一致"
    unlike = len(evidence.differing) + len(evidence.missing) + len(evidence.added)
    return f"{told}、{unlike}件が違います" if unlike else told


def _obstacles(dossier: Dossier) -> Iterator[Texts]:
    """What keeps the run from being relied on, with the reasons."""
    record, standing = dossier.record, dossier.standing
    if record.failure:
        yield _obstacle("この実行は途中で止まっています", record.failure.message)
    if standing.lapsed_because:
        yield _obstacle("承認は失効しています", *standing.lapsed_because)
    if dossier.edited:
        yield _obstacle(
            "提出されたものと違います",
            "提出のあとに、ノートブックの内容が変わっています。差し戻してください。",
        )
    if dossier.outdated:
        yield _obstacle("いまの資料・ひな形と合っていません", *dossier.outdated)
    failed = [f"{block.title}：{block.guidance}" for block in dossier.blocks if block.passed is False]
    if failed:
        yield _obstacle("満たしていない検査があります", *failed)
    if dossier.evidence and not dossier.evidence.holds:
        yield _obstacle("計算し直すと違う結果になるものがあります", *_unlike(dossier.evidence, dossier))


def _unlike(evidence: Evidence, dossier: Dossier) -> Iterator[str]:
    for what, names in (
        ("違う結果になりました", evidence.differing),
        ("出てきませんでした", evidence.missing),
        ("計算し直したときだけ出ました", evidence.added),
    ):
        yield from (f"{_title(name, dossier)}：{what}" for name in names)


def _obstacle(title: str, *reasons: str) -> Texts:
    return {"title": title, "reasons": list(reasons)}


def _title(name: str, dossier: Dossier) -> str:
    place = dossier.places.get(name)
    return place.about if place else name


def _order(dossier: Dossier) -> dict[ThreadState, str]:
    reader = dossier.reader
    drafts = reader is not None and (reader.role is Role.ASSISTANT or dossier.standing.is_work_of(reader))
    return _FOR_DRAFTERS if drafts else _FOR_REVIEWERS


def _asked(thread: Thread, dossier: Dossier) -> Texts:
    place = dossier.places.get(thread.anchor.block)
    return {
        "href": f"#{thread_id(thread.number)}",
        "number": thread.number,
        **state_texts(thread.state),
        "reason": thread.reason,
        "place": place.about if place else thread.about or "分析の全体",
        "text": thread.text,
    }


def _moves(dossier: Dossier) -> Iterator[Texts]:
    """What the reader may do to the run now, or why not yet."""
    reader, standing = dossier.reader, dossier.standing
    for action, word in _COMMANDS.items():
        move = transition_from(action, standing.state)
        if reader is None or move is None or reader.role not in move.roles:
            continue
        try:
            check_user_can(action, reader, standing, "…")
        except UserError as error:
            if action in _FORWARD:
                yield {"action": action, "command": "", "reason": error.what.splitlines()[0]}
        else:
            said = ' -m "…"' if Need.REASON in move.needs else ""
            command = f"edu-dx {word} {standing.run} --as {reader.id}{said}"
            yield {"action": action, "command": command, "reason": ""}
