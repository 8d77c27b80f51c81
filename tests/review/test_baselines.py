import pytest

from edu_dx.errors import UserError
from edu_dx.review.baselines import last_round, last_year, round_called
from edu_dx.review.commenting import comment
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.standing import standing
from edu_dx.run.record import ParameterValue, read_record, write_record
from edu_dx.workspace import Person, Workspace
from tests.review.conftest import STEM, edit_finding, execute_by_hand
from tests.review.signing import approve


def of_year(board: Workspace, run: str, year: int) -> None:
    folder = board.runs / run
    parameter = ParameterValue(name="fiscal_year", label="対象年度", value=year)
    write_record(folder, read_record(folder).model_copy(update={"parameters": [parameter]}))


def test_a_reviewer_compares_with_the_round_they_commented_on(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    edit_finding(board, "はじめの考え")
    submit(board, run, hanako)
    with pytest.raises(UserError, match="前の回がないため"):
        last_round(board, standing(board, run))
    send_back(board, run, taro, "数を添えてください")
    again = execute_by_hand(board, f"{STEM}-02", pupils=130)
    submit(board, again, hanako)

    seen = last_round(board, standing(board, again))

    assert seen.notebook.cells[-1].source == "はじめの考え"
    assert seen.record.id == run
    assert seen.label.startswith("試作 太郎さんの前回のコメント（")


def test_a_drafter_at_work_compares_with_what_they_handed_in_last(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    edit_finding(board, "はじめの考え")
    submit(board, run, hanako)
    comment(board, run, taro, "数を添えてください")
    send_back(board, run, taro)
    edit_finding(board, "つぎの考え")

    assert last_round(board, standing(board, run)).notebook.cells[-1].source == "はじめの考え"


def test_an_earlier_run_is_not_compared_with_a_later_one(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    approve(board, run, taro)
    submit(board, execute_by_hand(board, f"{STEM}-02", pupils=130), hanako)

    with pytest.raises(UserError, match="前の回がないため"):
        last_round(board, standing(board, run))


def test_rounds_are_called_by_number(board: Workspace, run: str, hanako: Person) -> None:
    submit(board, run, hanako)

    assert round_called(board, standing(board, run), 1).label.startswith("第1回の提出（")
    with pytest.raises(UserError, match="2回目の提出はありません"):
        round_called(board, standing(board, run), 2)


def test_last_year_is_what_was_approved_then(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    before = execute_by_hand(board, "pupil_count-2024-city-01", pupils=140)
    of_year(board, before, 2024)
    of_year(board, run, 2025)
    with pytest.raises(UserError, match="2024年度の、承認された同じ分析がありません"):
        last_year(board, read_record(board.runs / run))
    edit_finding(board, "去年の考え", before)
    submit(board, before, hanako)
    approve(board, before, taro)
    edit_finding(board, "あとから書き換えた", before)

    baseline = last_year(board, read_record(board.runs / run))

    assert baseline.record.id == before
    assert baseline.notebook.cells[-1].source == "去年の考え"
    assert baseline.label.startswith("2024年度の報告書（")
