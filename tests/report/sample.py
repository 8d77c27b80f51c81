"""An executed notebook with a result of every kind, some of them hostile, and its provenance."""

import datetime as dt

import matplotlib.pyplot as plt
import nbformat
from nbformat import NotebookNode

from edu_dx.present import style
from edu_dx.present.block import Block, BlockColumn, Chart, Format, Measure, Source
from edu_dx.present.presenter import mime_bundle
from edu_dx.present.svg import drawn
from edu_dx.report.provenance import Provenance
from edu_dx.review.events import Actor
from edu_dx.review.states import State
from edu_dx.run.canonical import fingerprint
from edu_dx.run.record import ParameterValue, RunRecord, TableState
from edu_dx.workspace import Role

HOSTILE = '#let x = 1 <script>alert("x")</script> =HYPERLINK("http://example.invalid","x") $ @ \\ * _ 😀 𠮷'
SOURCE = Source(table="enrolment", label="児童生徒数", fingerprint="sha256:" + "ab" * 32)
BASIS = {
    "period": "2015〜2025年度（各年5月1日現在）",
    "filter": "市立小中学校",
    "sources": [SOURCE],
}
GRADES = 9
SCHOOLS = 33
PROMPT = "### 分かったこと\n\n（ここに書いてください。）"
FINDING = """### 分かったこと

**この11年で、児童生徒数は4分の3になりました。**11,547人から8,410人に減っています（8,410 ÷ 11,547 = 72.8 %）。

1. 減り方は小学校で大きく、中学校には数年おくれて現れます。
2. 2030年度に**1学級（学年1組）**となる学年が増えます。

お願い: 第2回の審議会の前に、通学区域ごとの見通しを確かめる時間をいただきたいと考えます。
"""


def count(key: str, label: str, unit: str = "人", **more: object) -> BlockColumn:
    return BlockColumn(key=key, label=label, format=Format.COUNT, unit=unit, **more)


def text(key: str, label: str) -> BlockColumn:
    return BlockColumn(key=key, label=label, format=Format.TEXT)


def share(key: str, label: str, numerator: str, denominator: str) -> BlockColumn:
    return BlockColumn(
        key=key, label=label, format=Format.RATIO, numerator=numerator, denominator=denominator
    )


def key_number() -> Block:
    measure = Measure(value=8410, format=Format.COUNT, unit="人", low=8120, high=8700, range_label="95 %の幅")
    return Block(name="pupils", kind="number", title="2025年度の児童生徒数", measure=measure, **BASIS)


def key_share() -> Block:
    measure = Measure(value=120 / 155, format=Format.RATIO, numerator=120, denominator=155)
    return Block(
        name="self-service",
        kind="number",
        title="セルフ利用率",
        measure=measure,
        note="対象の証明書に限ります。",
        **BASIS,
    )


def key_money() -> Block:
    measure = Measure(value=-49_100_000, format=Format.YEN)
    return Block(name="money", kind="number", title="年間の差引き", measure=measure, **BASIS)


def grades_table() -> Block:
    """33 schools with twelve columns."""
    grades = [count(f"g{grade}", f"{grade}年") for grade in range(1, GRADES + 1)]
    columns = [text("school", "学校"), *grades, count("total", "合計"), count("classes", "学級数", "学級")]
    rows = []
    for school in range(SCHOOLS):
        pupils = [20 + (school * 7 + grade * 3) % 90 for grade in range(GRADES)]
        rows.append([f"みほん第{school + 1}小学校", *pupils, sum(pupils), 9 + school % 9])
    return Block(
        name="grades",
        kind="table",
        title="学校別・学年別の児童生徒数",
        columns=columns,
        rows=rows,
        note="特別支援学級の児童生徒を含みます。",
        **BASIS,
    )


def suppressed_table() -> Block:
    """A ratio with printed parts, one with parts that only the workbook prints, and withheld cells."""
    columns = [
        text("service", "用件"),
        count("affected", "影響を受ける件数", "件"),
        count("received", "受付件数", "件"),
        share("rate", "影響割合", "affected", "received"),
        share("morning_rate", "朝の割合", "morning", "received"),
        count("morning", "朝の件数", "件", support=True),
    ]
    rows = [
        ["住民票の写し", 1204, 18_153, 1204 / 18_153, 640 / 18_153, 640],
        ["転入・転出の届", None, 912, None, None, None],
        [HOSTILE, 61, 4_830, 61 / 4_830, 20 / 4_830, 20],
        [
            "とても長い用件の名前が続くときにも表の幅に収まるように折り返して印刷されることを確かめるための行",
            7,
            1000,
            0.007,
            None,
            None,
        ],
    ]
    return Block(
        name="services",
        kind="table",
        title="用件別の影響",
        columns=columns,
        rows=rows,
        suppressed=[(1, 1), (1, 3), (1, 4), (1, 5)],
        note=HOSTILE,
        **BASIS,
    )


def wide_table() -> Block:
    """More columns than a standing page can hold."""
    years = [count(f"y{year}", f"{year}年度の児童生徒数の推計") for year in range(2025, 2047)]
    columns = [text("school", "学校"), *years]
    rows = [
        [f"みほん第{n}中学校", *(12_345 - n * 11 - place * 37 for place in range(len(years)))]
        for n in range(40)
    ]
    return Block(
        name="wide", kind="table", title="学校別の推計（22年間）", columns=columns, rows=rows, **BASIS
    )


