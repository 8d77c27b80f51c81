from pathlib import Path

import pytest

from edu_dx.run.folder import number_of, publish, stem_of, unfinished_folder
from edu_dx.run.record import read_record
from edu_dx.workspace import Workspace
from tests.finished_runs import RUN, STEM, finish_run


@pytest.mark.parametrize(
    ("run", "stem", "number"),
    [
        (RUN, STEM, 1),
        ("x-2025-092029-12", "x-2025-092029", 12),
        ("x-2025-city-public-100", "x-2025-city-public", 100),
        ("x", "x", 0),
    ],
)
def test_a_run_is_named_by_its_stem_and_its_number(run: str, stem: str, number: int) -> None:
    assert (stem_of(run), number_of(run)) == (stem, number)


def test_the_number_of_a_run_without_its_record_is_not_given_again(board: Workspace, templates: Path) -> None:
    folder = finish_run(board, templates)
    record = read_record(folder)
    (folder / "run.json").unlink()

    with unfinished_folder(board) as unfinished:
        published = publish(board, unfinished, STEM, lambda name: record.model_copy(update={"id": name}))

    assert published.id == f"{STEM}-02"


def test_the_number_of_a_lost_run_that_was_reviewed_is_not_given_again(
    board: Workspace, templates: Path
) -> None:
    folder = finish_run(board, templates)
    record = read_record(folder)
    line = f'{{"number":7,"run":"{STEM}-03","action":"承認"}}\n'
    board.journal.write_text(line, encoding="utf-8", newline="\n")

    with unfinished_folder(board) as unfinished:
        published = publish(board, unfinished, STEM, lambda name: record.model_copy(update={"id": name}))

    assert published.id == f"{STEM}-04"
