from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run.catalogue import Analysis, analysis_called
from edu_dx.run.request import request_for_board, requests_per_school
from edu_dx.workspace import Workspace
from tests.boards import enrolment, store_three_schools, write_template


@pytest.fixture
def analysis(templates: Path) -> Analysis:
    write_template(templates)
    return analysis_called("pupil_count")


@pytest.fixture
def filled(board: Workspace) -> Workspace:
    store_three_schools(board)
    return board


def test_the_fiscal_year_is_the_boards_unless_it_is_given(filled: Workspace, analysis: Analysis) -> None:
    assert request_for_board(filled, analysis, {}, "internal").parameters["fiscal_year"] == 2025


def test_values_are_read_by_their_type(filled: Workspace, analysis: Analysis) -> None:
    parameters = request_for_board(filled, analysis, {"tolerance": "0.05", "school": ""}, "public").parameters

    assert parameters["tolerance"] == 0.05
    assert parameters["school"] is None
    assert parameters["edition"] == "public"


def test_a_school_is_found_by_its_name(filled: Workspace, analysis: Analysis) -> None:
    request = request_for_board(filled, analysis, {"school": "かえで"}, "internal")

    assert (request.parameters["school"], request.unit) == ("かえで小学校", "かえで小学校")
    assert request.stem == "pupil_count-2025-かえで小学校"


def test_a_batch_has_one_run_for_each_school(filled: Workspace, analysis: Analysis) -> None:
    units = [request.unit for request in requests_per_school(filled, analysis, {}, "internal")]

    assert units == ["あおば小学校", "かえで小学校", "さくら小学校"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"tolerence": "0.1"}, "「tolerance」のことでしょうか。"),
        ({"tolerance": "10"}, "0から1までの割合"),
        ({"tolerance": "一割"}, "0から1までの割合"),
        ({"fiscal_year": "令和7"}, "西暦4桁の年度"),
        ({"fiscal_year": "2019"}, "2019年度の行がありません。あるのは 2025年度"),
        ({"school": "B109210000681"}, "13桁の学校コード"),
        ({"school": "あおぱ"}, "近い名前: あおば"),
    ],
)
def test_a_wrong_request_is_refused_with_the_right_form(
    filled: Workspace, analysis: Analysis, written: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        request_for_board(filled, analysis, written, "internal")

    assert sentence in str(refused.value)


def test_a_missing_table_is_named_before_anything_starts(board: Workspace, analysis: Analysis) -> None:
    with pytest.raises(UserError, match="「児童生徒数・学級数」の資料がまだ取り込まれていません"):
        request_for_board(board, analysis, {}, "internal")


def test_a_name_of_two_schools_asks_for_the_code(filled: Workspace, analysis: Analysis) -> None:
    rows = enrolment((2025, "あおば中学校", "あおば", 7, 20))
    rows["school_type"] = "中学校"
    filled.store.write("enrolment", rows, source="b" * 64)

    with pytest.raises(UserError, match="2校あります: あおば中学校（中学校）、あおば小学校（小学校）"):
        request_for_board(filled, analysis, {"school": "あおば"}, "internal")


def test_an_unknown_analysis_gets_the_nearest_name(analysis: Analysis) -> None:
    with pytest.raises(UserError, match="「pupil_count」のことでしょうか"):
        analysis_called("pupils_count")


def test_a_school_without_a_name_is_told_by_its_code(board: Workspace, analysis: Analysis) -> None:
    rows = enrolment((2025, "B109210000681", "あおば", 1, 30))
    rows["school_name"] = rows["school_name"].where([False])
    board.store.write("enrolment", rows, source="a" * 64)

    [request] = requests_per_school(board, analysis, {}, "internal")

    assert request.unit == "B109210000681小学校"
