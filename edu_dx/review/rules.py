"""Who may do what to a run, and the reason why not.

Rules come in pairs: ``check_user_can`` raises the reason, ``user_can`` says yes or no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edu_dx.errors import UserError
from edu_dx.review.events import Actor
from edu_dx.review.standing import Standing
from edu_dx.review.states import (
    MENDING,
    OWNERS,
    REMARKING,
    TRANSITIONS,
    Action,
    Need,
    State,
    Whose,
    transition_from,
)
from edu_dx.review.threads import Thread, unanswered, unresolved
from edu_dx.run.canonical import fingerprint
from edu_dx.run.freshness import TablesNow, outdated_because
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, read_record
from edu_dx.workspace import Role, Workspace

_NEXT_STEP = {
    State.DRAFT: "先に「edu-dx submit」で提出してください。",
    State.SUBMITTED: "コンサルタントの確認を待ってください。",
    State.RETURNED: "コメントに答えてから、「edu-dx submit」でもう一度提出してください。",
    State.APPROVED: "承認済みです。「edu-dx report」で報告書を書き出せます。直すときは「edu-dx withdraw」で取り下げます。",
    State.DELIVERED: "交付済みです。直すときは「edu-dx withdraw」で取り下げ、もう一度実行してください。",
    State.LAPSED: "承認が失効しています。もう一度「edu-dx run」で実行し、「edu-dx submit」で提出してください。",
    State.WITHDRAWN: "取り下げられています。「edu-dx submit」でもう一度提出できます。",
}


def check_user_can(action: Action, actor: Actor, standing: Standing, comment: str = "") -> None:
    """Raise UserError with the reason if ``actor`` may not do ``action`` to the run now."""
    if action in REMARKING:
        _check_may_remark(action, actor, standing, comment)
    else:
        _check_may_move(action, actor, standing, comment)


def check_role_for(action: Action, actor: Actor) -> None:
    """Raise UserError if nobody of the actor's role may do ``action``, to whatever run."""
    _check_role(action, actor, _roles_for(action), "edu-dx")


def user_can(action: Action, actor: Actor, standing: Standing, comment: str = "") -> bool:
    """Whether ``actor`` may do ``action`` to the run now."""
    try:
        check_user_can(action, actor, standing, comment)
    except UserError:
        return False
    return True


def _check_may_move(action: Action, actor: Actor, standing: Standing, comment: str) -> None:
    move = transition_from(action, standing.state)
    if move is None:
        _check_role(action, actor, _roles_for(action), standing.run)
        raise _wrong_state(action, standing)
    _check_role(action, actor, move.roles, standing.run)
    _check_whose(action, actor, standing, move.whose)
    for need in Need:
        if need in move.needs and need in _NEEDS:
            _NEEDS[need](action, standing, comment)


def _check_may_remark(action: Action, actor: Actor, standing: Standing, comment: str) -> None:
    rule = REMARKING[action]
    _check_role(action, actor, rule.roles, standing.run)
    if standing.state not in rule.states:
        raise _wrong_state(action, standing)
    _check_whose(action, actor, standing, rule.whose)
    if action is not Action.RESOLVE and not comment.strip():
        raise UserError(
            f"{action}の文章がありません。",
            where=f"{standing.run} の{action}",
            fix="伝えたいことを書いてください。",
        )


def _check_role(action: Action, actor: Actor, roles: frozenset[Role], place: str) -> None:
    if actor.role not in roles:
        allowed = "、".join(sorted(roles))
        raise UserError(
            f"{actor.role}の{actor.name}さんは{action}できません。",
            where=f"{place} の{action}",
            fix=f"{allowed}の人に頼んでください。",
        )


def _roles_for(action: Action) -> frozenset[Role]:
    if action is Action.MEND:
        return MENDING
    return frozenset[Role]().union(*(row.roles for row in TRANSITIONS if row.action is action))


def _check_whose(action: Action, actor: Actor, standing: Standing, whose: Whose) -> None:
    own = standing.is_work_of(actor)
    if whose is Whose.OTHERS and own:
        twin = next(d for d in standing.drafters if actor.is_same_as(d))
        same_key = "" if twin.id == actor.id else f"（{twin.name}さんと同じ鍵を使っています）"
        raise UserError(
            f"{actor.name}さん{same_key}は自分が提出した分析を{action}できません。",
            where=f"{standing.run} の{action}",
            fix="ほかのコンサルタントに確認を頼んでください。",
        )
    if whose is Whose.OWN and not own:
        names = "、".join(dict.fromkeys(drafter.name for drafter in standing.drafters))
        raise UserError(
            f"{actor.name}さんは、ほかの人が提出した分析を{action}できません。",
            where=f"{standing.run} の{action}",
            fix=f"提出した人（{names}さん）に頼んでください。",
        )


