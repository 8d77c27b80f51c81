"""What a run is compared with: an earlier round, or last year's approved report."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.review.events import Event
from edu_dx.review.journal import events
from edu_dx.review.rounds import notebook_of_round
from edu_dx.review.standing import Standing
from edu_dx.review.states import Action, State
from edu_dx.run.folder import number_of, stem_of
from edu_dx.run.record import RunRecord, read_record
from edu_dx.workspace import Workspace

_BEFORE_SUBMISSION = frozenset({State.DRAFT, State.RETURNED, State.WITHDRAWN})
_OF_REVIEWERS = frozenset({Action.COMMENT, Action.REOPEN, Action.RETURN})


@dataclass(frozen=True)
class Baseline:
    """A state of a run that was handed in.

    Args:
        label: what it is, in Japanese.
        notebook: the notebook as it was handed in.
        record: the run that it belongs to.
    """

    label: str
    notebook: NotebookNode
    record: RunRecord


def last_round(board: Workspace, standing: Standing) -> Baseline:
    """What reviewers last saw: the round before this one, or the last one while the drafter is at work.

    Raises:
        UserError: there is no such round.
    """
    number = number_of(standing.run)
    submissions = [event for event in _submissions(standing) if number_of(event.run) <= number]
    seen = submissions if standing.state in _BEFORE_SUBMISSION else submissions[:-1]
    if not seen:
        raise UserError(
            "前の回がないため、比べられません。",
            where=standing.run,
            fix="初めての提出では、「edu-dx review」の確認用ページで全体を見てください。",
        )
    return _baseline(board, standing, seen[-1])


def round_called(board: Workspace, standing: Standing, number: int) -> Baseline:
    """The ``number``-th round; UserError naming the rounds that there are."""
    submissions = _submissions(standing)
    for submission in submissions:
        if submission.round == number:
            return _baseline(board, standing, submission)
    known = "、".join(str(submission.round) for submission in submissions) or "（まだありません）"
    raise UserError(f"{number}回目の提出はありません。", where="--round", fix=f"ある回: {known}")


def last_year(board: Workspace, record: RunRecord) -> Baseline:
    """The report of the fiscal year before on the same analysis and unit, as it was approved.

    Raises:
        UserError: no such report was approved.
    """
    year = record.parameter("fiscal_year")
    assert isinstance(year, int)
    stem = stem_of(record.id).replace(f"{record.analysis}-{year}-", f"{record.analysis}-{year - 1}-", 1)
    lineage = events(board, stem)
    approval = next((event for event in reversed(lineage) if event.action is Action.APPROVE), None)
    if approval is None:
        raise UserError(
            f"{year - 1}年度の、承認された同じ分析がありません。",
            where=record.id,
            fix=f"前年度と比べるには、「edu-dx run {record.analysis} -p fiscal_year={year - 1}」の結果が承認されている必要があります。",
        )
    submission = next(
        event
        for event in reversed(lineage[: lineage.index(approval)])
        if event.action is Action.SUBMIT and event.run == approval.run
    )
    label = f"{year - 1}年度の報告書（{approval.at:%Y-%m-%d} 承認）"
    return Baseline(label, notebook_of_round(board, submission), read_record(board.runs / approval.run))


def _submissions(standing: Standing) -> list[Event]:
    return [event for event in standing.lineage if event.action is Action.SUBMIT]


def _baseline(board: Workspace, standing: Standing, submission: Event) -> Baseline:
    after = standing.lineage[standing.lineage.index(submission) :]
    until = next((place for place, event in enumerate(after[1:], 1) if event.action is Action.SUBMIT), None)
    reviewers = [event for event in after[:until] if event.action in _OF_REVIEWERS]
    label = f"第{submission.round}回の提出（{submission.at:%Y-%m-%d %H:%M}）"
    if reviewers:
        label = f"{reviewers[-1].person.name}さんの前回のコメント（{reviewers[-1].at:%Y-%m-%d %H:%M}）"
    return Baseline(label, notebook_of_round(board, submission), read_record(board.runs / submission.run))
