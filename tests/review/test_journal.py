import datetime as dt
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.review.journal import Event, append, events
from edu_dx.review.states import Action
from edu_dx.workspace import Person, Role, Workspace


def event(run: str, comment: str = "") -> Event:
    return Event(
        at=dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC),
        run=run,
        action=Action.SUBMIT,
        person=Person(id="hanako", name="見本 花子", role=Role.ASSISTANT),
        comment=comment,
        content="sha256:x",
    )


def write_ten(root: Path, run: str) -> None:
    for number in range(10):
        append(Workspace(root), event(run, str(number)))


def test_events_come_back_in_order_and_by_run(board: Workspace) -> None:
    written = [event("a", "一行目\n二行目"), event("b"), event("a")]
    for item in written:
        append(board, item)

    assert events(board) == written
    assert events(board, "b") == written[1:2]


def test_two_processes_writing_at_once_lose_nothing(board: Workspace) -> None:
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(write_ten, [board.root] * 2, ["a", "b"]))

    for run in ("a", "b"):
        assert [item.comment for item in events(board, run)] == [str(number) for number in range(10)]


def test_a_broken_line_is_named(board: Workspace) -> None:
    append(board, event("a"))
    with board.journal.open("a", encoding="utf-8") as file:
        file.write('{"run": \n')

    with pytest.raises(UserError, match=r"journal\.jsonl の2行目"):
        events(board)
