"""A small invented board with stored tables, and a small template notebook to run on it."""

from pathlib import Path

import nbformat
import pandas as pd

from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace

CONFIG = """\
[board]
name = "みほん市教育委員会"
municipality_name = "みほん市"
municipality_code = "092029"
prefecture = "栃木県"
fiscal_year = 2025
fictional = true

[[people]]
id = "hanako"
name = "見本 花子"
role = "支援員"

[[people]]
id = "taro"
name = "試作 太郎"
role = "コンサルタント"

[[people]]
id = "midori"
name = "例示 みどり"
role = "コンサルタント"

[[people]]
id = "ichiro"
name = "架空 一郎"
role = "教育委員会"
"""

PARAMETERS = """\
fiscal_year: FiscalYear = 2024  # 対象年度
school: SchoolCode | None = None  # 学校（空欄は全市）
tolerance: Share = 0.1  # 許せる割合
note: Text = "はじめ"  # 覚え書き
edition: Edition = "internal"  # 版
"""

COUNT_PUPILS = """\
rows = board.table("enrolment", fiscal_year)
rows = rows if school is None else rows[rows["school_code"] == school]
show = Presenter(board, edition=edition, period=f"{fiscal_year}年度", filter="市立学校", tables=["enrolment"])
show.number("pupils", rows["pupils"].sum(), title="児童生徒数", unit="人")
show.check("under-limit", rows["pupils"].sum() < 1000, title="1,000人より少ない", guidance="資料を確かめてください。")
"""


def make_board(folder: Path) -> Workspace:
    """A workspace with a configuration and no tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edu-dx.toml").write_text(CONFIG, encoding="utf-8")
    return Workspace(folder)


def enrolment(*rows: tuple[int, str, str, int, int]) -> pd.DataFrame:
    """Canonical enrolment from (fiscal_year, code, name, grade, pupils), in ordinary classes."""
    return TABLES["enrolment"].frame(
        [
            {
                "fiscal_year": year,
                "school_code": code,
                "school_name": name,
                "school_type": "小学校",
                "grade": grade,
                "class_kind": "通常",
                "pupils": pupils,
                "special_support_pupils": 0,
                "classes": 1,
            }
            for year, code, name, grade, pupils in rows
        ]
    )


def store_three_schools(board: Workspace) -> None:
    """あおば 30, かえで 40, さくら 50 pupils in 2025; nothing in other years."""
    rows = enrolment(
        (2025, "あおば小学校", "あおば", 1, 30),
        (2025, "かえで小学校", "かえで", 1, 40),
        (2025, "さくら小学校", "さくら", 1, 50),
    )
    board.store.write("enrolment", rows, source="a" * 64)


def write_template(folder: Path, code: str = COUNT_PUPILS, name: str = "pupil_count") -> Path:
    """A template notebook in the catalogue's form whose working cell is ``code``."""
    folder.mkdir(parents=True, exist_ok=True)
    new = nbformat.v4
    imports = (
        "from edu_dx import workspace\n"
        "from edu_dx.present import Presenter\n"
        "from edu_dx.run.parameters import Edition, FiscalYear, SchoolCode, Share, Text\n"
        "board = workspace.current()"
    )
    cells = [
        new.new_markdown_cell("# 児童生徒数を数える", id="title"),
        new.new_code_cell(imports, id="imports"),
        new.new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
        new.new_markdown_cell("## 手順", id="steps"),
        new.new_code_cell(code, id="count"),
        new.new_markdown_cell("## 分かったこと\n\nここに書く", id="found", metadata={"tags": ["finding"]}),
    ]
    about = {
        "name": name,
        "title": "児童生徒数",
        "question": "何人か",
        "tables": ["enrolment"],
        "unit": "board_or_school",
        "security_class": "Ⅳ",
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new.new_notebook(cells=cells, metadata={"edu_dx": about, "kernelspec": kernel})
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return path
