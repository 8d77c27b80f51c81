"""A run made once more, to compare with: from the clean template, its parameters and the stored tables."""

from __future__ import annotations

from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.run.catalogue import catalogue
from edu_dx.run.execute import execute_here
from edu_dx.run.folder import stem_of, unfinished_folder
from edu_dx.run.freshness import TablesNow, outdated_because, table_states
from edu_dx.run.guard import Guard, Limits
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import RunRecord
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace


def repeat(board: Workspace, record: RunRecord) -> NotebookNode:
    """The notebook that the run would give now; nothing of the repetition is kept.

    Raises:
        UserError: the template, a definition or a table is no longer what the run used, or the repetition stopped.
    """
    request = _request(record)
    _check_unchanged(board, request, record)
    with unfinished_folder(board) as folder:
        template = read_notebook(request.analysis.path)
        execution = execute_here(board, request, template, folder, lambda: None, Guard(Limits()))
    if execution.failure:
        raise UserError(
            f"同じ条件で計算し直しましたが、途中で止まりました。{execution.failure.message}",
            where=f"{record.id} {execution.failure.cell}".strip(),
            fix="もう一度 edu-dx run で実行し、同じところで止まるときはコンサルタントに相談してください。",
        )
    return execution.notebook


def _request(record: RunRecord) -> Request:
    analysis = catalogue().get(record.analysis)
    if analysis is None:
        raise UserError(
            f"分析「{record.title}」のひな形がなくなっているため、計算し直せません。",
            where=record.id,
            fix="edu-dx を入れ直すか、いまある分析（edu-dx analyses）で実行し直してください。",
        )
    values = {parameter.name: parameter.value for parameter in record.parameters}
    return Request(analysis, values, record.unit, stem_of(record.id))


def _check_unchanged(board: Workspace, request: Request, record: RunRecord) -> None:
    known = {table.name for table in record.tables}
    arrived = [table.label for table in table_states(board, request) if table.name not in known]
    reasons = outdated_because(TablesNow(board), record)
    reasons += [f"使わなかった資料「{label}」が、実行のあとに取り込まれています。" for label in arrived]
    if reasons:
        raise UserError(
            "実行のあとに変わったものがあるため、同じ計算を繰り返せません。\n"
            + "\n".join(f"・{reason}" for reason in reasons),
            where=record.id,
            fix="もう一度 edu-dx run で実行してください。所見は新しい実行に引き継がれます。",
        )
