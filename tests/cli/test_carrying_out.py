import datetime as dt

from edu_dx.cli.carrying_out import _sorted_out
from edu_dx.run.batch.order import Order
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.execute import execute
from edu_dx.run.request import request_for_board
from edu_dx.workspace import Workspace
from tests.boards import store_three_schools, write_template


def test_a_run_is_made_again_however_shortly_before_it_was_made(board: Workspace, templates) -> None:
    store_three_schools(board)
    write_template(templates)
    request = request_for_board(board, analysis_called("pupil_count"), {}, "internal")
    record = execute(board, request, lambda: None)
    order = Order(
        analysis="pupil_count",
        parameters={},
        per_school=False,
        edition="internal",
        anew_since=record.started_at + dt.timedelta(milliseconds=1),
    )

    assert _sorted_out(board, order, [request]) == ([], [request])
    # One that was made after it was asked for is what was asked for.
    earlier = order.model_copy(update={"anew_since": record.started_at})
    assert _sorted_out(board, earlier, [request]) == ([record], [])
    assert record.started_at.microsecond
