from pathlib import Path

import pytest

from edu_dx.run import catalogue as catalogue_module
from edu_dx.run.catalogue import analysis_called, catalogue
from edu_dx.run.execute import execute
from edu_dx.run.freshness import TablesNow, outdated_because, up_to_date_run
from edu_dx.run.record import read_record, write_record
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


OWN_ROWS = COUNT_PUPILS.replace(
    'rows = board.table("enrolment", fiscal_year)\n',
    'rows = board.table("enrolment", fiscal_year, school=school)\n',
)


def runs_of_aoba(board: Workspace, templates: Path, code: str) -> Request:
    """A run for one school, made."""
    write_template(templates, code)
    catalogue.cache_clear()
    asked = request(board, school="あおば小学校")
    execute(board, asked, lambda: None)
    return asked


def change(board: Workspace, school: str) -> None:
    """The school's file comes in again with another number."""
    board.store.write("enrolment", enrolment((2025, f"{school}小学校", school, 1, 99)), source="c" * 64)


def test_another_schools_rows_do_not_concern_a_run_that_read_its_own_alone(
    board: Workspace, templates: Path
) -> None:
    store_three_schools(board)
    asked = runs_of_aoba(board, templates, OWN_ROWS)

    change(board, "かえで")
    kept = up_to_date_run(board, asked)
    assert kept is not None
    assert outdated_because(TablesNow(board), read_record(kept)) == []

    change(board, "あおば")
    assert up_to_date_run(board, asked) is None
    assert (
        "「児童生徒数・学級数」が、実行のあとに入れ替わっています。"
        in outdated_because(TablesNow(board), read_record(kept))[0]
    )


def test_a_run_that_read_all_schools_rests_on_all(board: Workspace, templates: Path) -> None:
    store_three_schools(board)
    asked = runs_of_aoba(board, templates, COUNT_PUPILS)

    change(board, "かえで")

    assert up_to_date_run(board, asked) is None


def test_another_year_does_not_concern_a_run_that_read_one_year(ran: Workspace) -> None:
    ran.store.write("enrolment", enrolment((2024, "あおば小学校", "あおば", 1, 31)), source="d" * 64)

    assert up_to_date_run(ran, request(ran)) is not None


def rewritten(board: Workspace, changed: dict[str, object]) -> None:
    """The record of the first run as if something else had been true when it was made."""
    folder = board.runs / "pupil_count-2025-city-01"
    write_record(folder, read_record(folder).model_copy(update=changed))


@pytest.mark.parametrize(
    "changed",
    [{"code": "sha256:0"}, {"board": "sha256:0"}, {"versions": {"edu-dx": "0.0.9"}}, {"outcome": "failed"}],
    ids=lambda changed: next(iter(changed)),
)
def test_code_board_and_software_are_part_of_what_a_run_rests_on(
    ran: Workspace, changed: dict[str, object]
) -> None:
    rewritten(ran, changed)

    assert up_to_date_run(ran, request(ran)) is None


def test_the_people_of_the_board_are_not(ran: Workspace) -> None:
    path = ran.root / "edu-dx.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("架空 一郎", "架空 二郎"), encoding="utf-8")

    assert up_to_date_run(Workspace(ran.root), request(ran)) is not None


def test_a_run_that_did_not_write_down_its_reads_rests_on_whole_tables(ran: Workspace) -> None:
    rewritten(ran, {"reads": None})
    assert up_to_date_run(ran, request(ran)) is not None

    ran.store.write("enrolment", enrolment((2024, "あおば小学校", "あおば", 1, 31)), source="d" * 64)
    assert up_to_date_run(ran, request(ran)) is None


def test_the_next_years_file_does_not_concern_a_run_that_looks_back(
    board: Workspace, templates: Path
) -> None:
    store_three_schools(board)
    looking_back = 'board.table("enrolment", until=fiscal_year)'
    write_template(templates, COUNT_PUPILS.replace('board.table("enrolment", fiscal_year)', looking_back))
    execute(board, request(board), lambda: None)

    board.store.write("enrolment", enrolment((2026, "あおば小学校", "あおば", 1, 28)), source="c" * 64)
    assert up_to_date_run(board, request(board)) is not None

    board.store.write("enrolment", enrolment((2020, "あおば小学校", "あおば", 1, 40)), source="d" * 64)
    assert up_to_date_run(board, request(board)) is None
