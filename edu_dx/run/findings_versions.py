"""Every state of a run's findings that can still be found, and which text of each finding is the one to bring back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from edu_dx.run.damaged import findings_left_in
from edu_dx.run.executed import EXECUTED_NAME, kept_executed
from edu_dx.run.findings import finding_texts, finding_texts_in, is_written
from edu_dx.run.findings_archive import SavedFindings, archived_findings, modified_at
from edu_dx.run.folder import number_of, stem_of
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace

CHECKPOINT = Path(".ipynb_checkpoints", "notebook-checkpoint.ipynb")
ROUNDS = "rounds"
SET_ASIDE = ".broken-"


class Origin(Enum):
    """Where a state of the findings was found: in words, and how far it is believed (0 is best)."""

    NOTEBOOK = "ノートブック", 0
    ARCHIVE = "保存したときの控え", 0
    CHECKPOINT = "JupyterLabの控え", 0
    BESIDE = "同じフォルダのほかのノートブック", 1
    DAMAGED = "壊れたノートブックから読み取れた部分", 1
    ROUND = "提出したときの控え", 2
    EXECUTED = "実行したときの控え", 2
    OTHER_RUN = "前の回の実行の控え", 3

    def __init__(self, words: str, rank: int) -> None:
        self.words = words
        self.rank = rank


@dataclass(frozen=True)
class Version:
    """One state of the findings.

    Args:
        at: when it was saved.
        origin: where it was found.
        run: the run that it was written in.
        cells: cell id → text.
    """

    at: dt.datetime
    origin: Origin
    run: str
    cells: dict[str, str]


def versions_of(board: Workspace, run: str) -> list[Version]:
    """Every state of the findings of ``run``, and of earlier runs that it took over from; oldest first, equal ones once.

    The run's folder may be damaged or gone.
    """
    different: list[Version] = []
    for version in _best_first(_all_versions(board, run)):
        if version.cells and all(version.cells != other.cells for other in different):
            different.append(version)
    return sorted(reversed(different), key=lambda version: version.at)


def texts_to_bring_back(
    versions: Sequence[Version], prompts: Mapping[str, str]
) -> dict[str, tuple[str, Version]]:
    """The text of each finding with the version that it comes from.

    The newest of the most trustworthy wins, but nothing wins over what is written by being empty or the bare prompt.
    A finding that the student has added comes from the newest state that still held all of the template's.
    """
    ranked = _best_first(reversed(versions))
    whole = next((version for version in ranked if prompts.keys() <= version.cells.keys()), None)
    chosen = {
        name: _best(name, ranked, prompts.get(name, "")) for name in (whole.cells if whole else prompts)
    }
    return {name: (version.cells[name], version) for name, version in chosen.items() if version}


def _best_first(versions: Iterable[Version]) -> list[Version]:
    return sorted(versions, key=lambda version: (version.origin.rank, -version.at.timestamp()))


def _best(name: str, ranked: Sequence[Version], prompt: str) -> Version | None:
    holding = [version for version in ranked if name in version.cells]
    written = (version for version in holding if is_written(version.cells[name], prompt))
    return next(written, holding[0] if holding else None)


def _all_versions(board: Workspace, run: str) -> list[Version]:
    """What the run's folder and the archive hold; of two states of one moment the newer one comes first."""
    here = list(_in_folder(board.runs / run, run))
    saved = list(reversed(archived_findings(board, stem_of(run)).saved))
    own = [_archived(each, Origin.ARCHIVE) for each in saved if each.run == run]
    if any(version.origin is Origin.EXECUTED for version in here):
        return here + own
    # Nothing else tells any more what the run took over from those before it.
    before = [each for each in saved if number_of(each.run) < number_of(run)]
    return here + own + [_archived(each, Origin.OTHER_RUN) for each in before]


def _archived(saved: SavedFindings, origin: Origin) -> Version:
    return Version(saved.at, origin, saved.run, saved.cells)


def _in_folder(folder: Path, run: str) -> Iterator[Version]:
    notebook = folder / NOTEBOOK_NAME
    files = [
        (notebook, Origin.NOTEBOOK),
        (folder / CHECKPOINT, Origin.CHECKPOINT),
        *((path, Origin.BESIDE) for path in _renamed(folder)),
        *((path, Origin.ROUND) for path in sorted((folder / ROUNDS).glob("*.ipynb"))),
    ]
    for path, origin in files:
        cells = finding_texts_in(path)
        if cells is not None:
            yield Version(modified_at(path), origin, run, cells)
        elif path == notebook and path.exists():
            yield Version(modified_at(path), Origin.DAMAGED, run, findings_left_in(path))
    executed = kept_executed(folder)
    if executed is not None:
        yield Version(modified_at(folder / EXECUTED_NAME), Origin.EXECUTED, run, finding_texts(executed))


def _renamed(folder: Path) -> list[Path]:
    """Notebooks that somebody renamed or copied in the run's folder; not those that a recovery set aside."""
    others = (path for path in sorted(folder.glob("*.ipynb")) if path.name != NOTEBOOK_NAME)
    return [path for path in others if SET_ASIDE not in path.name]
