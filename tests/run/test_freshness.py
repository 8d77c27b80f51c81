from pathlib import Path

import pytest

from edu_dx.run import catalogue as catalogue_module
from edu_dx.run.catalogue import analysis_called, catalogue
from edu_dx.run.execute import execute
from edu_dx.run.freshness import TablesNow, outdated_because, up_to_date_run
from edu_dx.run.record import read_record
from edu_dx.run.request import Request, request_for_board
from edu_dx.workspace import Workspace
from tests.boards import COUNT_PUPILS, enrolment, store_three_schools, write_template


def request(board: Workspace, **written: str) -> Request:
    return request_for_board(board, analysis_called("pupil_count"), written, "internal")


@pytest.fixture
def ran(board: Workspace, templates: Path) -> Workspace:
    store_three_schools(board)
    write_template(templates, f"from edu_dx.metrics.ratio import Ratio\n{COUNT_PUPILS}")
    execute(board, request(board), lambda: None)
    return board


def test_a_changed_definition_makes_a_run_old_and_is_named(
    ran: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = up_to_date_run(ran, request(ran))
    assert folder is not None
    assert list(read_record(folder).metrics) == ["metrics.ratio"]
    assert outdated_because(TablesNow(ran), read_record(folder)) == []

    catalogue.cache_clear()
    monkeypatch.setattr(catalogue_module, "definitions_of", lambda template: {"metrics.ratio": "sha256:new"})
    assert up_to_date_run(ran, request(ran)) is None
    assert outdated_because(TablesNow(ran), read_record(folder)) == [
        "計算の定義「ratio」が、実行のあとに変わっています。"
    ]


def test_a_run_is_up_to_date_until_something_it_rests_on_changes(ran: Workspace, templates: Path) -> None:
    assert up_to_date_run(ran, request(ran)) == ran.runs / "pupil_count-2025-city-01"
    assert up_to_date_run(ran, request(ran, tolerance="0.2")) is None

    ran.store.write("enrolment", enrolment((2025, "あおば小学校", "あおば", 1, 31)), source="c" * 64)
    assert up_to_date_run(ran, request(ran)) is None


def test_a_changed_template_makes_a_run_old(ran: Workspace, templates: Path) -> None:
    write_template(templates, COUNT_PUPILS + "# changed\n")
    catalogue.cache_clear()

    assert up_to_date_run(ran, request(ran)) is None
