import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.review import skimming
from edu_dx.review.events import Event, Remark
from edu_dx.review.journal import append, events
from edu_dx.review.skimming import CACHE_NAME, Skimmed, Touch
from edu_dx.review.states import MOVES, Action
from edu_dx.review.threads import STATE_AFTER
from edu_dx.workspace import Role, Workspace
from tests.boards import make_board
from tests.review.conftest import actor


def event(action: Action, run: str = "a-01", thread: int = 0, comment: str = "") -> Event:
    return Event(
        at=dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC),
        run=run,
        action=action,
        person=actor("hanako", Role.ASSISTANT),
        comment=comment,
        remark=Remark(thread=thread) if thread else None,
    )


@pytest.fixture
def remembering(board: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A board whose journal is remembered from its first line, and has five lines."""
    monkeypatch.setattr(skimming, "_WORTH_REMEMBERING", 1)
    for number in range(1, 4):
        append(board, event(Action.COMMENT, thread=number))
    append(board, event(Action.SUBMIT, comment="これを提出します"))
    append(board, event(Action.ANSWER, thread=1))
    Skimmed(board)
    assert (board.cache / CACHE_NAME).is_file()
    return board


def told(board: Workspace) -> tuple[list[Event], set[Touch]]:
    found = Skimmed(board)
    return found.moves, set(found.touches)


def read_in_full(board: Workspace) -> tuple[list[Event], set[Touch]]:
    """The same from all events."""
    history = events(board)
    last = {
        (item.run, item.remark.thread): item.action
        for item in history
        if item.remark and item.action in STATE_AFTER
    }
    touches = {Touch(run, action, thread) for (run, thread), action in last.items()}
    return [item for item in history if item.action in MOVES], touches


def test_moves_leave_out_what_was_only_written_about_a_run(board: Workspace) -> None:
    for action in Action:
        append(board, event(action, comment='"action":"コメント"'))

    assert [item.action for item in Skimmed(board).moves] == [
        Action.SUBMIT,
        Action.RETURN,
        Action.APPROVE,
        Action.DELIVER,
        Action.WITHDRAW,
    ]


def test_touches_are_the_last_ones_of_each_thread_and_no_words_of_people(board: Workspace) -> None:
    append(board, event(Action.COMMENT, thread=1, comment='"remark":{"thread":7}'))
    append(board, event(Action.COMMENT, "a-02", thread=1))
    append(board, event(Action.SUBMIT, comment='"remark":{"thread":8}'))
    append(board, event(Action.ANSWER, thread=1))

    assert Skimmed(board).touches == [Touch("a-02", Action.COMMENT, 1), Touch("a-01", Action.ANSWER, 1)]


def test_what_came_later_is_told_together_with_what_is_remembered(remembering: Workspace) -> None:
    append(remembering, event(Action.RETURN))
    append(remembering, event(Action.RESOLVE, thread=1))

    assert told(remembering) == read_in_full(remembering)


def test_a_changed_line_is_named_although_it_was_remembered(remembering: Workspace) -> None:
    content = remembering.journal.read_bytes()
    remembering.journal.write_bytes(content.replace("これを".encode(), "それを".encode()))

    with pytest.raises(UserError, match="4行目が書き換えられています"):
        Skimmed(remembering)


def test_a_dropped_end_is_named_although_it_was_remembered(remembering: Workspace) -> None:
    lines = remembering.journal.read_bytes().splitlines(keepends=True)
    remembering.journal.write_bytes(b"".join(lines[:-1]))

    with pytest.raises(UserError, match="抜かれています"):
        Skimmed(remembering)


def test_a_line_added_by_hand_is_named(remembering: Workspace) -> None:
    forged = event(Action.APPROVE).model_dump_json(exclude_defaults=True)
    with remembering.journal.open("a", encoding="utf-8") as file:
        file.write(forged + "\n")

    with pytest.raises(UserError, match="edu-dx が書いたのではない行"):
        Skimmed(remembering)


@pytest.mark.parametrize("damage", ["", "[]", '{"made_by":1}', "no json"])
def test_a_damaged_memory_is_made_anew(remembering: Workspace, damage: str) -> None:
    path = remembering.cache / CACHE_NAME
    whole = path.read_text(encoding="utf-8")
    path.write_text(damage, encoding="utf-8")

    assert told(remembering) == read_in_full(remembering)
    assert path.read_text(encoding="utf-8") == whole


@pytest.mark.parametrize("entry", ["size", "sha256", "link", "moving", "touches"])
def test_a_memory_without_one_of_its_parts_is_made_anew(remembering: Workspace, entry: str) -> None:
    path = remembering.cache / CACHE_NAME
    content = json.loads(path.read_bytes())
    del content[entry]
    path.write_text(json.dumps(content), encoding="utf-8")

    assert told(remembering) == read_in_full(remembering)


def test_a_journal_of_the_first_edition_is_read(board: Workspace) -> None:
    line = event(Action.SUBMIT).model_dump_json(exclude_defaults=True)
    board.journal.write_text(f"{line}\n", encoding="utf-8", newline="\n")

    assert [item.action for item in Skimmed(board).moves] == [Action.SUBMIT]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Action)), st.sampled_from(["a-01", "a-02", "b-01"]), st.integers(0, 3)
        ),
        max_size=12,
    ),
    st.integers(1, 5),
)
def test_skimming_tells_the_same_as_reading_whatever_is_remembered(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    done: list[tuple[Action, str, int]],
    worth: int,
) -> None:
    board = make_board(Path(tmp_path_factory.mktemp("any")))
    monkeypatch.setattr(skimming, "_WORTH_REMEMBERING", worth)
    for action, run, thread in done:
        append(board, event(action, run, thread if action in STATE_AFTER else 0))
        Skimmed(board)

    assert told(board) == read_in_full(board)
