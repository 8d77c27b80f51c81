"""Bringing a run's notebook back: the calculated part as it came out of the run, the findings as they were last saved."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from edu_dx.errors import UserError, storage_error
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import catalogue
from edu_dx.run.executed import kept_executed
from edu_dx.run.findings import finding_texts, heading_of, place_findings
from edu_dx.run.findings_archive import archive_findings, archived_findings
from edu_dx.run.findings_versions import (
    CHECKPOINT,
    ROUNDS,
    SET_ASIDE,
    Version,
    texts_to_bring_back,
    versions_of,
)
from edu_dx.run.folder import run_folder, stem_of
from edu_dx.run.notebook import notebook_text, read_notebook
from edu_dx.run.read_again import drop_settled_hints
from edu_dx.run.record import NOTEBOOK_NAME, RECORD_NAME, RunRecord, read_record
from edu_dx.run.repetition import repeat
from edu_dx.workspace import Workspace
from edu_dx.workspace.whole_file import replace_durably


@dataclass(frozen=True)
class BroughtBack:
    """One finding and where its text comes from.

    Args:
        heading: what it is called.
        version: the state that it was taken from.
    """

    heading: str
    version: Version


@dataclass(frozen=True)
class Recovery:
    """What was done for a run.

    Args:
        run: its name.
        calculated_from: where the calculated part comes from, in words.
        findings: every finding with its source.
        set_aside: where the notebook that was there is kept; None if there was none, or nothing was changed.
        changed: whether the notebook was written.
        unreadable: how many lines of the findings' archive cannot be read.
    """

    run: str
    calculated_from: str
    findings: tuple[BroughtBack, ...]
    set_aside: Path | None
    changed: bool
    unreadable: int


def recover(board: Workspace, run: str, version: int | None = None) -> Recovery:
    """Rebuild the notebook of a run, whatever happened to it; what is there is set aside first.

    Args:
        board: the workspace.
        run: name of the run; its folder must still hold the record.
        version: bring back this state of the findings (counted from 1, oldest first) and not the newest of each.

    Raises:
        UserError: the run's folder is lost, there is no such version, or the calculated part cannot be made again.
    """
    folder = board.runs / run
    if not (folder / RECORD_NAME).is_file():
        raise _lost(board, run)
    record = read_record(folder)
    archive_findings(board, run)
    prompts = _prompts(folder, record)
    versions = versions_of(board, run)
    texts = texts_to_bring_back(versions, prompts)
    if version is not None:
        texts |= _texts_of(versions, version, run)
    notebook, source = _calculated(board, record, prompts)
    place_findings({name: text for name, (text, _) in texts.items()}, notebook)
    drop_settled_hints(notebook)
    changed, set_aside = _replace(folder / NOTEBOOK_NAME, notebook)
    archive_findings(board, run)
    return Recovery(
        run=run,
        calculated_from=source,
        findings=tuple(BroughtBack(heading_of(name, text), origin) for name, (text, origin) in texts.items()),
        set_aside=set_aside,
        changed=changed,
        unreadable=archived_findings(board, stem_of(run)).unreadable,
    )


def recoverable_run(board: Workspace, written: str) -> str:
    """The full name of a run that has a folder, or of which at least findings are archived; UserError otherwise."""
    try:
        return run_folder(board, written).name
    except UserError:
        name = Path(written).name
        if (board.runs / name).is_dir() or archived_findings(board, stem_of(name)).of_run(name):
            return name
        raise


def _lost(board: Workspace, run: str) -> UserError:
    if archived_findings(board, stem_of(run)).saved:
        kept = "所見は控えに残っています（「edu-dx recover --list」で読めます）。"
        fix = "同じ分析を「edu-dx run」で実行し直してください。所見は新しい実行に引き継がれます。"
    else:
        kept, fix = "所見の控えもありません。", "同じ分析を「edu-dx run」で実行し直してください。"
    return UserError(
        f"実行のフォルダか、その記録（run.json）がなくなっています。{kept}",
        where=str(board.runs / run),
        fix=fix,
    )


def _prompts(folder: Path, record: RunRecord) -> dict[str, str]:
    """Cell id → what stood in each finding of the run before anybody wrote; empty where no template tells."""
    analysis = catalogue().get(record.analysis)
    prompts = finding_texts(read_notebook(analysis.path)) if analysis else {}
    executed = kept_executed(folder)
    return {name: prompts.get(name, "") for name in finding_texts(executed)} if executed else prompts


def _texts_of(versions: list[Version], number: int, run: str) -> dict[str, tuple[str, Version]]:
    if not 1 <= number <= len(versions):
        raise UserError(
            f"所見の版{number}はありません。",
            where=run,
            fix=f"1から{len(versions)}までの番号を指定してください（「edu-dx recover {run} --list」で見られます）。",
        )
    chosen = versions[number - 1]
    return {name: (text, chosen) for name, text in chosen.cells.items()}


def _calculated(board: Workspace, record: RunRecord, prompts: Mapping[str, str]) -> tuple[NotebookNode, str]:
    """The calculated part exactly as the run made it, and where it was found."""
    for notebook, source in _candidates(board, record):
        whole = prompts.keys() <= finding_texts(notebook).keys()
        if whole and fingerprint(notebook, findings=False) == record.executed_fingerprint:
            return notebook, source
    raise UserError(
        "計算し直しましたが、実行したときと同じ結果になりません（計算したパソコンかソフトの版が違うためです）。",
        where=record.id,
        fix="もう一度 edu-dx run で実行してください。所見は新しい実行に引き継がれます。",
    )


def _candidates(board: Workspace, record: RunRecord) -> Iterator[tuple[NotebookNode, str]]:
    folder = board.runs / record.id
    executed = kept_executed(folder)
    if executed is not None:
        yield executed, "実行したときの控え"
    places = [
        (folder / NOTEBOOK_NAME, "いまのノートブック"),
        (folder / CHECKPOINT, "JupyterLabの控え"),
        *((path, "提出したときの控え") for path in sorted((folder / ROUNDS).glob("*.ipynb"), reverse=True)),
    ]
    for path, source in places:
        try:
            yield read_notebook(path), source
        except UserError:
            continue
    yield repeat(board, record), "ひな形・パラメータ・資料からの再計算"


def _replace(path: Path, notebook: NotebookNode) -> tuple[bool, Path | None]:
    """Write the notebook unless the file says the same already; what was there is copied aside before."""
    try:
        if _says_the_same(path, notebook):
            return False, None
        set_aside = _set_aside(path) if path.exists() else None
        replace_durably(path, notebook_text(notebook).encode("utf-8"))
    except OSError as error:
        raise storage_error(error, path) from error
    return True, set_aside


def _says_the_same(path: Path, notebook: NotebookNode) -> bool:
    try:
        there = read_notebook(path)
    except UserError:
        return False
    return fingerprint(there) == fingerprint(notebook)


def _set_aside(path: Path) -> Path:
    now = dt.datetime.now()
    names = (f"{path.stem}{SET_ASIDE}{now:%Y%m%d-%H%M%S}{more}.ipynb" for more in ("", *range(-2, -100, -1)))
    free = next(place for name in names if not (place := path.with_name(name)).exists())
    shutil.copy2(path, free)
    return free
