"""Everything about one run that whoever reviews it is shown, gathered once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.present.block import Block
from edu_dx.review.anchors import Place, places
from edu_dx.review.baselines import Baseline, last_round
from edu_dx.review.difference import Difference, contents_of, difference
from edu_dx.review.events import Actor, Event, Evidence
from edu_dx.review.remarks.registry import title_of_rule
from edu_dx.review.rules import user_can
from edu_dx.review.standing import Standing, standing
from edu_dx.review.states import MOVES, Action, State
from edu_dx.review.threads import Thread, notes_of
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.canonical import fingerprint
from edu_dx.run.freshness import TablesNow, outdated_because
from edu_dx.run.notebook import read_notebook
from edu_dx.run.read_again import ReadAgain, findings_to_read_again
from edu_dx.run.record import NOTEBOOK_NAME, RunRecord, read_record
from edu_dx.workspace import Person, Workspace

_BEFORE_APPROVAL = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN})


@dataclass(frozen=True)
class Dossier:
    """One run as its reader sees it.

    Args:
        record: the run.
        notebook: its notebook as it is now.
        standing: where it stands.
        reader: who reads; None where nobody said.
        changed: what changed since the baseline; None where there is nothing to compare with.
        not_compared: why there is nothing to compare with; empty otherwise.
        outdated: what the run rests on and has changed since; of an approval, ``standing`` tells it.
    """

    record: RunRecord
    notebook: NotebookNode
    standing: Standing
    reader: Actor | None
    changed: Difference | None
    not_compared: str
    outdated: tuple[str, ...]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every result in order."""
        return tuple(notebook_blocks(self.notebook))

    @cached_property
    def places(self) -> dict[str, Place]:
        """Everything that a comment can be about."""
        return places(self.notebook)

    @property
    def since(self) -> dt.datetime:
        """Since when the run stands where it stands; of one never handed in, since it was executed."""
        moves = [event.at for event in self.standing.history if event.action in MOVES]
        return moves[-1] if moves else self.record.started_at

    @property
    def edited(self) -> bool:
        """Whether the notebook is no longer what was handed in and waits for a decision."""
        submission = self.standing.submission
        waiting = self.standing.state is State.SUBMITTED
        return waiting and submission is not None and submission.content != fingerprint(self.notebook)

    @property
    def evidence(self) -> Evidence | None:
        """What the repetition at the last submission gave; None where there was none."""
        return self.standing.submission.evidence if self.standing.submission else None

    @property
    def warned(self) -> tuple[str, ...]:
        """What the rules are about whose remarks the drafter saw at the last submission and left standing."""
        rules = self.standing.submission.warned if self.standing.submission else ()
        return tuple(map(title_of_rule, rules))

    @cached_property
    def to_read_again(self) -> dict[str, ReadAgain]:
        """Findings that were not touched though numbers above them changed, by cell."""
        return {finding.cell: finding for finding in findings_to_read_again(self.notebook)}

    @property
    def whole_run_threads(self) -> tuple[Thread, ...]:
        """Comments on the run as a whole."""
        return tuple(thread for thread in self.standing.threads if not thread.anchor.block)

    @property
    def orphans(self) -> tuple[Thread, ...]:
        """Comments on what the notebook no longer has; where only the words quoted are gone, the place is there."""
        return tuple(
            thread
            for thread in self.standing.threads
            if thread.anchor.block and thread.anchor.block not in self.places
        )

    def threads_at(self, name: str) -> tuple[Thread, ...]:
        """Comments on the place called ``name``."""
        return tuple(thread for thread in self.standing.threads if thread.anchor.block == name)

    @property
    def sees_notes(self) -> bool:
        """Whether the reader is one of those for whom reviewers' notes are meant."""
        return self.reader is not None and user_can(Action.NOTE, self.reader, self.standing, "…")

    @property
    def notes(self) -> tuple[Event, ...]:
        """Reviewers' notes; none for everybody else."""
        return tuple(notes_of(self.standing.lineage)) if self.sees_notes else ()


def dossier(
    board: Workspace, run: str, *, reader: Person | None = None, baseline: Baseline | None = None
) -> Dossier:
    """The dossier of a run.

    Args:
        board: the workspace.
        run: name of the run.
        reader: who reads it.
        baseline: what it is compared with; without one, what reviewers saw last, if there is such a round.

    Raises:
        UserError: no such run, or a file of it cannot be read.
    """
    folder = board.runs / run
    record, notebook = read_record(folder), read_notebook(folder / NOTEBOOK_NAME)
    now = standing(board, run)
    not_compared = ""
    if baseline is None:
        try:
            baseline = last_round(board, now)
        except UserError as error:
            not_compared = error.what
    return Dossier(
        record=record,
        notebook=notebook,
        standing=now,
        reader=Actor.of(reader) if reader else None,
        changed=_difference(baseline, notebook, record),
        not_compared=not_compared,
        outdated=tuple(outdated_because(TablesNow(board), record)) if now.state in _BEFORE_APPROVAL else (),
    )


def _difference(baseline: Baseline | None, notebook: NotebookNode, record: RunRecord) -> Difference | None:
    if baseline is None:
        return None
    old = contents_of(baseline.notebook, baseline.record)
    return difference(old, contents_of(notebook, record), since=baseline.label)
