"""A whole review, played through the command line by an assistant and a consultant on one workspace."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.workspace import Workspace
from tests.boards import make_board, store_three_schools, write_template

CODE = """\
import matplotlib.pyplot as plt
from edu_dx.present import Chart, count, decimal, style, text
rows = board.table("enrolment", fiscal_year)
show = Presenter(board, edition=edition, period=f"{fiscal_year}年度", filter="市立学校", tables=["enrolment"])
pupils = rows["pupils"].sum()
show.number("pupils", pupils, title="児童生徒数", unit="人")
show.number("spared", pupils * tolerance, title="影響を受けてよい人数", unit="人")
by_school = rows.assign(spared=rows["pupils"] * tolerance)
fig, ax = plt.subplots(figsize=style.size(50))
ax.bar(by_school["school_name"], by_school["spared"])
ax.set_title("学校ごとの人数")
show.figure(
    "spared-by-school", fig, by_school, title="学校ごとの、影響を受けてよい人数",
    columns=[text("school_name", "学校"), count("pupils", "児童生徒数", "人"), decimal("spared", "人数", "人")],
    chart=Chart(kind="bar", x="school_name", series=["spared"], x_title="学校", y_title="人数（人）"),
    alt="3校の棒グラフ",
)
show.check("under-limit", pupils < 1000, title="1,000人より少ない", guidance="資料を確かめてください。")
"""

FIRST = """\
## 分かったこと

2025年度の児童生徒数は120人である。影響を受けてよいのは12人にとどまる。学校ごとの違いは小さい。
"""
SECOND = FIRST.replace("12人にとどまる", "24人までである")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, templates: Path) -> Path:
    """A workspace with three schools, and the analysis that the two people are at work on."""
    board = make_board(tmp_path / "board")
    store_three_schools(board)
    write_template(templates, CODE)
    monkeypatch.chdir(board.root)
    return board.root


def write_finding(run: Path, text: str) -> None:
    notebook = read_notebook(run / "notebook.ipynb")
    cell = next(cell for cell in notebook.cells if cell.id == "found")
    cell.source = text
    write_notebook(notebook, run / "notebook.ipynb")


@pytest.mark.slow
def test_two_people_review_approve_and_deliver_a_report(edu_dx: Callable[..., object], here: Path) -> None:
    def does(*words: str) -> str:
        said = edu_dx(*words)
        assert said.status == 0, said.err  # type: ignore[attr-defined]
        return str(said.out)  # type: ignore[attr-defined]

    def may_not(*words: str) -> str:
        said = edu_dx(*words)
        assert said.status == 1, said.out  # type: ignore[attr-defined]
        return str(said.out) + str(said.err)  # type: ignore[attr-defined]

    does("key", "new", "--as", "taro")
    first = json.loads(does("run", "pupil_count", "--json"))[0]["id"]
    write_finding(here / "runs" / first, FIRST)
    assert "計算し直して、4件の結果が一致しました" in does("submit", first, "--as", "hanako")

    # Three comments on the spot, and the run goes back.
    does("comment", first, "--at", "spared", "-m", "割合は20 %のはずです", "--reason", "数値", "--as", "taro")
    does(
        "comment",
        first,
        "--at",
        "spared-by-school",
        "-m",
        "図も直してください",
        "--reason",
        "図表",
        "--as",
        "taro",
    )
    does(
        *("comment", first, "--at", "found", "--quote", "12人にとどまる"),
        *("-m", "言い切りすぎです", "--reason", "言い過ぎ", "--as", "taro"),
    )
    assert "答えを待つコメント3件" in does("return", first, "--as", "taro")

    # The assistant changes one number, one chart (by a parameter) and one sentence.
    second = json.loads(does("run", "pupil_count", "-p", "tolerance=0.2", "--json"))[0]["id"]
    assert second == "pupil_count-2025-city-02"
    assert "まだ答えていないコメント（3件）" in may_not("check", second)
    write_finding(here / "runs" / second, SECOND)
    assert "まだ答えていないコメントが3件" in may_not("submit", second, "--as", "hanako")
    for number, answer in enumerate(("20 %にしました", "図も変わりました", "言い方を弱めました"), start=1):
        does("answer", second, str(number), "-m", answer, "--as", "hanako")
    does("submit", second, "--as", "hanako")

    # The difference shows exactly these.
    told = does("diff", second)
    headline = told.splitlines()[0]
    assert "試作 太郎さんの前回のコメント" in headline
    assert "数値1件・図1件・文章1件が変わりました。資料と計算のしかたは変わっていません。" in told
    assert re.search(r"12 → 24 人（＋12、＋100\.0 %）", told)
    assert "影響を受けてよいのは【旧：12】【新：24】人【旧：にとどまる】【新：までである】。" in told
    assert "「児童生徒数」" not in told

    # Nothing is approved over an open comment, nor by its drafter.
    assert "解決していないコメントが3件" in may_not("approve", second, "--as", "taro")
    for number in ("1", "2", "3"):
        does("resolve", second, number, "--as", "taro")
    assert "支援員の見本 花子さんは承認できません" in may_not("approve", second, "--as", "hanako")
    assert "いまは「提出」" in may_not("deliver", second, "--as", "ichiro")
    does("approve", second, "--as", "taro")
    assert "交付を記録しました" in does("deliver", second, "--as", "ichiro", "-m", "教育長へ")

    # Whoever holds the report can tell that it is what was approved.
    does("report", second)
    reports = here / "reports"
    for suffix in (".html", ".pdf", ".xlsx"):
        verdict = does("verify", str(reports / f"{second}{suffix}"))
        assert "承認どおりです" in verdict
        assert "承認：試作 太郎さん" in verdict
    assert "承認どおりです" in does("verify", second)
    os.chdir(here.parent)
    assert "承認者の鍵を確かめられません" in may_not("verify", str(reports / f"{second}.pdf"))
    os.chdir(here)

    # Forgeries are refused and named.
    pdf = reports / f"{second}.pdf"
    edited = reports / "書き換え.pdf"
    content = pdf.read_bytes()
    place = len(content) // 2
    edited.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    assert "内容が承認と違います" in may_not("verify", str(edited))
    journal = here / "journal.jsonl"
    sound = journal.read_bytes()
    journal.write_bytes(sound.replace("言い切りすぎです".encode(), "よくできました".encode()))
    assert "行目が書き換えられています" in may_not("journal", "check")
    assert "承認の記録がありません" in may_not("verify", str(pdf))
    journal.write_bytes(sound)
    assert "承認どおりです" in does("verify", str(pdf))

    # A table is replaced: the approval lapses by itself, and the report says so.
    board = Workspace(here)
    board.store.write("enrolment", board.table("enrolment").assign(pupils=55), source="b" * 64)
    assert "承認は失効しています" in may_not("verify", str(pdf))
    assert "児童生徒数・学級数」が、実行のあとに入れ替わっています" in may_not("verify", second)
    assert json.loads(does("runs", "--json"))[1]["state"] == "失効"

    # The corrected report says what it corrects, and the old one points to it.
    third = json.loads(does("run", "pupil_count", "-p", "tolerance=0.2", "--json"))[0]["id"]
    write_finding(here / "runs" / third, SECOND.replace("120人", "165人").replace("24人", "33人"))
    does("submit", third, "--as", "hanako")
    does("approve", third, "--as", "taro")
    assert f"訂正：{second} を改めたものです" in does("verify", third)
    assert f"訂正版は {third} です" in may_not("verify", str(pdf))
    history = does("history", third)
    assert "教育長へ" in history
    assert "言い方を弱めました" in history
