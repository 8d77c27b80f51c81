"""A random walk of three people through reviews: whatever they try, what boards rely on holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from edu_dx.errors import UserError
from edu_dx.review import commenting, decisions
from edu_dx.review.events import Evidence
from edu_dx.review.journal import events
from edu_dx.review.standing import standing, state_after
from edu_dx.review.states import Action, State
from edu_dx.workspace import Person, Workspace
from tests.boards import make_board
from tests.review.conftest import STEM, edit_finding, execute_by_hand
from tests.review.signing import approve

PEOPLE = st.sampled_from(["hanako", "taro", "midori", "ichiro"])
RUNS = st.sampled_from([f"{STEM}-01", f"{STEM}-02"])
WORDS = st.sampled_from(["", "理由です"])


class Walk(RuleBasedStateMachine):
    """People act at random on two repetitions of one analysis."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.board: Workspace = make_board(Path(self.folder.name))
        execute_by_hand(self.board, f"{STEM}-01")
        self.said: list[str] = []

    def teardown(self) -> None:
        self.folder.cleanup()

    def person(self, name: str) -> Person:
        return self.board.config.person(name)

    def exists(self, run: str) -> bool:
        return (self.board.runs / run).is_dir()

    @precondition(lambda self: not self.exists(f"{STEM}-02"))
    @rule()
    def run_again(self) -> None:
        execute_by_hand(self.board, f"{STEM}-02", pupils=130)

    @rule(run=RUNS, text=st.sampled_from(["考え", "別の考え"]))
    def write(self, run: str, text: str) -> None:
        if self.exists(run):
            edit_finding(self.board, text, run)

    @rule(run=RUNS, name=PEOPLE, words=WORDS, sound=st.booleans())
    def submit(self, run: str, name: str, words: str, sound: bool) -> None:
        evidence = Evidence(attested=("pupils",)) if sound else Evidence(differing=("pupils",))
        self.attempt(
            run, lambda: decisions.submit(self.board, run, self.person(name), words, evidence=evidence)
        )

    @rule(
        run=RUNS,
        name=PEOPLE,
        words=WORDS,
        decide=st.sampled_from([decisions.send_back, approve, decisions.deliver, decisions.withdraw]),
    )
    def decide(self, run: str, name: str, words: str, decide: object) -> None:
        self.attempt(run, lambda: decide(self.board, run, self.person(name), words))  # type: ignore[operator]

    @rule(run=RUNS, name=PEOPLE)
    def comment(self, run: str, name: str) -> None:
        text = f"コメント{len(self.said)}"

        def write() -> None:
            commenting.comment(self.board, run, self.person(name), text)
            self.said.append(text)

        self.attempt(run, write)

    @rule(
        run=RUNS,
        name=PEOPLE,
        number=st.integers(1, 3),
        write=st.sampled_from([commenting.answer, commenting.resolve, commenting.reopen]),
    )
    def contribute(self, run: str, name: str, number: int, write: object) -> None:
        self.attempt(run, lambda: write(self.board, run, self.person(name), number, "返事"))  # type: ignore[operator]

    def attempt(self, run: str, act: object) -> None:
        """Do it, or be refused in a sentence; a refusal changes nothing."""
        if not self.exists(run):
            return
        before = self.board.journal.read_bytes() if self.board.journal.exists() else b""
        try:
            act()  # type: ignore[operator]
        except UserError:
            after = self.board.journal.read_bytes() if self.board.journal.exists() else b""
            assert after == before

    @invariant()
    def nobody_approves_what_they_drafted(self) -> None:
        drafters: set[str] = set()
        for event in events(self.board):
            if event.action is Action.SUBMIT:
                drafters.add(event.person.id)
            if event.action in (Action.APPROVE, Action.RETURN):
                assert event.person.id not in drafters

    @invariant()
    def nothing_is_delivered_unapproved(self) -> None:
        history = events(self.board)
        for place, event in enumerate(history):
            if event.action is Action.DELIVER:
                before = state_after(event.run, history[:place])
                assert before in (State.APPROVED, State.DELIVERED)

    @invariant()
    def nothing_unsound_is_approved(self) -> None:
        evidence: dict[str, Evidence | None] = {}
        for event in events(self.board):
            if event.action is Action.SUBMIT:
                evidence[event.run] = event.evidence
            if event.action is Action.APPROVE:
                found = evidence[event.run]
                assert found is not None and not found.differing

    @invariant()
    def no_comment_is_lost(self) -> None:
        assert [thread.text for thread in standing(self.board, f"{STEM}-01").threads] == self.said

    @invariant()
    def the_journal_explains_every_state(self) -> None:
        history = events(self.board)
        for run in sorted({event.run for event in history}):
            now = standing(self.board, run)
            journaled = state_after(run, history)
            assert now.state is journaled or (now.state is State.LAPSED and now.lapsed_because)
            if now.approval is not None:
                assert now.approval.content == now.history[-1].content or now.state is State.DELIVERED


@pytest.mark.usefixtures("run")
def test_a_random_walk_keeps_what_boards_rely_on() -> None:
    bounds = settings(
        max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Walk, settings=bounds)
