import datetime as dt
from pathlib import Path

from edu_dx.review.commenting import answer, comment, resolve
from edu_dx.review.decisions import deliver, send_back, submit
from edu_dx.review.events import Anchor
from edu_dx.review.states import State
from edu_dx.review.status import Status, status
from edu_dx.workspace import Person, Role, Workspace
from tests.boards import write_template
from tests.review.conftest import RUN, STEM, edit_finding, execute_by_hand
from tests.review.signing import approve

SCHOOL = "pupil_count-2025-B109299000013-01"


def now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def waiting(found: Status) -> list[tuple[State, tuple[str, ...]]]:
    return [(group.state, group.runs) for group in found.waiting]


def test_runs_wait_for_the_owner_of_their_state(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    execute_by_hand(board, SCHOOL)
    submit(board, run, hanako)

    found = status(board, now())

    assert waiting(found) == [(State.DRAFT, (SCHOOL,)), (State.SUBMITTED, (RUN,))]
    assert [group.owners for group in found.waiting] == [
        frozenset({Role.ASSISTANT}),
        frozenset({Role.CONSULTANT}),
    ]


def test_what_is_approved_waits_until_it_is_delivered(
    board: Workspace, run: str, hanako: Person, taro: Person, ichiro: Person
) -> None:
    submit(board, run, hanako)
    approve(board, run, taro)
    assert waiting(status(board, now())) == [(State.APPROVED, (RUN,))]

    deliver(board, run, ichiro, "学校教育課へ")
    assert status(board, now()) == Status()


def test_open_comments_are_counted_by_whom_they_wait_for(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    for text in ("一つ目", "二つ目", "三つ目", '"remark":{"thread":9'):
        comment(board, run, taro, text, anchor=Anchor(block="pupils"))
    resolve(board, run, taro, 3)
    send_back(board, run, taro)
    answer(board, run, hanako, 2, "直しました")
    again = execute_by_hand(board, f"{STEM}-02")
    answer(board, again, hanako, 4, "直しました")

    [item] = status(board, now()).comments

    assert (item.record.id, item.unanswered, item.answered) == (again, 1, 2)


def test_a_lapsed_approval_says_why_and_what_is_under_way(
    board: Workspace, run: str, templates: Path, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    approve(board, run, taro)
    edit_finding(board, "書き換えた")

    [lapsed] = status(board, now()).lapsed
    assert (lapsed.record.id, lapsed.again) == (RUN, None)
    assert lapsed.because == ("承認のあとに、ノートブックの内容が変わっています。",)

    again = execute_by_hand(board, f"{STEM}-02")
    assert [item.again for item in status(board, now()).lapsed] == [again]
    submit(board, again, hanako)
    approve(board, again, taro)
    assert status(board, now()).lapsed == ()


def test_an_approval_is_announced_to_lapse_a_month_before_its_year_is_over(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    approved = approve(board, run, taro).approved_at
    assert approved is not None

    in_334_days = approved + dt.timedelta(days=334, hours=23)
    assert status(board, in_334_days).expiring == ()
    [expiring] = status(board, in_334_days + dt.timedelta(hours=1)).expiring
    assert (expiring.record.id, expiring.on) == (RUN, (approved + dt.timedelta(days=365)).date())


def test_breaks_of_the_journal_are_named_and_nothing_is_told_of_what_it_says(
    board: Workspace, run: str, hanako: Person
) -> None:
    submit(board, run, hanako)
    send = board.journal.read_bytes()
    board.journal.write_bytes(send.replace("提出".encode(), "承認".encode()))

    found = status(board, now())

    assert [item.line for item in found.breaks] == [1]
    assert found.waiting == ()


def test_an_empty_board_waits_for_nothing(board: Workspace, templates: Path) -> None:
    write_template(templates)

    assert status(board, now()) == Status()


def test_only_the_newest_repetition_waits(board: Workspace, run: str, hanako: Person, taro: Person) -> None:
    submit(board, run, hanako)
    send_back(board, run, taro, "直してください")
    assert waiting(status(board, now())) == [(State.RETURNED, (RUN,))]

    again = execute_by_hand(board, f"{STEM}-02")
    assert waiting(status(board, now())) == [(State.DRAFT, (again,))]
