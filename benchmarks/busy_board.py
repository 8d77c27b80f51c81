"""An invented board (架空) with years of runs and reviews, for measuring lists."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain as joined
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode

from edu_dx.review import chain
from edu_dx.review.approval import ApprovalStatement, Signatory, seal, seal_text
from edu_dx.review.events import Actor, Anchor, Event, Reason, Remark
from edu_dx.review.states import Action
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.notebook import write_notebook
from edu_dx.run.record import NOTEBOOK_NAME, RECORD_NAME, RunRecord, TableState, write_record
from edu_dx.tables import TABLES
from edu_dx.workspace import Role, Workspace
from edu_dx.workspace.config import CONFIG_NAME
from edu_dx.workspace.signing_key import SigningKey

ANALYSIS = "enrolment_projection"
_TITLE = "児童生徒数・学級数の推計"
_UNIT = "あおば小学校"
_BLOCKS = 60
_NUMBERS_IN_A_BLOCK = 250
_SETTLED_SECONDS = 60
_CONFIG = """\
[board]
name = "みほん市教育委員会"
municipality_name = "みほん市"
municipality_code = "092029"
prefecture = "栃木県"
fiscal_year = 2025
fictional = true

[[people]]
id = "taro"
name = "試作 太郎"
role = "コンサルタント"
"""
_HANAKO = Actor(id="hanako", name="見本 花子", role=Role.ASSISTANT)
_ENDS: tuple[tuple[Action, ...], ...] = (
    (Action.APPROVE, Action.DELIVER),
    (Action.APPROVE,),
    (Action.RETURN,),
    (),
)
"""How the last round of a run ends, in turn: delivered, approved, returned, waiting."""


@dataclass(frozen=True)
class _Kept:
    """One notebook file that stands in the folders of all runs.

    Args:
        path: the file.
        content: its fingerprint.
    """

    path: Path
    content: str


def make_busy_board(folder: Path, runs: int, events: int) -> Workspace:
    """A workspace with so many executed runs and so many events about them, in equal shares.

    The consultant's key goes into the user's folder of keys: set ``EDU_DX_KEYS`` before.
    """
    folder.mkdir()
    (folder / CONFIG_NAME).write_text(_CONFIG, encoding="utf-8", newline="\n")
    board = Workspace(folder)
    _store_pupils(board)
    notebook = _keep_notebook(folder)
    names = [f"{ANALYSIS}-2025-B{number:012d}-01" for number in range(runs)]
    for name in names:
        _execute(board, name, notebook)
    key = SigningKey(board.root, "taro")
    taro = Actor(id="taro", name="試作 太郎", role=Role.CONSULTANT, keys=(key.create(),))
    per_run = [events // runs + (place < events % runs) for place in range(runs)]
    _write_journal(
        board,
        joined.from_iterable(
            _review(name, count, _ENDS[place % len(_ENDS)], taro, notebook.content, place)
            for place, (name, count) in enumerate(zip(names, per_run, strict=True))
        ),
        key,
    )
    return board


def _store_pupils(board: Workspace) -> None:
    columns = {"fiscal_year": 2025, "school_code": "B109299000013", "grade": 1, "pupils": 30, "classes": 1}
    words = {"school_name": "あおば小学校", "school_type": "小学校", "class_kind": "通常"}
    row = pd.DataFrame([{**columns, **words, "special_support_pupils": 0}])
    board.store.write("enrolment", TABLES["enrolment"].frame(row), source="a" * 64)


def _keep_notebook(folder: Path) -> _Kept:
    notebook = _notebook()
    path = folder / NOTEBOOK_NAME
    write_notebook(notebook, path)
    _let_settle(path)
    return _Kept(path, fingerprint(notebook))


def _notebook() -> NotebookNode:
    """An executed notebook with as many blocks as a long analysis has."""
    new = nbformat.v4
    cells = []
    for number in range(_BLOCKS):
        block = {
            "name": f"block-{number}",
            "kind": "table",
            "title": f"表{number}",
            "rows": [[place, place * 1.5] for place in range(_NUMBERS_IN_A_BLOCK)],
        }
        output = new.new_output("display_data", data={"application/vnd.edu-dx.block+json": block})
        cells.append(new.new_code_cell(f"show({number})", id=f"cell-{number}", outputs=[output]))
    return new.new_notebook(cells=cells)


def _execute(board: Workspace, name: str, notebook: _Kept) -> None:
    folder = board.runs / name
    folder.mkdir(parents=True)
    os.link(notebook.path, folder / NOTEBOOK_NAME)
    table = TableState(
        name="enrolment", label="児童生徒数", fingerprint=board.store.fingerprint("enrolment"), records=1
    )
    record = RunRecord(
        id=name,
        analysis=ANALYSIS,
        title=_TITLE,
        board_name=board.name,
        fictional=True,
        edition="internal",
        unit=_UNIT,
        parameters=[],
        tables=[table],
        template_fingerprint=analysis_called(ANALYSIS).fingerprint,
        metrics=analysis_called(ANALYSIS).definitions,
        executed_fingerprint=notebook.content,
        versions={},
        started_at=dt.datetime.now().astimezone(),
        seconds=1.0,
        outcome="succeeded",
    )
    write_record(folder, record)
    _let_settle(folder / RECORD_NAME)


def _let_settle(path: Path) -> None:
    """As if nobody had saved the file for a while."""
    before = path.stat().st_mtime - _SETTLED_SECONDS
    os.utime(path, (before, before))


def _review(
    name: str, count: int, ends: tuple[Action, ...], taro: Actor, content: str, place: int
) -> Iterator[Event]:
    """So many events of one run: a first round with comments, and a second one that ends so."""
    at = (
        dt.datetime.now().astimezone().replace(microsecond=0)
        - dt.timedelta(days=300)
        + dt.timedelta(hours=place)
    )
    threads = range(1, max(1, (count - len(ends) - 3) // 3) + 1)
    steps: list[tuple[Action, Actor, Remark | None]] = [(Action.SUBMIT, _HANAKO, None)]
    steps += [(Action.COMMENT, taro, _remark(thread)) for thread in threads]
    steps += [(Action.RETURN, taro, None)]
    steps += [(Action.ANSWER, _HANAKO, Remark(thread=thread)) for thread in threads]
    steps += [(Action.SUBMIT, _HANAKO, None)]
    # What a reviewer has asked is open where the work has gone back again.
    settled = Action.REOPEN if ends == (Action.RETURN,) else Action.RESOLVE
    steps += [(settled, taro, Remark(thread=thread)) for thread in threads]
    notes = count - len(steps) - len(ends)
    steps += [(Action.NOTE, taro, None)] * notes
    steps += [(action, taro, None) for action in ends]
    for number, (action, person, remark) in enumerate(steps):
        yield Event(
            at=at + dt.timedelta(minutes=number),
            run=name,
            action=action,
            person=person,
            comment="年度と対象を添えてください。" if action not in (Action.SUBMIT, Action.DELIVER) else "",
            content=content,
            remark=remark,
            round=1 if action is Action.SUBMIT else 0,
        )


def _remark(thread: int) -> Remark:
    anchor = Anchor(block=f"block-{thread}")
    return Remark(thread=thread, anchor=anchor, about=f"表「表{thread}」", reason=Reason.NUMBER)


def _write_journal(board: Workspace, events: Iterator[Event], key: SigningKey) -> None:
    """The journal as if it had grown line by line."""
    number, link = 0, chain.START
    submission: Event | None = None
    with board.journal.open("wb") as file:
        for event in events:
            number += 1
            written = event.model_copy(update={"number": number, "previous": link})
            if event.action is Action.SUBMIT:
                submission = written
            if event.action is Action.APPROVE and submission:
                written = written.model_copy(update={"seal": _seal(board, written, submission, key)})
            line = written.model_dump_json(exclude_defaults=True).encode("utf-8")
            file.write(line + b"\n")
            link = chain.link_after(link, line)
    head = json.dumps({"number": number, "link": link})
    board.journal.with_suffix(".head").write_text(head, encoding="ascii")


def _seal(board: Workspace, approval: Event, submission: Event, key: SigningKey) -> str:
    statement = ApprovalStatement(
        board_name=board.name,
        board_code="092029",
        run=approval.run,
        title=_TITLE,
        unit=_UNIT,
        edition="internal",
        content=approval.content,
        executed=approval.content,
        template="sha256:" + "a" * 64,
        tables={"enrolment": "sha256:" + "b" * 64},
        metrics={},
        threads="sha256:" + "c" * 64,
        round=submission.round,
        drafted_by=Signatory(id=submission.person.id, name=submission.person.name),
        approved_by=Signatory(id=approval.person.id, name=approval.person.name),
        approved_at=approval.at,
        journal=submission.previous,
        reports={name: "sha256:" + "d" * 64 for name in ("html", "pdf", "xlsx")},
    )
    return seal_text(seal(statement, key))