def _wrong_state(action: Action, standing: Standing) -> UserError:
    reasons = "".join(f"\n・{reason}" for reason in standing.lapsed_because)
    turn = "か".join(sorted(OWNERS[standing.state]))
    return UserError(
        f"いまは「{standing.state}」（{turn}の番）なので{action}できません。{reasons}",
        where=f"{standing.run} の{action}",
        fix=_NEXT_STEP[standing.state],
    )


def _need_answers(action: Action, standing: Standing, comment: str) -> None:
    waiting = unanswered(standing.threads)
    if waiting:
        raise UserError(
            f"まだ答えていないコメントが{len(waiting)}件あるので{action}できません。\n{_listed(waiting)}",
            where=f"{standing.run} の{action}",
            fix=f"「edu-dx answer {standing.run} 番号 -m 答え」で、それぞれに答えてください。",
        )


def _need_reason(action: Action, standing: Standing, comment: str) -> None:
    """A reason is a text, or a comment that waits for an answer."""
    if not comment.strip() and not (action is Action.RETURN and unanswered(standing.threads)):
        raise UserError(
            f"{action}には理由が必要です。",
            where=f"{standing.run} の{action}",
            fix="--comment に理由を書くか、先に「edu-dx comment」で直してほしい所にコメントを付けてください。"
            if action is Action.RETURN
            else "--comment に理由を書いてください。",
        )


def _need_resolved_threads(action: Action, standing: Standing, comment: str) -> None:
    open_threads = unresolved(standing.threads)
    if open_threads:
        raise UserError(
            f"解決していないコメントが{len(open_threads)}件あるので{action}できません。\n{_listed(open_threads)}",
            where=f"{standing.run} の{action}",
            fix=f"答えを確かめて「edu-dx resolve {standing.run} 番号」で解決にするか、「edu-dx return」で差し戻してください。",
        )


def _need_evidence(action: Action, standing: Standing, comment: str) -> None:
    evidence = standing.submission.evidence if standing.submission else None
    if evidence is not None and not evidence.holds:
        unlike = (*evidence.differing, *evidence.missing, *evidence.added)
        raise UserError(
            f"計算し直すと違う結果になるものがあるので{action}できません: {'、'.join(unlike)}",
            where=f"{standing.run} の{action}",
            fix="「edu-dx return」で差し戻し、もう一度実行してもらってください。",
        )


_NEEDS: dict[Need, Callable[[Action, Standing, str], None]] = {
    Need.ANSWERS: _need_answers,
    Need.REASON: _need_reason,
    Need.RESOLVED: _need_resolved_threads,
    Need.EVIDENCE: _need_evidence,
}
"""Needs that the journal tells of; checks and signatures are looked at where they lie."""


def _listed(threads: Iterable[Thread]) -> str:
    return "\n".join(f"・{thread.number}番 {thread.about or '全体'}: {thread.text}" for thread in threads)


def check_is_sound(board: Workspace, run: str) -> None:
    """Raise UserError if the run failed, a check of it fails, its calculated part was edited, or it is out of date."""
    folder = board.runs / run
    record = read_record(folder)
    if record.failure is not None:
        raise UserError(
            f"この実行は途中で止まっているので提出できません。{record.failure.message}",
            where=f"{run} {record.failure.cell}".strip(),
            fix="原因を直し、もう一度 edu-dx run で実行してください。",
        )
    if record.failed_checks:
        listed = "\n".join(f"・{check.title}: {check.guidance}" for check in record.failed_checks)
        raise UserError(
            f"満たしていない検査が{len(record.failed_checks)}件あります。\n{listed}",
            where=run,
            fix="資料かパラメータを直し、もう一度 edu-dx run で実行してください。",
        )
    if fingerprint(read_notebook(folder / NOTEBOOK_NAME), findings=False) != record.executed_fingerprint:
        raise UserError(
            "所見のほかのセル（説明・計算・結果）が、実行のあとに書き換えられています。",
            where=str(folder / NOTEBOOK_NAME),
            fix=f"「edu-dx recover {run}」で元に戻すか、もう一度 edu-dx run で実行してください。所見は残ります。",
        )
    reasons = outdated_because(TablesNow(board), record)
    if reasons:
        listed = "\n".join(f"・{reason}" for reason in reasons)
        raise UserError(
            f"この実行は、いまの資料・ひな形と合っていません。\n{listed}",
            where=run,
            fix="もう一度 edu-dx run で実行してください。所見は新しい実行に引き継がれます。",
        )
