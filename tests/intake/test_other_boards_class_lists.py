"""Lists of classes and sheets of one school, as schools and their systems write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from edu_dx.intake import Intake, read_file

Write = Callable[..., Path]


@dataclass(frozen=True)
class Published:
    """An invented file and the numbers that its inventor put into it: by school, in the order of the grades."""

    name: str
    file: str
    rows: Any
    merges: tuple[str, ...] | list[str] = ()
    pupils: dict[str, list[int]] | None = None
    classes: dict[str, list[int]] | None = None

    def __str__(self) -> str:
        return self.name


@pytest.fixture
def read(write_csv: Write, write_xlsx: Write) -> Callable[[Published], list[Intake]]:
    def read_published(published: Published) -> list[Intake]:
        if published.file.endswith(".csv"):
            return read_file(write_csv(published.file, published.rows))
        return read_file(write_xlsx(published.file, published.rows, merges=published.merges))

    return read_published


def by_school(intakes: list[Intake], column: str) -> dict[str, list[int]]:
    frame = pd.concat([intake.frame for intake in intakes if intake.table == "enrolment"])
    ordinary = frame[frame["class_kind"] == "通常"].sort_values("grade")
    return {str(name): group[column].tolist() for name, group in ordinary.groupby("school_code")}


FILES = [
    Published(
        "kumi_rows",
        "kumi_rows.xlsx",
        [
            ["小学校 学級別在籍数 令和6年5月1日現在"],
            ["学校名", "学年", "組", "男", "女", "計"],
            ["みほん北小学校", "1年", "1組", 8, 8, 16],
            [None, None, "2組", 7, 8, 15],
            [None, "2年", "1組", 14, 14, 28],
            [None, "特別支援", "1組", 2, 1, 3],
            ["みほん南小学校", "1年", "1組", 6, 6, 12],
            [None, "2年", "1組", 5, 5, 10],
        ],
        merges=["A3:A6", "A7:A8"],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
        classes={"みほん北小学校": [2, 1], "みほん南小学校": [1, 1]},
    ),
    Published(
        "kumi_export",
        "kumi_export.csv",
        [
            ["出力日時", "2024/05/02 09:15"],
            ["抽出条件", "在籍児童 2024/05/01"],
            ["学校名", "みほん北小学校"],
            [],
            ["学年", "組", "男子", "女子", "計"],
            ["1", "1", "8", "8", "16"],
            ["1", "2", "7", "8", "15"],
            ["2", "1", "14", "14", "28"],
            ["計", "", "29", "30", "59"],
        ],
        pupils={"みほん北小学校": [31, 28]},
        classes={"みほん北小学校": [2, 1]},
    ),
    Published(
        "class_list",
        "class_list.csv",
        [
            ["みほん北小学校 学級編制表 令和6年5月1日"],
            ["学級", "担当", "男", "女", "計"],
            ["1-1", "", "8", "8", "16"],
            ["1-2", "", "7", "8", "15"],
            ["2-1", "", "14", "14", "28"],
            ["特1", "", "2", "1", "3"],
            ["合計", "", "31", "31", "62"],
        ],
        pupils={"みほん北小学校": [31, 28]},
        classes={"みほん北小学校": [2, 1]},
    ),
    Published(
        "class_names",
        "class_names.csv",
        [
            ["学校名：みほん北小学校"],
            ["令和6年5月1日現在"],
            ["学級名", "在籍数"],
            ["1年1組", "16"],
            ["1年2組", "15"],
            ["2年1組", "28"],
            ["ひまわり", "3"],
            ["計", "62"],
        ],
        pupils={"みほん北小学校": [31, 28]},
        classes={"みほん北小学校": [2, 1]},
    ),
    Published(
        "sheet_per_school",
        "sheet_per_school.xlsx",
        {
            "みほん北小学校": [
                ["児童数調"],
                ["令和6年5月1日現在"],
                ["学年", "男", "女", "計", "学級数"],
                ["1年", 15, 16, 31, 1],
                ["2年", 14, 14, 28, 1],
                ["計", 29, 30, 59, 2],
            ],
            "みほん南小学校": [
                ["児童数調"],
                ["令和6年5月1日現在"],
                ["学年", "男", "女", "計", "学級数"],
                ["1年", 6, 6, 12, 1],
                ["2年", 5, 5, 10, 1],
                ["計", 11, 11, 22, 2],
            ],
        },
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
        classes={"みほん北小学校": [1, 1], "みほん南小学校": [1, 1]},
    ),
    Published(
        "sheet_per_school_cell",
        "sheet_per_school_cell.xlsx",
        {
            "様式1": [
                ["令和6年度 児童数報告書"],
                ["学校名：", "みほん北小学校"],
                ["学年", "児童数", "学級数"],
                ["1年", 31, 1],
                ["2年", 28, 1],
                ["合計", 59, 2],
            ],
            "様式1 (2)": [
                ["令和6年度 児童数報告書"],
                ["学校名：みほん南小学校"],
                ["学年", "児童数", "学級数"],
                ["1年", 12, 1],
                ["2年", 10, 1],
                ["合計", 22, 2],
            ],
        },
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
        classes={"みほん北小学校": [1, 1], "みほん南小学校": [1, 1]},
    ),
    Published(
        "sheet_per_school_wide",
        "sheet_per_school_wide.xlsx",
        {
            "みほん北小": [
                ["学校要覧 令和6年度"],
                ["児童数"],
                ["学年", "1年", "2年", "3年", "計"],
                ["男", 15, 14, 18, 47],
                ["女", 16, 14, 17, 47],
                ["計", 31, 28, 35, 94],
                ["学級数", 1, 1, 1, 3],
            ]
        },
        pupils={"みほん北小学校": [31, 28, 35]},
        classes={"みほん北小学校": [1, 1, 1]},
    ),
    Published(
        "c4th_like",
        "c4th_like.xlsx",
        [
            ["在籍児童数一覧"],
            ["出力日：令和6年5月2日", "", "", "基準日：令和6年5月1日"],
            ["", "みほん市立みほん北小学校"],
            ["学年", "組", "男", "女", "合計", "特支"],
            ["1", "1", 8, 8, 16, 0],
            ["", "2", 7, 8, 15, 0],
            ["", "小計", 15, 16, 31, 0],
            ["2", "1", 14, 14, 28, 0],
            ["", "小計", 14, 14, 28, 0],
            ["総計", "", 29, 30, 59, 0],
        ],
        pupils={"みほん北小学校": [31, 28]},
        classes={"みほん北小学校": [2, 1]},
    ),
    Published(
        "educom_like",
        "2024年度在籍.csv",
        [
            ["学校コード", "学校名", "学年", "クラス", "在籍数(男)", "在籍数(女)", "在籍数(計)"],
            ["001", "みほん北小学校", "1", "1組", "8", "8", "16"],
            ["001", "みほん北小学校", "1", "2組", "7", "8", "15"],
            ["001", "みほん北小学校", "2", "あおぞら", "1", "1", "2"],
            ["002", "みほん南小学校", "1", "1組", "6", "6", "12"],
        ],
        pupils={"みほん北小学校": [31, 2], "みほん南小学校": [12]},
        classes={"みほん北小学校": [2, 1], "みほん南小学校": [1]},
    ),
    Published(
        "school_guide",
        "school_guide.xlsx",
        [
            ["学校要覧（令和6年度）\u3000みほん市立みほん中学校"],
            ["児童生徒数"],
            ["区分", "1年", "2年", "3年", "特別支援", "計"],
            ["男子", 25, 26, 27, 2, 80],
            ["女子", 25, 25, 25, 1, 76],
            ["合計", 50, 51, 52, 3, 156],
            ["学級数", 2, 2, 2, 1, 7],
        ],
        pupils={"みほん中学校": [50, 51, 52]},
        classes={"みほん中学校": [2, 2, 2]},
    ),
]


@pytest.mark.parametrize("published", FILES, ids=str)
def test_pupils_are_added_up_and_classes_counted(
    read: Callable[[Published], list[Intake]], published: Published
) -> None:
    intakes = read(published)
    assert by_school(intakes, "pupils") == published.pupils
    assert by_school(intakes, "classes") == published.classes


def test_special_support_classes_are_counted_apart(read: Callable[[Published], list[Intake]]) -> None:
    (intake,) = read(next(one for one in FILES if one.name == "class_list"))
    special = intake.frame[intake.frame["class_kind"] == "特別支援"]
    assert special[["special_support_pupils", "classes"]].to_numpy().tolist() == [[3, 1]]


def test_special_support_of_a_grade_counts_among_its_pupils(write_csv: Write) -> None:
    rows = [["学校名", "学年", "組", "児童数"], ["甲小学校", "1", "1組", 30], ["甲小学校", "1", "特支", 2]]
    (intake,) = read_file(write_csv("令和6年度.csv", rows))
    ordinary = intake.frame[intake.frame["class_kind"] == "通常"]
    assert ordinary[["pupils", "special_support_pupils", "classes"]].to_numpy().tolist() == [[32, 2, 1]]


def test_a_class_without_grade_or_of_two_grades_is_rejected(write_xlsx: Write) -> None:
    rows = [["令和6年度 学級別児童数"], ["学級", "児童数"], ["1・2年", 5], ["3年", 4], ["ひまわり", 1]]
    (intake,) = read_file(write_xlsx("表.xlsx", {"みほん島小学校": rows}))
    assert intake.frame["pupils"].tolist() == [4]
    assert [row.row for row in intake.receipt.rejected] == [3, 5]


def test_a_class_named_by_a_word_is_told(read: Callable[[Published], list[Intake]]) -> None:
    (intake,) = read(next(one for one in FILES if one.name == "educom_like"))
    assert any("「あおぞら」は通常の学級として数えました" in warning for warning in intake.receipt.warnings)


def test_the_same_class_twice_is_rejected(write_csv: Write) -> None:
    rows = [["学校名", "学年", "組", "児童数"], *[["甲小学校", "1", "1組", number] for number in (30, 31)]]
    (intake,) = read_file(write_csv("令和6年度.csv", rows))
    assert intake.frame["pupils"].tolist() == [30]
    assert "同じ学級「1組」" in intake.receipt.rejected[0].reason


@pytest.mark.parametrize(
    "title", ["児童数 みほん北小学校・みほん南小学校", "市立小学校児童数", "小学校児童数"]
)
def test_a_title_that_names_no_school_or_several_is_no_name(write_csv: Write, title: str) -> None:
    rows = [[f"令和6年度 {title}"], ["学年", "児童数"], ["1年", 31]]
    for intake in read_file(write_csv("表.csv", rows)):
        assert intake.frame.empty
        assert "学校名なのか分かりません" in intake.receipt.rejected[0].reason
