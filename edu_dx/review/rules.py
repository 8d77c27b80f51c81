"""Who may submit, return and approve what, and the reason why not."""

from __future__ import annotations

from edu_dx.errors import UserError
from edu_dx.review.standing import Standing
from edu_dx.review.states import TRANSITIONS, Action, State
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, read_record
from edu_dx.workspace import Person, Workspace

_NEXT_STEP = {
    State.DRAFT: "先に「edu-dx submit」で提出してください。",
    State.SUBMITTED: "コンサルタントの確認を待ってください。",
    State.RETURNED: "指摘に答えてから、「edu-dx submit」でもう一度提出してください。",
    State.APPROVED: "承認済みです。「edu-dx report」で報告書を書き出せます。",
    State.LAPSED: "内容が承認のあとに変わっています。もう一度「edu-dx submit」で提出してください。",
}


def check_user_can(action: Action, person: Person, standing: Standing, comment: str = "") -> None:
    """Raise UserError with the reason if ``person`` may not do ``action`` to the run now."""
    rule = TRANSITIONS[action]
    if person.role not in rule.roles:
        allowed = "、".join(sorted(rule.roles))
        raise _refused(
            action,
            standing,
            f"{person.role}の{person.name}さんは{action}できません。",
            f"{allowed}の人に頼んでください。",
        )
    if standing.state not in rule.source:
        raise _refused(
            action,
            standing,
            f"いまは「{standing.state}」なので{action}できません。",
            _NEXT_STEP[standing.state],
        )
    if not rule.own_work and person.id in standing.drafters:
        raise _refused(
            action,
            standing,
            f"{person.name}さんは自分が提出した分析を{action}できません。",
            "ほかのコンサルタントに確認を頼んでください。",
        )
    if rule.needs_comment and not comment.strip():
        raise _refused(
            action,
            standing,
            f"{action}には理由が必要です。",
            "--comment に、直してほしい所と理由を書いてください。",
        )


def user_can(action: Action, person: Person, standing: Standing, comment: str = "") -> bool:
    """Whether ``person`` may do ``action`` to the run now."""
    try:
        check_user_can(action, person, standing, comment)
    except UserError:
        return False
    return True


def check_ready_for_submission(board: Workspace, run: str) -> None:
    """Raise UserError if the run failed, a check of it fails, or its calculated part was edited."""
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
            f"満たしていない検査が{len(record.failed_checks)}件あるので提出できません。\n{listed}",
            where=run,
            fix="資料かパラメータを直し、もう一度 edu-dx run で実行してください。",
        )
    if fingerprint(read_notebook(folder / NOTEBOOK_NAME), findings=False) != record.executed_fingerprint:
        raise UserError(
            "所見のほかのセル（説明・計算・結果）が、実行のあとに書き換えられています。",
            where=str(folder / NOTEBOOK_NAME),
            fix="もう一度 edu-dx run で実行してください。所見は新しい実行に引き継がれます。",
        )


def _refused(action: Action, standing: Standing, what: str, fix: str) -> UserError:
    return UserError(what, where=f"{standing.run} の{action}", fix=fix)
