import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run.batch.order import Order, forget_interrupted, interrupted_order, keep_order
from edu_dx.run.owner import Owner
from edu_dx.workspace import Workspace

ORDER = Order(analysis="pupil_count", parameters={}, per_school=True, edition="internal")


def killed(path: Path) -> Path:
    """The order as if the process that wrote it had ended."""
    words = Owner.this().words
    gone = f"{words.rpartition('-')[0]}-1"
    return path.rename(path.with_name(path.name.replace(words, gone)))


def test_the_newest_interrupted_order_is_taken_up(board: Workspace) -> None:
    killed(keep_order(board, ORDER))
    killed(keep_order(board, ORDER.model_copy(update={"jobs": 3})))

    assert interrupted_order(board).jobs == 3


def test_an_order_that_is_being_carried_out_is_not_interrupted(board: Workspace) -> None:
    keep_order(board, ORDER)

    with pytest.raises(UserError, match="途中で止まった実行はありません"):
        interrupted_order(board)


def test_an_order_of_another_edition_of_the_program_is_left_alone(board: Workspace) -> None:
    path = killed(keep_order(board, ORDER))
    path.write_text('{"analysis": "pupil_count"}', encoding="utf-8")

    with pytest.raises(UserError):
        interrupted_order(board)
    assert path.exists()


def test_what_has_been_done_another_way_is_no_longer_taken_up(board: Workspace) -> None:
    since = dt.datetime.now(dt.UTC)
    killed(keep_order(board, ORDER.model_copy(update={"anew_since": since})))
    other = killed(keep_order(board, ORDER.model_copy(update={"edition": "public"})))

    forget_interrupted(board, ORDER)

    assert interrupted_order(board).edition == "public"
    assert [path.name for path in other.parent.iterdir()] == [other.name]


def test_finding_out_that_nothing_is_to_be_run_loads_nothing_that_runs() -> None:
    code = (
        "import sys, edu_dx.run.batch.order, edu_dx.run.freshness, edu_dx.run.request\n"
        "print(*(name in sys.modules for name in ('papermill', 'nbclient', 'edu_dx.run.kernels')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert loaded.stdout.split() == ["False"] * 3
