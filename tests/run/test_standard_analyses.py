"""What the standard analyses answer where the tables do not hold what they need."""

from edu_dx.run.catalogue import analysis_called
from edu_dx.run.execute import execute
from edu_dx.run.record import Failure
from edu_dx.run.request import request_for_board
from edu_dx.workspace import Workspace
from tests.metrics.surveys import enrolment


def refusal(board: Workspace, name: str, **written: str) -> Failure:
    """Where and with which words the analysis stopped."""
    record = execute(
        board, request_for_board(board, analysis_called(name), written, "internal"), lambda: None
    )
    assert record.failure is not None
    return record.failure


def test_a_projection_asks_for_the_schools_that_send_children_to_the_junior_high_schools(
    board: Workspace,
) -> None:
    surveys = {
        (year, kind, school): pupils
        for year in range(2021, 2026)
        for kind, school, pupils in (("中学校", "かえで", [30] * 3), ("義務教育学校", "さくら", [20] * 9))
    }
    board.store.write("enrolment", enrolment(surveys), source="a" * 64)

    stopped = refusal(board, "enrolment_projection", fiscal_year="2025")

    assert "2025年度の資料に小学校がない" in stopped.message
    assert "取り込んで" in stopped.message
