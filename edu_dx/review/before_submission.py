"""What a drafter sees before handing a run in: what keeps it back, and what it would be sent back for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edu_dx.errors import UserError
from edu_dx.review.journal import events
from edu_dx.review.remarks.registry import remarks_on
from edu_dx.review.remarks.remark import Remark
from edu_dx.review.remarks.text import remarks_text
from edu_dx.review.rules import check_is_sound
from edu_dx.review.threads import Thread, threads_of, unanswered
from edu_dx.run.folder import stem_of
from edu_dx.run.notebook import read_notebook
from edu_dx.run.read_again import ReadAgain, findings_to_read_again
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class BeforeSubmission:
    """The state of a run that is about to be handed in.

    Args:
        unsound: why its results are not to be handed in; None if they are sound.
        waiting: comments without an answer.
        to_read_again: findings whose numbers have changed since they were written.
        remarks: what a consultant would send it back for.
    """

    unsound: UserError | None
    waiting: tuple[Thread, ...]
    to_read_again: tuple[ReadAgain, ...]
    remarks: tuple[Remark, ...]

    @property
    def keeps_back(self) -> bool:
        """Whether it may not be handed in as it is."""
        return bool(self.unsound or self.waiting or any(remark.rule.blocking for remark in self.remarks))

    @property
    def warned(self) -> tuple[str, ...]:
        """Names of the rules whose remarks are left standing, each once."""
        return tuple(dict.fromkeys(remark.rule.name for remark in self.remarks))


def before_submission(board: Workspace, run: str) -> BeforeSubmission:
    """Look at a run as a consultant will; UserError if its folder cannot be read."""
    notebook = read_notebook(board.runs / run / NOTEBOOK_NAME)
    return BeforeSubmission(
        unsound=_unsound(board, run),
        waiting=tuple(unanswered(threads_of(events(board, stem_of(run))))),
        to_read_again=tuple(findings_to_read_again(notebook)),
        remarks=tuple(remarks_on(board, run)),
    )


def before_submission_text(run: str, found: BeforeSubmission) -> str:
    """The same for a terminal."""
    return "\n\n".join(_parts(run, found))


def _parts(run: str, found: BeforeSubmission) -> Iterator[str]:
    if found.unsound is not None:
        yield f"このままでは提出できません。{found.unsound}"
    if found.waiting:
        listed = "\n".join(
            f"・{thread.number}番 {thread.about or '全体'}: {thread.text}" for thread in found.waiting
        )
        yield f"まだ答えていないコメント（{len(found.waiting)}件）\n{listed}\n→ edu-dx answer {run} 番号 -m 答え"
    if found.to_read_again:
        listed = "\n".join(f"・{item.heading}（{item.since} のあと）" for item in found.to_read_again)
        yield f"数が変わったので、読み直してほしい所見（{len(found.to_read_again)}件）\n{listed}"
    yield remarks_text(found.remarks)


def _unsound(board: Workspace, run: str) -> UserError | None:
    try:
        check_is_sound(board, run)
    except UserError as error:
        return error
    return None
