import datetime as dt
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.review.events import Actor, Event
from edu_dx.review.journal import append, events, journal_breaks
from edu_dx.review.states import Action
from edu_dx.workspace import Role, Workspace

FIRST_EDITION = (
    '{"at":"2026-04-01T09:00:00Z","run":"a-01","action":"提出","person":{"id":"hanako","name":"見本 花子",'
    '"role":"支援員"},"comment":"","content":"sha256:x"}\n'
)


def event(run: str, comment: str = "", action: Action = Action.SUBMIT) -> Event:
    return Event(
        at=dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC),
        run=run,
        action=action,
        person=Actor(id="hanako", name="見本 花子", role=Role.ASSISTANT),
        comment=comment,
        content="sha256:x",
    )


def write_ten(root: Path, run: str) -> None:
    for number in range(10):
        append(Workspace(root), event(run, str(number)))


@pytest.fixture
def five(board: Workspace) -> Workspace:
    """A board whose journal has five lines."""
    for number in range(5):
        append(board, event("a-01", f"{number}行目のことば"))
    return board


def lines(board: Workspace) -> list[bytes]:
    return board.journal.read_bytes().splitlines(keepends=True)


def test_events_come_back_in_order_and_by_the_run_and_its_repetitions(board: Workspace) -> None:
    written = [
        append(board, item)
        for item in (event("a-01", "一行目\n二行目"), event("b-01"), event("a-02"), event("a-b-01"))
    ]

    assert events(board) == written
    assert [item.number for item in written] == [1, 2, 3, 4]
    assert events(board, "a") == [written[0], written[2]]


def test_two_processes_writing_at_once_lose_nothing(board: Workspace) -> None:
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(write_ten, [board.root] * 2, ["a-01", "b-01"]))

    written = events(board)
    assert [item.number for item in written] == list(range(1, 21))
    for run in ("a-01", "b-01"):
        assert [item.comment for item in written if item.run == run] == [str(n) for n in range(10)]


def test_a_changed_line_is_named(five: Workspace) -> None:
    content = lines(five)
    content[2] = content[2].replace("2行目".encode(), "9行目".encode())
    five.journal.write_bytes(b"".join(content))

    with pytest.raises(UserError, match="3行目が書き換えられています"):
        events(five)
    assert [item.line for item in journal_breaks(five)] == [3]


def test_a_changed_last_line_is_named(five: Workspace) -> None:
    content = lines(five)
    content[-1] = content[-1].replace("4行目".encode(), "9行目".encode())
    five.journal.write_bytes(b"".join(content))

    with pytest.raises(UserError, match="5行目が書き換えられています"):
        events(five)
    with pytest.raises(UserError, match="5行目が書き換えられています"):
        append(five, event("a-01"))


@pytest.mark.parametrize("dropped", [0, 1, 3])
def test_a_dropped_line_is_named(five: Workspace, dropped: int) -> None:
    content = lines(five)
    del content[dropped]
    five.journal.write_bytes(b"".join(content))

    with pytest.raises(UserError, match=f"{dropped + 1}行目は{dropped + 1}番のはずですが"):
        events(five)


@pytest.mark.parametrize("left", [4, 2, 0])
def test_lines_dropped_from_the_end_are_missed(five: Workspace, left: int) -> None:
    five.journal.write_bytes(b"".join(lines(five)[:left]))

    with pytest.raises(UserError, match=rf"{left + 1}番から5番までの、終わりの行が抜かれています"):
        events(five)
    with pytest.raises(UserError, match="終わりの行が抜かれています"):
        append(five, event("a-01"))


def test_lines_in_another_order_are_named(five: Workspace) -> None:
    content = lines(five)
    content[1], content[2] = content[2], content[1]
    five.journal.write_bytes(b"".join(content))

    with pytest.raises(UserError, match="2行目は2番のはずですが、3番です"):
        events(five)


def test_a_line_written_by_hand_is_named(five: Workspace) -> None:
    five.journal.write_bytes(b"".join(lines(five)) + FIRST_EDITION.encode())

    with pytest.raises(UserError, match="6行目に、edu-dx が書いたのではない行があります"):
        events(five)


def test_a_copied_line_at_the_end_is_named(five: Workspace) -> None:
    content = lines(five)
    five.journal.write_bytes(b"".join([*content, content[0]]))

    with pytest.raises(UserError, match="6行目は6番のはずですが、1番です"):
        events(five)


def test_a_missing_note_of_the_end_is_named(five: Workspace) -> None:
    five.journal.with_suffix(".head").unlink()

    with pytest.raises(UserError, match=r"journal\.head"):
        events(five)


def test_a_journal_of_the_first_edition_is_read_and_continued(board: Workspace) -> None:
    board.journal.write_text(FIRST_EDITION * 2, encoding="utf-8")

    append(board, event("a-01"))
    append(board, event("a-01"))

    assert [item.number for item in events(board)] == [0, 0, 3, 4]
    changed = board.journal.read_text(encoding="utf-8").replace("花子", "華子", 1)
    board.journal.write_text(changed, encoding="utf-8", newline="\n")
    with pytest.raises(UserError, match="2行目が書き換えられています"):
        events(board)


def test_an_unfinished_line_does_not_count_and_is_set_aside(five: Workspace) -> None:
    with five.journal.open("ab") as file:
        file.write(b'{"number":6,"previous":"')

    assert len(events(five)) == 5
    append(five, event("a-01", "つづき"))

    assert [item.comment for item in events(five)][-1] == "つづき"
    assert five.journal.with_suffix(".unfinished").read_bytes() == b'{"number":6,"previous":"\n'


def test_a_line_that_is_no_event_is_named(board: Workspace) -> None:
    board.journal.write_text(FIRST_EDITION + "こわれた行\n", encoding="utf-8")

    with pytest.raises(UserError, match="2行目"):
        events(board)


def test_a_repair_lets_work_go_on_and_stays_visible(five: Workspace) -> None:
    five.journal.write_bytes(b"".join(lines(five)[:3]))
    damaged = [item.line for item in journal_breaks(five)]

    append(
        five,
        event("", "控えがないため、分かったうえで続ける", Action.MEND).model_copy(
            update={"mended": tuple(damaged)}
        ),
    )

    assert journal_breaks(five) == []
    assert events(five)[-1].mended == (4,)
    append(five, event("a-01"))
    content = lines(five)
    five.journal.write_bytes(b"".join(content[:1] + content[2:]))
    assert [item.line for item in journal_breaks(five)] == [2]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_writer_killed_at_any_moment_loses_at_most_its_unfinished_line(board: Workspace) -> None:
    code = (
        "import sys; from pathlib import Path; from edu_dx.workspace import Workspace;"
        "from edu_dx.review.journal import append; from tests.review.test_journal import event\n"
        "board = Workspace(Path(sys.argv[1]))\n"
        "for n in range(10000):\n"
        "    append(board, event('a-01', str(n))); print(n, flush=True)\n"
    )
    acknowledged = 0
    for pause in (0.05, 0.08, 0.11):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(board.root)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
            acknowledged += 1 + process.stdout.read().count(b"\n")
        assert len(events(board)) >= acknowledged
        append(board, event("a-01", "あと"))
        acknowledged = len(events(board))
