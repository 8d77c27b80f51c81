"""The journal as sentences."""

from __future__ import annotations

from edu_dx.review.events import Event
from edu_dx.review.states import Action

_DID = {
    Action.SUBMIT: "提出しました",
    Action.RETURN: "差し戻しました",
    Action.APPROVE: "承認しました",
    Action.DELIVER: "交付しました",
    Action.WITHDRAW: "取り下げました",
    Action.COMMENT: "コメントしました",
    Action.ANSWER: "コメントに答えました",
    Action.RESOLVE: "コメントを解決にしました",
    Action.REOPEN: "コメントをもう一度たずねました",
    Action.NOTE: "内部メモを残しました",
    Action.MEND: "確認の記録の途切れを、承知のうえで続けることにしました",
}


def sentence(event: Event) -> str:
    """Who did what, and what it changed, in one Japanese sentence; what they wrote is not in it."""
    return f"{event.person.name}さん（{event.person.role}）が{_DID[event.action]}{_details(event)}。"


def _details(event: Event) -> str:
    parts = [*_change(event), *_thread(event), *_submission(event)]
    if event.mended:
        parts.append(f"{'、'.join(map(str, event.mended))}行目")
    return f"（{'、'.join(parts)}）" if parts else ""


def _change(event: Event) -> list[str]:
    if not event.after:
        return []
    return [f"{event.before}→{event.after}" if event.before else event.after]


def _thread(event: Event) -> list[str]:
    if event.remark is None:
        return []
    place = event.remark.about or ("全体" if event.action is Action.COMMENT else "")
    return [f"{event.remark.thread}番", *([place] if place else [])]


def _submission(event: Event) -> list[str]:
    parts = [f"{event.round}回目"] if event.round else []
    if event.evidence is not None:
        agreed = len(event.evidence.attested) + len(event.evidence.redrawn)
        unlike = (*event.evidence.differing, *event.evidence.missing, *event.evidence.added)
        parts.append(f"計算し直して一致{agreed}件")
        if unlike:
            parts.append(f"違い{len(unlike)}件: {'、'.join(unlike)}")
    return parts
