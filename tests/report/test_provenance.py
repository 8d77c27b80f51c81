from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from edu_dx.errors import UserError
from edu_dx.report.provenance import provenance_of, provenance_outside_runs, read_run, shortened
from edu_dx.review.states import State
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace
from tests.report.sample import key_number, sample_notebook

StoreRun = Callable[..., Path]


def test_a_run_that_nobody_approved_is_a_draft(store_run: StoreRun) -> None:
    provenance = provenance_of(store_run(sample_notebook(key_number())))

    assert not provenance.approved
    assert provenance.approved_by is None
    assert provenance.dated is not None
    assert provenance.dated.day == 20


def test_an_approved_run_names_both_people(store_run: StoreRun, approve_run: Callable[[Path], None]) -> None:
    folder = store_run(sample_notebook(key_number()))
    approve_run(folder)
    provenance = provenance_of(folder)

    assert provenance.approved
    assert provenance.rounds == 1
    assert provenance.drafted_by is not None
    assert provenance.approved_by is not None
    assert (provenance.drafted_by.id, provenance.approved_by.id) == ("hanako", "taro")
    assert provenance.dated == provenance.approved_at


def test_an_approval_falls_away_when_the_notebook_changes(
    store_run: StoreRun, approve_run: Callable[[Path], None]
) -> None:
    folder = store_run(sample_notebook(key_number()))
    approve_run(folder)
    changed = sample_notebook(key_number().model_copy(update={"title": "ちがう題"}))
    nbformat.write(changed, folder / NOTEBOOK_NAME)
    provenance = provenance_of(folder)

    assert provenance.state is State.LAPSED
    assert not provenance.approved


def test_content_and_what_is_told_of_it_are_of_one_reading(store_run: StoreRun) -> None:
    folder = store_run(sample_notebook(key_number()))
    notebook, provenance = read_run(folder)

    assert provenance.content_fingerprint == fingerprint(notebook)
    assert notebook == read_notebook(folder / NOTEBOOK_NAME)


def test_a_notebook_outside_any_run_is_a_draft() -> None:
    provenance = provenance_outside_runs(sample_notebook(key_number()))

    assert not provenance.approved
    assert provenance.data_fingerprint == ""
    assert len(shortened(provenance.content_fingerprint)) == 12


def test_a_folder_without_a_run_is_refused(board: Workspace) -> None:
    with pytest.raises(UserError, match=r"run\.json"):
        provenance_of(board.root)
