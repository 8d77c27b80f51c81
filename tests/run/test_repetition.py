from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run.catalogue import analysis_called, catalogue
from edu_dx.run.freshness import table_states
from edu_dx.run.record import ParameterValue, RunRecord, read_record
from edu_dx.run.repetition import repeat
from edu_dx.run.request import request_for_board
from edu_dx.workspace import Workspace
from tests.boards import COUNT_PUPILS, enrolment, store_three_schools, write_template
from tests.finished_runs import RUN, finish_run


@pytest.fixture
def record(board: Workspace, templates: Path) -> RunRecord:
    """The record of a run on the tables, template and definitions as they are."""
    store_three_schools(board)
    folder = finish_run(board, templates)
    return read_record(folder).model_copy(update=as_now(board))


def as_now(board: Workspace, **written: str) -> dict[str, object]:
    request = request_for_board(board, analysis_called("pupil_count"), written, "internal")
    return {
        "parameters": [
            ParameterValue(name=name, label="", value=value) for name, value in request.parameters.items()
        ],
        "template_fingerprint": request.analysis.fingerprint,
        "tables": table_states(board, request),
        "metrics": request.analysis.definitions,
    }


def test_a_template_that_is_gone_is_named(board: Workspace, templates: Path, record: RunRecord) -> None:
    (templates / "pupil_count.ipynb").unlink()
    catalogue.cache_clear()

    with pytest.raises(UserError, match="「児童生徒数」のひな形がなくなっている"):
        repeat(board, record)


def test_a_replaced_table_is_named(board: Workspace, record: RunRecord) -> None:
    board.store.write("enrolment", enrolment((2025, "あおば小学校", "あおば", 1, 31)), source="c" * 64)

    with pytest.raises(UserError, match="資料「児童生徒数・学級数」") as error:
        repeat(board, record)
    assert error.value.where == RUN


def test_a_changed_template_and_a_changed_definition_are_named(
    board: Workspace, templates: Path, record: RunRecord
) -> None:
    write_template(templates, COUNT_PUPILS + "# changed\n")
    catalogue.cache_clear()

    with pytest.raises(UserError, match="同じ計算を繰り返せません") as error:
        repeat(board, record.model_copy(update={"metrics": {"metrics.ratio": "sha256:old"}}))
    assert "ひな形が、実行のあとに変わって" in error.value.what
    assert "計算の定義「ratio」" in error.value.what


@pytest.mark.slow
def test_a_repetition_that_stops_is_told_and_leaves_nothing(
    board: Workspace, templates: Path, record: RunRecord
) -> None:
    write_template(templates, "raise ValueError('x')")
    catalogue.cache_clear()

    with pytest.raises(UserError, match="途中で止まりました") as error:
        repeat(board, record.model_copy(update=as_now(board)))
    assert "手順" in error.value.where
    assert [folder.name for folder in board.runs.iterdir()] == [RUN]
