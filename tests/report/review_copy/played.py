"""A review of two rounds, played on an invented board: what its review copy has to tell."""

from pathlib import Path

from nbformat import NotebookNode

from edu_dx.present.block import Block
from edu_dx.review.commenting import answer, comment, note, resolve
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.events import Anchor, Evidence, Reason
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.record import NOTEBOOK_NAME, ParameterValue, write_record
from edu_dx.workspace import Workspace
from tests.boards import write_template
from tests.report.sample import trend_figure
from tests.review.difference.samples import FINDING, blocks, check, notebook, number, record, table

STEM = "pupil_count-2025-city"
FIRST, SECOND = f"{STEM}-01", f"{STEM}-02"
HOSTILE = '</p></code></style><script>alert("x")</script><img src=x onerror=alert(1)> "\' {{ 7 * 7 }} ［改行］\n2行目 & <b>太字</b>'
CODE = 'show("</code></pre><script>x()</script>")\n'
BEFORE = "これからも減ります。"
AFTER = "これからの5年は減ると見込まれます。"


def store(board: Workspace, run: str, content: NotebookNode, **changes: object) -> Path:
    """Puts a notebook into the workspace as a run of the tables and the template as they are."""
    folder = board.runs / run
    folder.mkdir(parents=True)
    write_notebook(content, folder / NOTEBOOK_NAME)
    given = {
        "id": run,
        "analysis": "pupil_count",
        "tables": [],
        "metrics": analysis_called("pupil_count").definitions,
        "template_fingerprint": analysis_called("pupil_count").fingerprint,
        "executed_fingerprint": fingerprint(content, findings=False),
    }
    write_record(folder, record(**{**given, **changes}))
    return folder


def figure_of(svg: str, last: int) -> Block:
    """The sample figure with another drawing and another last value."""
    block = trend_figure()
    rows = [*block.rows[:-1], [*block.rows[-1][:1], last, *block.rows[-1][2:]]]
    return block.model_copy(update={"svg": svg or block.svg, "rows": rows, "title": "移り変わり"})


def play_two_rounds(board: Workspace, templates: Path) -> str:
    """Submitted, returned with comments, answered with another number, sentence and chart; the second run's name."""
    write_template(templates)
    hanako, taro, midori = (board.config.person(name) for name in ("hanako", "taro", "midori"))
    shared, lost = table([["あおば小", 300, 12]]), number(9, "lost", title="なくなる数")
    first = notebook(number(8410), shared, figure_of("", 5800), lost, check(True), code=CODE)
    store(board, FIRST, first)
    submit(board, FIRST, hanako, warned=("untested_words",))
    comment(board, FIRST, taro, HOSTILE, anchor=Anchor(block="pupils"), reason=Reason.NUMBER)
    comment(board, FIRST, taro, "縦軸を0から", anchor=Anchor(block="trend"), reason=Reason.FIGURE)
    comment(board, FIRST, taro, "言い過ぎです", anchor=Anchor(block="findings", quote=BEFORE))
    comment(board, FIRST, taro, "要りますか", anchor=Anchor(block="lost"))
    comment(board, FIRST, midori, "全体によいです")
    note(board, FIRST, taro, "ここだけの話")
    send_back(board, FIRST, taro, "直してください")
    svg = trend_figure().svg.replace("#0072b2", "#d55e00")
    second = notebook(
        number(8300),
        shared,
        figure_of(svg, 5700),
        check(True),
        code=CODE,
        finding=FINDING.replace(BEFORE, AFTER) + "\n\n<script>y()</script>",
    )
    store(
        board, SECOND, second, parameters=[ParameterValue(name="fiscal_year", label="対象年度", value=2025)]
    )
    for thread in (1, 2, 3, 4):
        answer(board, SECOND, hanako, thread, f"{thread}番に答えました")
    answer(board, SECOND, hanako, 5, "はい")
    resolve(board, SECOND, midori, 5)
    evidence = Evidence(attested=("pupils", "adds-up"), redrawn=("schools",), differing=("trend",))
    submit(board, SECOND, hanako, "直しました", evidence=evidence, warned=("thin_findings", "消えた規則 <b>"))
    comment(board, SECOND, midori, "もう1つ", anchor=Anchor(block="schools"), reason=Reason.GROUND)
    return SECOND


def edit_finding(board: Workspace, run: str, text: str) -> None:
    """What a student does in JupyterLab."""
    path = board.runs / run / NOTEBOOK_NAME
    content = read_notebook(path)
    content.cells[-1].source = text
    write_notebook(content, path)


def many_blocks() -> list[Block]:
    """Sixty results, a third of them figures."""
    found = []
    for place in range(15):
        for block in (*blocks()[:3], trend_figure()):
            found.append(block.model_copy(update={"name": f"{block.name}-{place}"}))
    return found
