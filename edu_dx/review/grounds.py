"""What an approval rests on, and what of it has changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from edu_dx.errors import UserError
from edu_dx.review import approval as approvals
from edu_dx.review.approval import Seal, check_seal, read_seal
from edu_dx.review.events import Event
from edu_dx.review.states import Action
from edu_dx.run.files import RunFiles
from edu_dx.run.freshness import TablesNow, outdated_because
from edu_dx.workspace import Workspace, public_key

APPROVED_FOR = dt.timedelta(days=365)
"""How long an approval holds; after a year the question is asked again."""


class Grounds:
    """The state of a workspace that approvals are compared with; what they share is looked up once.

    Args:
        board: the workspace.
        files: how the folders of runs are read; afresh if nothing is said.
    """

    def __init__(self, board: Workspace, files: RunFiles | None = None) -> None:
        self._tables = TablesNow(board)
        self._files = files or RunFiles(board)

    def lapsed_because(self, approval: Event, submission: Event | None) -> list[str]:
        """Why an approval no longer holds, in Japanese; empty while it does.

        Args:
            approval: the approval as it stands in the journal.
            submission: the last submission before it.
        """
        try:
            return list(self._reasons(approval, submission))
        except UserError as error:
            return [error.what]

    def _reasons(self, approval: Event, submission: Event | None) -> Iterator[str]:
        # The event holds the link of all lines before it, that of the submission among them.
        fact = f"{_rules_of_seals()}\n{approval.model_dump_json()}"
        yield from self._files.once(fact, lambda: _doubts_of_seal(approval, submission))
        record = self._files.record(approval.run)
        if self._files.content(approval.run) != approval.content:
            yield "承認のあとに、ノートブックの内容が変わっています。"
        yield from outdated_because(self._tables, record)
        if dt.datetime.now().astimezone() - approval.at > APPROVED_FOR:
            yield f"承認（{approval.at:%Y-%m-%d}）から1年を過ぎています。"


def is_sealed_by(approval: Event, submission: Event | None, seal: Seal) -> bool:
    """Whether a journaled approval is the one that ``seal`` states, of this submission, by a key of who is named there."""
    if submission is None or seal.public_key not in approval.person.keys:
        return False
    stated = seal.statement
    return (
        (stated.run, stated.content, stated.approved_at, stated.approved_by.id)
        == (approval.run, approval.content, approval.at, approval.person.id)
    ) and (stated.journal, stated.round, stated.drafted_by.id) == (
        submission.previous,
        submission.round,
        submission.person.id,
    )


def submission_before(lineage: Sequence[Event], approval: Event) -> Event | None:
    """The submission of the same run that an approval is about: the last one before it."""
    before = lineage[: lineage.index(approval)]
    return next(
        (event for event in reversed(before) if event.action is Action.SUBMIT and event.run == approval.run),
        None,
    )


@cache
def _rules_of_seals() -> str:
    """The rules by which seals are checked: what other ones found is of no use."""
    sources = (Path(module) for module in (__file__, approvals.__file__, public_key.__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _doubts_of_seal(approval: Event, submission: Event | None) -> Iterator[str]:
    """What speaks against a journaled approval itself: it has to be signed by one of the approver's keys."""
    if not approval.seal:
        yield "この承認には署名がありません（署名のなかった版の edu-dx での承認です）。"
        return
    seal = read_seal(approval.seal)
    check_seal(seal)
    if not is_sealed_by(approval, submission, seal):
        yield "承認の記録と署名が合いません。ほかの承認から写されたおそれがあります。"


def content_of(board: Workspace, run: str) -> str:
    """Fingerprint of the run's notebook as it is now."""
    return RunFiles(board).content(run)
