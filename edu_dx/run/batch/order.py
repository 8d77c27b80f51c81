"""What a batch was asked to do, kept until it is done, so that an interrupted one can be taken up again."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from edu_dx.errors import UserError, storage_error
from edu_dx.run.owner import Owner
from edu_dx.workspace import Workspace
from edu_dx.workspace.whole_file import whole_file

_FOLDER = ".batches"


class Order(BaseModel):
    """One batch as it was ordered.

    Args:
        analysis: name of the analysis.
        parameters: as the user wrote them.
        per_school: one run for each school, or one for what the parameters name.
        edition: internal or public.
        jobs: how many runs at a time; None for one a processor.
        minutes: time limit of a run.
        megabytes: memory limit of a run; None for the machine's share.
        scheduler: address of the cluster; empty for this computer.
        report: whether reports are written as well.
        anew_since: runs older than this are made again though nothing has changed; None if they are not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    analysis: str
    parameters: dict[str, str]
    per_school: bool
    edition: Literal["internal", "public"]
    jobs: int | None = None
    minutes: float | None = None
    megabytes: int | None = None
    scheduler: str = ""
    report: bool = False
    anew_since: dt.datetime | None = None


def keep_order(board: Workspace, order: Order) -> Path:
    """Write the order down; the file is to be removed when the batch is done.

    Raises:
        UserError: it cannot be written.
    """
    moment = dt.datetime.now(dt.UTC)
    path = board.runs / _FOLDER / f"{moment:%Y%m%dT%H%M%S%f}_{Owner.this().words}-{uuid.uuid4().hex[:8]}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            unfinished.write_text(f"{order.model_dump_json(indent=1)}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise storage_error(error, path) from error
    return path


def interrupted_order(board: Workspace) -> Order:
    """The newest order that was not carried out to its end.

    Raises:
        UserError: there is none.
    """
    interrupted = _interrupted(board)
    if not interrupted:
        raise UserError(
            "途中で止まった実行はありません。",
            where="--resume",
            fix="「edu-dx run 分析の名前」で実行してください。変わっていない実行は、もう一度は行いません。",
        )
    return interrupted[max(interrupted)]


def forget_interrupted(board: Workspace, done: Order) -> None:
    """Forget the interrupted orders that asked for what has now been done."""
    for path, order in _interrupted(board).items():
        if order.model_copy(update={"anew_since": done.anew_since}) == done:
            path.unlink(missing_ok=True)


def _interrupted(board: Workspace) -> dict[Path, Order]:
    """The orders whose processes have ended."""
    orders: dict[Path, Order] = {}
    for path in (board.runs / _FOLDER).glob("*.json"):
        owner = Owner.from_words(path.name.partition("_")[2])
        # What another edition of this program wrote is left alone.
        with contextlib.suppress(ValidationError, FileNotFoundError):
            if owner is not None and (owner.is_gone or owner.is_elsewhere):
                orders[path] = Order.model_validate_json(path.read_text(encoding="utf-8"))
    return orders
