"""Small runs to compare: a school's numbers, as a notebook shows them."""

import datetime as dt

import nbformat
from nbformat import NotebookNode

from edu_dx.present.block import Block, BlockColumn, Cell, Chart, Format, Measure, Source
from edu_dx.present.presenter import mime_bundle
from edu_dx.review.difference.contents import Contents, contents_of
from edu_dx.run.record import ParameterValue, RunRecord, TableState

SOURCE = Source(table="enrolment", label="児童生徒数", fingerprint="sha256:" + "ab" * 32)
BASIS = {"period": "2015〜2025年度", "filter": "市立小中学校", "sources": [SOURCE]}
FINDING = "### 分かったこと\n\n児童生徒数は8,410人です。これからも減ります。\n\n- 学級は9つです。"


def text(key: str, label: str) -> BlockColumn:
    return BlockColumn(key=key, label=label, format=Format.TEXT)


def count(key: str, label: str, unit: str = "人", **more: object) -> BlockColumn:
    return BlockColumn(key=key, label=label, format=Format.COUNT, unit=unit, **more)


def share(key: str, label: str, numerator: str, denominator: str) -> BlockColumn:
    return BlockColumn(
        key=key, label=label, format=Format.RATIO, numerator=numerator, denominator=denominator
    )


def number(
    value: float | None, name: str = "pupils", *, title: str = "児童生徒数", note: str = "", **measure: object
) -> Block:
    given = {"format": Format.COUNT, "unit": "人", **measure}
    return Block(
        name=name, kind="number", title=title, note=note, measure=Measure(value=value, **given), **BASIS
    )


def table(
    rows: list[list[Cell]],
    columns: list[BlockColumn] | None = None,
    *,
    name: str = "schools",
    suppressed: list[tuple[int, int]] | None = None,
    **more: object,
) -> Block:
    return Block(
        name=name,
        kind="table",
        title="学校ごとの人数",
        columns=columns
        or [text("school", "学校"), count("pupils", "児童生徒"), count("classes", "学級数", "学級")],
        rows=rows,
        suppressed=suppressed or [],
        **{**BASIS, **more},
    )


def figure(rows: list[list[Cell]], svg: str = "<svg>前</svg>", **more: object) -> Block:
    chart = Chart(kind="line", x="year", series=["pupils"], x_title="年度", y_title="人数（人）")
    given = {"chart": chart, "alt": "なだらかに減る折れ線。", "name": "trend", **more}
    return Block(
        kind="figure",
        title="移り変わり",
        columns=[text("year", "年度"), count("pupils", "児童生徒")],
        rows=rows,
        svg=svg,
        **BASIS,
        **given,
    )


def check(passed: bool, **more: object) -> Block:
    return Block(name="adds-up", kind="check", title="合計が合う", passed=passed, **BASIS, **more)


SCHOOLS: list[list[Cell]] = [["あおば小", 300, 12], ["みどり小", 210, 6], ["ひかり中", 450, 13]]
YEARS: list[list[Cell]] = [["2024", 8768], ["2025", 8410]]


def blocks() -> list[Block]:
    return [
        number(8410),
        number(
            120 / 155,
            "self-service",
            title="セルフ利用率",
            format=Format.RATIO,
            unit="",
            numerator=120,
            denominator=155,
        ),
        table(SCHOOLS),
        figure(YEARS),
        check(True),
    ]


def notebook(*shown: Block, finding: str = FINDING, code: str = "show()\n", intro: str = "") -> NotebookNode:
    new = nbformat.v4
    return new.new_notebook(
        cells=[
            new.new_markdown_cell("# 推計\n\n## 目的\n\nこれからの人数を見通します。" + intro, id="title"),
            new.new_code_cell(
                "fiscal_year = 2025", id="injected", metadata={"tags": ["injected-parameters"]}
            ),
            new.new_markdown_cell("### 結果を見る", id="results-heading"),
            *(_cell(block, code) for block in shown or blocks()),
            new.new_markdown_cell(finding, id="findings", metadata={"tags": ["finding"]}),
        ]
    )


def _cell(block: Block, code: str) -> NotebookNode:
    output = nbformat.v4.new_output("display_data", data=dict(mime_bundle(block)))
    return nbformat.v4.new_code_cell(code, id=f"cell-{block.name}", outputs=[output])


def record(**changes: object) -> RunRecord:
    given = {
        "id": "enrolment-2025-city-01",
        "analysis": "enrolment",
        "title": "推計",
        "board_name": "みほん市教育委員会",
        "fictional": True,
        "edition": "internal",
        "unit": "全市",
        "parameters": [ParameterValue(name="fiscal_year", label="対象年度", value=2025)],
        "tables": [TableState(name="enrolment", label="児童生徒数", fingerprint="sha256:ab", records=1980)],
        "template_fingerprint": "sha256:cd",
        "metrics": {"metrics.progression": "sha256:01"},
        "executed_fingerprint": "sha256:ef",
        "versions": {"pandas": "3.1.0"},
        "started_at": dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        "seconds": 12.3,
        "outcome": "succeeded",
    }
    return RunRecord.model_validate({**given, **changes})


def run(*shown: Block, record: RunRecord = record(), **more: str) -> Contents:  # noqa: B008
    return contents_of(notebook(*shown, **more), record)
