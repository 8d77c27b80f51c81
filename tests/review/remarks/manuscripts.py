"""A manuscript of an invented city, made of a real template and the results that its sample findings speak of."""

import datetime as dt
from copy import deepcopy
from functools import cache

from nbformat import NotebookNode

from edu_dx.present.block import Block, BlockColumn, Cell, Format, Measure
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.run.catalogue import notebooks_folder
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import CheckResult, ParameterValue, RunRecord

BASIS = {"period": "2024年度", "filter": "市役所と支所", "sources": []}


def number(
    title: str, value: float, unit: str = "人", format: Format = Format.COUNT, **more: object
) -> Block:
    measure = Measure(value=value, format=format, unit=unit, **more)
    return Block(name=title.partition("（")[0], kind="number", title=title, measure=measure, **BASIS)


def share(name: str, numerator: int, denominator: int, **more: object) -> Block:
    return number(
        name,
        numerator / denominator,
        "",
        Format.RATIO,
        numerator=numerator,
        denominator=denominator,
        **more,
    )


def table(name: str, *rows: tuple[Cell, ...], **formats: Format) -> Block:
    keys = list(formats)
    columns = [
        BlockColumn(
            key=key,
            label=key,
            format=format,
            numerator=keys[1] if format is Format.RATIO else None,
            denominator=keys[2] if format is Format.RATIO else None,
        )
        for key, format in formats.items()
    ]
    return Block(
        name=name, kind="table", title=name, columns=columns, rows=[list(row) for row in rows], **BASIS
    )


def parts(name: str, *rows: tuple[str, int, int]) -> Block:
    """A table of (label, numerator, denominator) with the ratio."""
    return table(
        name,
        *((label, part, whole, part / whole) for label, part, whole in rows),
        label=Format.TEXT,
        part=Format.COUNT,
        whole=Format.COUNT,
        share=Format.RATIO,
    )


BLOCKS = (
    share("affected-share", 5123, 77_234, low=0.0612, high=0.0715),
    number("affected-per-day（開庁243日）", 5123 / 243, "枚", Format.DECIMAL),
    number("released-hours", 1275.75, "時間", Format.DECIMAL),
    number("waiting", 6.42, "分", Format.DECIMAL),
    parts("morning-evening", ("朝", 3316, 77_234), ("夕方", 1807, 77_234)),
    parts("by-service", ("住民票の写し", 2315, 18_420), ("戸籍", 1204, 9871), ("転入・転出", 644, 7952)),
    parts("by-month", ("4月", 812, 7411), ("8月", 318, 5987)),
    share("self-service", 122_746, 183_950),
    number("left", 61_204, "通"),
    number("moved", 24_318, "通"),
    number("money", -3_412_800, "", Format.YEN),
    number("break-even", 4.23, "分", Format.DECIMAL),
    number("pupils-2030", 7263, low=7080, high=7452),
    number("pupils-2035", 6118, low=5790, high=6466),
    table(
        "city-years",
        *((f"{year}年度", pupils) for year, pupils in ((2015, 10_112), (2020, 9305), (2025, 8410))),
        year=Format.TEXT,
        pupils=Format.COUNT,
    ),
    number("error", 0.0184, "", Format.RATIO, numerator=155, denominator=8410),
    table(
        "small-schools",
        ("あおば小学校", 118, 96),
        ("かえで小学校", 164, 131),
        school=Format.TEXT,
        now=Format.COUNT,
        later=Format.COUNT,
    ),
)

TITLE, GUESS_TITLE = "### 分かったこと", "### 計算の前の予想"
FINDING = "窓口に来た77,234枚のうち、5,123枚（6.6%）が影響を受ける。期間は2024年度である。"
GUESS = "朝のほうが多いと思う。仕事の前に寄る人がいるからである。"


@cache
def template() -> NotebookNode:
    return read_notebook(notebooks_folder() / "counter_hours.ipynb")


def record(*checks: CheckResult) -> RunRecord:
    return RunRecord(
        id="counter_hours-2024-city-01",
        analysis="counter_hours",
        title="窓口受付時間の見直し",
        board_name="みほん市教育委員会",
        fictional=True,
        edition="internal",
        unit="全市",
        parameters=[
            ParameterValue(name="tolerance", label="影響を受けてよい割合", value=0.125),
            ParameterValue(name="payment", label="交付1通あたりの支払額", value=117),
        ],
        tables=[],
        template_fingerprint="sha256:t",
        executed_fingerprint="sha256:e",
        versions={},
        started_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
        seconds=1.0,
        outcome="succeeded",
        checks=list(checks),
    )


def notebook_with(cells: dict[str, str]) -> NotebookNode:
    """The template with some of its cells overwritten."""
    notebook = deepcopy(template())
    for cell in notebook.cells:
        cell.source = cells.get(cell.id, cell.source)
    return notebook


def manuscript(
    finding: str = FINDING,
    guess: str = GUESS,
    *,
    checks: tuple[CheckResult, ...] = (),
    blocks: tuple[Block, ...] = BLOCKS,
) -> Manuscript:
    """A run in which the student has written ``finding`` after the results and ``guess`` before them."""
    notebook = notebook_with(
        {"findings": f"{TITLE}\n\n{finding}", "expectation": f"{GUESS_TITLE}\n\n{guess}"}
    )
    return Manuscript(record(*checks), notebook, template(), blocks)