def trend_figure() -> Block:
    style.apply()
    years = list(range(2015, 2026))
    elementary = [7_700 - 190 * n for n in range(11)]
    junior = [3_847 - 84 * n for n in range(11)]
    figure, axes = plt.subplots(figsize=style.size(80))
    axes.plot(years, elementary, marker="o", label="小学校")
    axes.plot(years, junior, marker="s", label="中学校")
    axes.set_xlabel("年度")
    axes.set_ylabel("児童生徒数（人）")
    axes.set_ylim(0)
    axes.legend()
    columns = [
        text("year", "年度"),
        count("elementary", "小学校"),
        count("junior", "中学校"),
        count("all", "合計"),
        share("junior_share", "中学校の割合", "junior", "all"),
    ]
    rows = [
        [str(year), e, j, e + j, j / (e + j)] for year, e, j in zip(years, elementary, junior, strict=True)
    ]
    chart = Chart(
        kind="line",
        x="year",
        series=["elementary", "junior", "junior_share"],
        x_title="年度",
        y_title="児童生徒数（人）",
    )
    return Block(
        name="trend",
        kind="figure",
        title="児童生徒数の移り変わり",
        columns=columns,
        rows=rows,
        chart=chart,
        svg=drawn(figure),
        alt="小学校は7,700人から5,800人へ、中学校は3,847人から3,007人へ、なだらかに減っている折れ線。",
        note="5月1日現在の人数です。",
        **BASIS,
    )


def passed_check() -> Block:
    return Block(
        name="adds-up", kind="check", title="学年の合計が総数に等しい", passed=True, note="差 0人", **BASIS
    )


def failed_check() -> Block:
    return Block(
        name="register",
        kind="check",
        title="学校名簿の学校数と一致する",
        passed=False,
        note="名簿 33校、資料 32校",
        guidance="資料に足りない学校がないかを確かめてください。",
        **BASIS,
    )


def sample_notebook(*blocks: Block, finding: str = FINDING) -> NotebookNode:
    """An executed notebook; by default with a block of every kind."""
    shown = blocks or (
        key_number(),
        key_share(),
        key_money(),
        trend_figure(),
        grades_table(),
        suppressed_table(),
        wide_table(),
        passed_check(),
        failed_check(),
    )
    new = nbformat.v4
    cells = [
        new.new_markdown_cell(
            "# 児童生徒数の推計\n\n## 目的\n\nこれからの児童生徒数と学級数を見通し、**教室と教員の準備（3〜5年先）**に役立てます。\n"
            "数は5月1日現在です。\n\n- 市全体\n- 学校ごと\n  - 学年ごと",
            id="title",
        ),
        new.new_markdown_cell("## 考えてみよう\n\n計算の前に予想を書きます。", id="ask"),
        new.new_markdown_cell(PROMPT, id="guess", metadata={"tags": ["finding"]}),
        new.new_markdown_cell("## 手順\n\n### 資料を読む", id="steps"),
        new.new_markdown_cell(
            "### 結果を見る\n\n| 語 | 意味 |\n|---|---|\n| 学級 | 標準法による組 |", id="show"
        ),
        *(_result_cell(block) for block in shown),
        new.new_markdown_cell(
            f"## 読み方\n\n幅は**95 %**です。\n\n{HOSTILE}\n\n<div>そのまま</div>", id="reading"
        ),
        new.new_markdown_cell(finding, id="found", metadata={"tags": ["finding"]}),
        new.new_markdown_cell("## 言えないこと\n\n転入の理由は分かりません。", id="limits"),
    ]
    about = {"name": "enrolment_projection", "title": "児童生徒数の推計", "question": "これから何人になるか"}
    return new.new_notebook(cells=cells, metadata={"edu_dx": about})


def _result_cell(block: Block) -> NotebookNode:
    new = nbformat.v4
    output = new.new_output("display_data", data=dict(mime_bundle(block)))
    return new.new_code_cell("show()", id=block.name, outputs=[output])


def record(**changes: object) -> RunRecord:
    given = {
        "id": "enrolment_projection-2025-みほん市-internal-01",
        "analysis": "enrolment_projection",
        "title": "児童生徒数の推計",
        "board_name": "みほん市教育委員会",
        "fictional": True,
        "edition": "internal",
        "unit": "全市",
        "parameters": [
            ParameterValue(name="fiscal_year", label="対象年度", value=2025),
            ParameterValue(name="school", label="学校（空欄は全市）", value=None),
        ],
        "tables": [
            TableState(name="enrolment", label="児童生徒数", fingerprint="sha256:" + "ab" * 32, records=1980)
        ],
        "template_fingerprint": "sha256:" + "cd" * 32,
        "executed_fingerprint": "sha256:" + "ef" * 32,
        "versions": {"edu-dx": "0.1.0", "pandas": "3.1.0"},
        "started_at": dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        "seconds": 12.3,
        "outcome": "succeeded",
    }
    return RunRecord.model_validate({**given, **changes})


def draft(notebook: NotebookNode) -> Provenance:
    return Provenance(content_fingerprint=fingerprint(notebook), record=record())


def approved(notebook: NotebookNode) -> Provenance:
    return Provenance(
        content_fingerprint=fingerprint(notebook),
        record=record(),
        state=State.APPROVED,
        drafted_by=Actor(id="hanako", name="見本 花子", role=Role.ASSISTANT),
        approved_by=Actor(id="taro", name="試作 太郎", role=Role.CONSULTANT),
        approved_at=dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        rounds=2,
    )
