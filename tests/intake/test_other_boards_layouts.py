"""Layouts of enrolment that boards, prefectures and makers publish, in invented files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from edu_dx.errors import UserError
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
        "bilingual_cell",
        "bilingual_cell.xlsx",
        [
            ["児童数 Number of pupils（令和6年5月1日現在）"],
            [
                "学校名\nSchool name",
                "1年\nGrade 1",
                "2年\nGrade 2",
                "3年\nGrade 3",
                "4年\nGrade 4",
                "5年\nGrade 5",
                "6年\nGrade 6",
                "計\nTotal",
            ],
            ["みほん北小学校", 31, 28, 35, 30, 29, 33, 186],
            ["みほん南小学校", 12, 10, 11, 9, 14, 13, 69],
            ["計\nTotal", 43, 38, 46, 39, 43, 46, 255],
        ],
        pupils={"みほん北小学校": [31, 28, 35, 30, 29, 33], "みほん南小学校": [12, 10, 11, 9, 14, 13]},
    ),
    Published(
        "bilingual_rows",
        "bilingual_rows.xlsx",
        [
            ["児童数（令和6年5月1日現在）"],
            ["Pupils by grade"],
            ["学校名", "1年", "2年", "3年", "4年", "5年", "6年", "計"],
            ["School", "Grade 1", "Grade 2", "Grade 3", "Grade 4", "Grade 5", "Grade 6", "Total"],
            ["みほん北小学校", 31, 28, 35, 30, 29, 33, 186],
            ["みほん南小学校", 12, 10, 11, 9, 14, 13, 69],
            ["合計", 43, 38, 46, 39, 43, 46, 255],
        ],
        pupils={"みほん北小学校": [31, 28, 35, 30, 29, 33], "みほん南小学校": [12, 10, 11, 9, 14, 13]},
    ),
    Published(
        "bilingual_slash",
        "bilingual_slash.xlsx",
        [
            ["児童数（令和6年5月1日現在）"],
            [
                "学校名/School",
                "1年/Gr.1",
                "2年/Gr.2",
                "3年/Gr.3",
                "4年/Gr.4",
                "5年/Gr.5",
                "6年/Gr.6",
                "計/Total",
            ],
            ["みほん北小学校", 31, 28, 35, 30, 29, 33, 186],
        ],
        pupils={"みほん北小学校": [31, 28, 35, 30, 29, 33]},
    ),
    Published(
        "units_and_field_numbers",
        "units_and_field_numbers.xlsx",
        [
            ["小学校児童数（令和6年5月1日現在）"],
            ["番号", "学校名", "1年", "2年", "3年", "4年", "5年", "6年", "計"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
            ["", "", "(人)", "(人)", "(人)", "(人)", "(人)", "(人)", "(人)"],
            [1, "みほん北小学校", 31, 28, 35, 30, 29, 33, 186],
            [2, "みほん南小学校", 12, 10, 11, 9, 14, 13, 69],
        ],
        pupils={"みほん北小学校": [31, 28, 35, 30, 29, 33], "みほん南小学校": [12, 10, 11, 9, 14, 13]},
    ),
    Published(
        "triples",
        "triples.xlsx",
        [
            ["令和6年度 児童数（5月1日現在）"],
            ["学校名", "1年", None, None, "2年", None, None],
            [None, "前年度", "本年度", "増減", "前年度", "本年度", "増減"],
            ["みほん北小学校", 30, 31, 1, 27, 28, 1],
            ["みほん南小学校", 13, 12, -1, 9, 10, 1],
        ],
        merges=["A2:A3", "B2:D2", "E2:G2"],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "triples_group",
        "triples_group.xlsx",
        [
            ["令和6年度 児童数（5月1日現在）"],
            ["学校名", "前年度", None, "本年度", None, "増減", None],
            [None, "1年", "2年", "1年", "2年", "1年", "2年"],
            ["みほん北小学校", 30, 27, 31, 28, 1, 1],
        ],
        merges=["A2:A3", "B2:C2", "D2:E2", "F2:G2"],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "sexes",
        "sexes.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", None, None, "2年", None, None, "合計", None, None],
            [None, "男", "女", "計", "男", "女", "計", "男", "女", "計"],
            ["みほん北小学校", 15, 16, 31, 14, 14, 28, 29, 30, 59],
            ["計", 15, 16, 31, 14, 14, 28, 29, 30, 59],
        ],
        merges=["A2:A3", "B2:D2", "E2:G2", "H2:J2"],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "sums_on_top",
        "sums_on_top.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["区分", "学校名", "1年", "2年", "3年", "4年", "5年", "6年", "計"],
            ["総数", "", 43, 38, 46, 39, 43, 46, 255],
            ["みほん区", "計", 43, 38, 46, 39, 43, 46, 255],
            ["", "みほん北小学校", 31, 28, 35, 30, 29, 33, 186],
            ["", "みほん南小学校", 12, 10, 11, 9, 14, 13, 69],
        ],
        pupils={"みほん北小学校": [31, 28, 35, 30, 29, 33], "みほん南小学校": [12, 10, 11, 9, 14, 13]},
    ),
    Published(
        "grade_merged_down",
        "grade_merged_down.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学年", "学校名", "男", "女", "計"],
            ["1年", "みほん北小学校", 15, 16, 31],
            [None, "みほん南小学校", 6, 6, 12],
            ["2年", "みほん北小学校", 14, 14, 28],
            [None, "みほん南小学校", 5, 5, 10],
        ],
        merges=["A3:A4", "A5:A6"],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "separator_columns",
        "separator_columns.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", None, "1年", None, "2年", None, "計"],
            ["みほん北小学校", None, 31, None, 28, None, 59],
            ["みほん南小学校", None, 12, None, 10, None, 22],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "codes_without_check",
        "令和6年度児童数.csv",
        [
            ["学校コード", "学校名", "1年", "2年"],
            ["B10922990001", "みほん北小学校", 31, 28],
            ["B10922990002", "みほん南小学校", 12, 10],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "wards_sections",
        "wards_sections.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["東区"],
            ["みほん北小学校", 31, 28, 59],
            ["みほん南小学校", 12, 10, 22],
            ["小計", 43, 38, 81],
            ["西区"],
            ["みほん北小学校", 5, 6, 11],
            ["小計", 5, 6, 11],
            ["合計", 48, 44, 92],
        ],
        pupils={
            "みほん北小学校（東区）": [31, 28],
            "みほん南小学校": [12, 10],
            "みほん北小学校（西区）": [5, 6],
        },
    ),
    Published(
        "notes_between",
        "notes_between.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            ["※ みほん北小学校は令和5年度に移転"],
            ["みほん南小学校", 12, 10, 22],
            ["（注）特別支援学級を含む"],
            [],
            ["作成：教育総務課"],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "pages",
        "pages.xlsx",
        [
            ["児童数一覧", None, None, "1 / 2 ページ"],
            ["令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            [],
            ["児童数一覧", None, None, "2 / 2 ページ"],
            ["令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん南小学校", 12, 10, 22],
            ["合計", 43, 38, 81],
            ["以下余白"],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "pages_without_titles",
        "pages_without_titles.xlsx",
        [
            ["児童数一覧 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            ["- 1 -"],
            ["学校名", "1年", "2年", "計"],
            ["みほん南小学校", 12, 10, 22],
            ["合計", 43, 38, 81],
            ["以上"],
            ["- 2 -"],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "side_by_side",
        "side_by_side.xlsx",
        [
            ["児童生徒数 令和6年5月1日現在"],
            ["小学校", None, None, None, None, "中学校"],
            ["学校名", "1年", "2年", "計", None, "学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59, None, "みほん中学校", 50, 51, 101],
            ["みほん南小学校", 12, 10, 22, None, "計", 50, 51, 101],
            ["みほん東小学校", 5, 6, 11],
            ["計", 48, 44, 92],
        ],
        pupils={
            "みほん北小学校": [31, 28],
            "みほん南小学校": [12, 10],
            "みほん東小学校": [5, 6],
            "みほん中学校": [50, 51],
        },
    ),
    Published(
        "compulsory_stages",
        "compulsory_stages.xlsx",
        [
            ["義務教育学校 令和6年5月1日現在"],
            ["学校名", "課程", "1年", "2年", "3年", "4年", "5年", "6年", "計"],
            ["みほん学園", "前期課程", 31, 28, 35, 30, 29, 33, 186],
            [None, "後期課程", 20, 21, 22, None, None, None, 63],
        ],
        merges=["A3:A4"],
        pupils={"みほん学園": [31, 28, 35, 30, 29, 33, 20, 21, 22]},
    ),
    Published(
        "compulsory_rows",
        "compulsory_rows.xlsx",
        [
            ["義務教育学校児童生徒数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "3年", "4年", "5年", "6年", "計"],
            ["みほん学園（前期課程）", 31, 28, 35, 30, 29, 33, 186],
            ["みほん学園（後期課程）", 20, 21, 22, None, None, None, 63],
        ],
        pupils={"みほん学園": [31, 28, 35, 30, 29, 33, 20, 21, 22]},
    ),
    Published(
        "branches",
        "branches.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            ["\u3000\u3000山手分校", 2, 1, 3],
            ["みほん南小学校", 12, 10, 22],
            ["みほん西小学校", "休校中"],
            ["みほん島小学校", "－", "－", "－"],
            ["計", 45, 39, 84],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10], "山手分校": [2, 1]},
    ),
    Published(
        "marks_ruby",
        "marks_ruby.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学\u3000校\u3000名", "１\u3000年", "２\u3000年", "計"],
            ["みほん北小学校※1", 31, 28, 59],
            ["美本（みほん）小学校", 12, 10, 22],
            ["見 本 東 小 学 校 *2", 5, 6, 11],
            ["※1 令和5年度統合"],
            ["*2 小規模特認校"],
        ],
        pupils={"みほん北小学校": [31, 28], "美本小学校": [12, 10], "見本東小学校": [5, 6]},
    ),
    Published(
        "sheet_per_grade",
        "sheet_per_grade.xlsx",
        {
            "1年": [
                ["令和6年5月1日現在"],
                ["学校名", "男", "女", "計"],
                ["みほん北小学校", 15, 16, 31],
                ["みほん南小学校", 6, 6, 12],
            ],
            "2年": [
                ["令和6年5月1日現在"],
                ["学校名", "男", "女", "計"],
                ["みほん北小学校", 14, 14, 28],
                ["みほん南小学校", 5, 5, 10],
            ],
        },
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "year_class_pupils_pairs",
        "year_class_pupils_pairs.xlsx",
        [
            ["小学校 令和6年5月1日現在"],
            ["学校名", "1年", None, "2年", None, "特別支援", None, "合計", None],
            [None, "学級", "人数", "学級", "人数", "学級", "人数", "学級", "人数"],
            ["みほん北小学校", 1, 31, 1, 28, 1, 3, 3, 62],
            ["みほん南小学校", 1, 12, 1, 10, 0, 0, 2, 22],
            ["計", 2, 43, 2, 38, 1, 3, 5, 84],
        ],
        merges=["A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:I2"],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "kumi_columns",
        "kumi_columns.xlsx",
        [
            ["小学校 学級別児童数 令和6年5月1日現在"],
            ["学校名", "1年", None, None, "2年", None, None],
            [None, "1組", "2組", "計", "1組", "2組", "計"],
            ["みほん北小学校", 16, 15, 31, 28, None, 28],
            ["みほん南小学校", 12, None, 12, 10, None, 10],
        ],
        merges=["A2:A3", "B2:D2", "E2:G2"],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "grade_ordinary_special_sum",
        "grade_ordinary_special_sum.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", None, None, "2年", None, None],
            [None, "通常", "特支", "計", "通常", "特支", "計"],
            ["みほん北小学校", 30, 1, 31, 26, 2, 28],
        ],
        merges=["A2:A3", "B2:D2", "E2:G2"],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "brackets_second_row",
        "brackets_second_row.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            [None, "(3)", "(2)", "(5)"],
            ["みほん南小学校", 12, 10, 22],
            [None, "(1)", "(0)", "(1)"],
            ["※（ ）内は特別支援学級の児童数で内数"],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "brackets_second_row_untold",
        "brackets_second_row_untold.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            [None, "(3)", "(2)", "(5)"],
            ["みほん南小学校", 12, 10, 22],
            [None, "(1)", "(0)", "(1)"],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "classes_total_only",
        "classes_total_only.xlsx",
        [
            ["小学校児童数・学級数 令和6年5月1日現在"],
            ["学校名", "学級数", "1年", "2年", "児童数計"],
            ["みほん北小学校", 3, 31, 28, 59],
            ["みほん南小学校", 2, 12, 10, 22],
            ["計", 5, 43, 38, 81],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "transposed",
        "transposed.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学年", "みほん北小学校", "みほん南小学校", "計"],
            ["1年", 31, 12, 43],
            ["2年", 28, 10, 38],
            ["計", 59, 22, 81],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "long_with_special",
        "long_with_special.csv",
        [
            ["※ 通常の学級には特別支援学級の在籍者を含まない"],
            ["年度", "学校名", "学年", "学級種別", "児童数", "学級数"],
            ["2024", "みほん北小学校", "1年", "通常", "30", "1"],
            ["2024", "みほん北小学校", "1年", "特別支援", "1", "1"],
            ["2024", "みほん北小学校", "2年", "通常", "26", "1"],
            ["2024", "みほん北小学校", "2年", "特別支援", "2", "1"],
            ["2024", "みほん北小学校", "計", "", "59", "4"],
        ],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "long_with_special_total",
        "long_with_special_total.csv",
        [
            ["年度", "学校名", "学年", "学級種別", "児童数"],
            ["2024", "みほん北小学校", "1年", "通常", "30"],
            ["2024", "みほん北小学校", "1年", "特別支援", "1"],
            ["2024", "みほん北小学校", "1年", "計", "31"],
            ["2024", "みほん北小学校", "2年", "通常", "26"],
            ["2024", "みほん北小学校", "2年", "特別支援", "2"],
            ["2024", "みほん北小学校", "2年", "計", "28"],
        ],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "estat",
        "estat.xlsx",
        [
            ["表番号", "3"],
            ["学校基本調査 小学校 学校別児童数（令和6年5月1日現在）"],
            ["", "", "", "1学年", "2学年", "3学年"],
            ["", "", "", "人", "人", "人"],
            ["学校コード", "学校名", "設置区分", "1st", "2nd", "3rd"],
            ["", "みほん北小学校", "公立", 31, 28, 35],
            ["", "みほん南小学校", "公立", 12, 10, 11],
        ],
        pupils={"みほん北小学校": [31, 28, 35], "みほん南小学校": [12, 10, 11]},
    ),
    Published(
        "preamble_wide",
        "preamble_wide.csv",
        [
            ["出力日時：2024/05/02 10:11:12"],
            ["出力者：教務"],
            ["抽出条件：基準日=2024/05/01, 在籍=在籍中"],
            ["学校名", "1年男", "1年女", "2年男", "2年女", "特支計", "合計"],
            ["みほん北小学校", "15", "16", "14", "14", "3", "59"],
        ],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "sexes_rows_and_total_columns",
        "sexes_rows_and_total_columns.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["No.", "学校名", "男女", "1年", "2年", "特学", "計"],
            [1, "みほん北", "男", 15, 14, 2, 31],
            [None, None, "女", 16, 14, 1, 31],
            [None, None, "計", 31, 28, 3, 62],
            [2, "みほん南", "男", 6, 5, 0, 11],
            [None, None, "女", 6, 5, 0, 11],
            [None, None, "計", 12, 10, 0, 22],
            ["合計", None, "男", 21, 19, 2, 42],
            [None, None, "女", 22, 19, 1, 42],
            [None, None, "計", 43, 38, 3, 84],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "wrong_ward_subtotal",
        "wrong_ward_subtotal.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            ["みほん南小学校", 12, 10, 22],
            ["東区計", 43, 38, 81],
            ["みほん西小学校", 5, 6, 11],
            ["西区計", 5, 7, 12],
            ["総計", 48, 44, 92],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10], "みほん西小学校": [5, 6]},
    ),
    Published(
        "fullwidth_roman",
        "fullwidth_roman.xlsx",
        [
            ["中学校生徒数 令和6年5月1日現在"],
            ["校名", "Ⅰ年", "Ⅱ年", "Ⅲ年", "計"],
            ["みほん中学校", 50, 51, 52, 153],
        ],
        pupils={"みほん中学校": [50, 51, 52]},
    ),
    Published(
        "grade_digits_fullwidth",
        "grade_digits_fullwidth.xlsx",
        [
            ["中学校生徒数 令和6年5月1日現在"],
            ["学校名", "学年", None, None, "計"],
            [None, "１", "２", "３", None],
            ["みほん中学校", 50, 51, 52, 153],
        ],
        merges=["A2:A3", "B2:D2", "E2:E3"],
        pupils={"みほん中学校": [50, 51, 52]},
    ),
    Published(
        "junior_elementary_columns",
        "junior_elementary_columns.xlsx",
        [
            ["児童生徒数 令和6年5月1日現在"],
            ["学校名", "小学校", None, None, None, None, None, "中学校", None, None, "合計"],
            [None, "1年", "2年", "3年", "4年", "5年", "6年", "1年", "2年", "3年", None],
            ["みほん小学校", 31, 28, 35, 30, 29, 33, None, None, None, 186],
            ["みほん中学校", None, None, None, None, None, None, 50, 51, 52, 153],
            ["みほん学園", 12, 10, 11, 9, 14, 13, 10, 11, 12, 102],
        ],
        merges=["A2:A3", "B2:G2", "H2:J2", "K2:K3"],
        pupils={"みほん小学校": [31, 28, 35, 30, 29, 33], "みほん中学校": [50, 51, 52]},
    ),
    Published(
        "merged_school_codes",
        "merged_school_codes.xlsx",
        [
            ["小学校 令和6年5月1日現在"],
            ["設置者", "学校名", "児童数", None, None, "学級数", None, None],
            [None, None, "1年", "2年", "計", "1年", "2年", "計"],
            ["みほん市", "みほん北小学校", 31, 28, 59, 1, 1, 2],
            [None, "みほん南小学校", 12, 10, 22, 1, 1, 2],
            ["みほん市 計", None, 43, 38, 81, 2, 2, 4],
            ["かくう町", "かくう小学校", 5, 6, 11, 1, 1, 2],
            ["かくう町 計", None, 5, 6, 11, 1, 1, 2],
            ["合計", None, 48, 44, 92, 3, 3, 6],
        ],
        merges=["A2:A3", "B2:B3", "C2:E2", "F2:H2", "A4:A5"],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10], "かくう小学校": [5, 6]},
    ),
    Published(
        "ordinary_special_rows",
        "ordinary_special_rows.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "区分", "1年", "2年", "計"],
            ["みほん北小学校", "通常", 30, 26, 56],
            [None, "特支", 1, 2, 3],
            [None, "計", 31, 28, 59],
            ["みほん南小学校", "通常", 12, 10, 22],
            [None, "特支", 0, 0, 0],
            [None, "計", 12, 10, 22],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん南小学校": [12, 10]},
    ),
    Published(
        "percentages",
        "percentages.xlsx",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "1年", None, "2年", None],
            [None, "人数", "割合(%)", "人数", "割合(%)"],
            ["みほん北小学校", 31, 52.5, 28, 47.5],
        ],
        merges=["A2:A3", "B2:C2", "D2:E2"],
        pupils={"みほん北小学校": [31, 28]},
    ),
    Published(
        "junior_blocks_stacked",
        "junior_blocks_stacked.xlsx",
        [
            ["市立学校児童生徒数 令和6年5月1日現在"],
            ["【小学校】"],
            ["学校名", "1年", "2年", "計"],
            ["みほん北小学校", 31, 28, 59],
            ["小計", 31, 28, 59],
            ["【中学校】"],
            ["学校名", "1年", "2年", "3年", "計"],
            ["みほん中学校", 50, 51, 52, 153],
            ["小計", 50, 51, 52, 153],
            ["総計", None, None, None, 212],
        ],
        pupils={"みほん北小学校": [31, 28], "みほん中学校": [50, 51, 52]},
    ),
]

REFUSED = [
    Published(
        "years_without_grade",
        "years_without_grade.csv",
        [
            ["小学校別児童数の推移"],
            ["学校名", "令和4年度", "令和5年度", "令和6年度"],
            ["みほん北小学校", 190, 188, 186],
            ["みほん南小学校", 70, 71, 69],
            ["計", 260, 259, 255],
        ],
    ),
    Published(
        "totals_without_grade",
        "totals_without_grade.csv",
        [
            ["小学校児童数 令和6年5月1日現在"],
            ["学校名", "児童数", "学級数"],
            ["みほん北小学校", 186, 6],
            ["みほん南小学校", 69, 6],
        ],
    ),
    Published(
        "future",
        "future.xlsx",
        [
            ["小学校児童数の将来推計"],
            ["学校名", "令和6年度", "令和7年度推計", "令和8年度推計"],
            ["みほん北小学校", 186, 180, 175],
        ],
    ),
    Published(
        "absence_sheet",
        "absence_sheet.xlsx",
        {
            "みほん北小学校": [
                ["令和6年度 不登校児童数"],
                ["学年", "男", "女", "計"],
                ["1年", 1, 0, 1],
                ["2年", 0, 1, 1],
            ]
        },
    ),
    Published(
        "lunch_sheet",
        "lunch_sheet.xlsx",
        {
            "みほん北小学校": [
                ["令和6年度 給食費納入状況（児童数）"],
                ["学年", "納入", "未納", "計"],
                ["1年", 30, 1, 31],
            ]
        },
    ),
    Published(
        "planned_classes",
        "planned_classes.xlsx",
        [
            ["令和7年度 学級編制見込 令和6年11月1日現在"],
            ["学校名", "1年", None, "2年", None],
            [None, "児童数", "学級数", "児童数", "学級数"],
            ["みほん北小学校", 30, 1, 31, 1],
        ],
        merges=["A2:A3", "B2:C2", "D2:E2"],
    ),
]


@pytest.mark.parametrize("published", FILES, ids=str)
def test_pupils_by_school_and_grade(read: Callable[[Published], list[Intake]], published: Published) -> None:
    intakes = read(published)
    assert by_school(intakes, "pupils") == published.pupils
    for intake in intakes:
        receipt = intake.receipt
        assert receipt.rows_in == receipt.rows_ok + receipt.rows_rejected + receipt.rows_not_data


@pytest.mark.parametrize("published", REFUSED, ids=str)
def test_numbers_that_are_not_of_all_pupils_by_grade_are_refused(
    read: Callable[[Published], list[Intake]], published: Published
) -> None:
    with pytest.raises(UserError, match="見出し"):
        read(published)


def published(name: str) -> Published:
    return next(one for one in FILES if one.name == name)


@pytest.mark.parametrize(
    ("name", "special"),
    [
        ("brackets_second_row", [3, 2, 1, 0]),
        ("long_with_special", [1, 2]),
        ("long_with_special_total", [1, 2]),
    ],
)
def test_special_support_on_rows_of_its_own_goes_to_its_grade(
    read: Callable[[Published], list[Intake]], name: str, special: list[int]
) -> None:
    (intake,) = read(published(name))
    assert intake.frame["special_support_pupils"].dropna().tolist() == special


def test_brackets_that_nobody_explains_are_rejected_and_the_numbers_above_stand(
    read: Callable[[Published], list[Intake]],
) -> None:
    (intake,) = read(published("brackets_second_row_untold"))
    assert [row.row for row in intake.receipt.rejected] == [4, 6]
    assert "括弧だけの行" in intake.receipt.rejected[0].reason


def test_every_printed_sum_of_a_ward_is_compared(read: Callable[[Published], list[Intake]]) -> None:
    (intake,) = read(published("wrong_ward_subtotal"))
    wrong = {check.label for check in intake.receipt.totals if not check.agrees}
    assert wrong == {"西区計", "総計"}
    assert any("西区計" in warning and "印刷 7、和 6" in warning for warning in intake.receipt.warnings)


def test_a_school_of_both_stages_in_a_table_of_no_type_is_rejected(
    read: Callable[[Published], list[Intake]],
) -> None:
    (intake,) = read(published("junior_elementary_columns"))
    assert [row.reason for row in intake.receipt.rejected] == ["小学校に中学校の1年はありません"]


def test_a_missing_number_keeps_its_reason(write_csv: Write) -> None:
    rows = [["学校名", "1年", "2年", "3年"], ["甲小学校", "31", "x", "…"], ["乙小学校", "*", "-", "3"]]
    (intake,) = read_file(write_csv("令和6年度児童数.csv", rows))
    frame = intake.frame.set_index(["school_code", "grade"])
    assert frame["pupils"].dropna().to_dict() == {("甲小学校", 1): 31, ("乙小学校", 3): 3}
    assert frame["missing_reason"].dropna().to_dict() == {
        ("甲小学校", 2): "pupils=suppressed",
        ("甲小学校", 3): "pupils=unknown",
        ("乙小学校", 1): "pupils=suppressed",
        ("乙小学校", 2): "pupils=none",
    }
