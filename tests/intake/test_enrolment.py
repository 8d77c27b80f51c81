"""Enrolment in the layouts of different boards: the same pupils whatever the table looks like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file
from edu_dx.tables import TABLES

GRADES = ["１年", "２年", "３年", "４年", "５年", "６年"]
AS_OF = "令和6年5月1日現在"
Write = Callable[..., Path]


def only(path: Path, **options: object) -> Intake:
    (intake,) = read_file(path, context=Context(**options))
    return intake


def pupils(intake: Intake) -> dict[str, list[int]]:
    ordinary = intake.frame[intake.frame["class_kind"] == "通常"].sort_values("grade")
    return {str(name): group["pupils"].tolist() for name, group in ordinary.groupby("school_code")}


def kinds(intake: Intake) -> dict[int, str]:
    return {row.row: row.kind.value for row in intake.receipt.not_data}


def reasons(intake: Intake) -> dict[int, str]:
    return {row.row: row.reason for row in intake.receipt.rejected}


def test_one_header_row_and_the_year_in_the_file_name(write_csv: Write) -> None:
    rows = [
        ["学校名", *GRADES, "計"],
        ["甲小学校", 10, 11, 12, 13, 14, 15, 75],
        ["合計", 10, 11, 12, 13, 14, 15, 75],
    ]
    intake = only(write_csv("令和6年度児童数.csv", rows, encoding="cp932"))
    assert intake.table == "enrolment"
    assert pupils(intake) == {"甲小学校": [10, 11, 12, 13, 14, 15]}
    assert intake.receipt.fiscal_years == (2024,)
    assert intake.receipt.totals[0].agrees


@pytest.mark.parametrize("style", ["1年", "１学年", "小1", "第1学年", "1年生", "一年", "1年児童数", 1])
def test_grades_in_any_writing(write_xlsx: Write, style: object) -> None:
    def label(grade: int) -> object:
        return (
            grade
            if style == 1
            else str(style)
            .replace("1", str(grade))
            .replace("１", "１２３"[grade - 1])
            .replace("一", "一二三"[grade - 1])
        )

    rows = [["令和6年度 小学校児童数"], ["学校名", *(label(g) for g in (1, 2, 3))], ["甲", 10, 11, 12]]
    assert pupils(only(write_xlsx("表.xlsx", rows))) == {"甲小学校": [10, 11, 12]}


def test_grades_above_measures(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["学校名", "1年", None, "2年", None, "計", None],
        [None, "児童数", "学級数", "児童数", "学級数", "児童数", "学級数"],
        ["甲小", 30, 1, 40, 2, 70, 3],
        ["乙小", 50, 2, 36, 1, 86, 3],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:C2", "D2:E2", "F2:G2"]))
    assert pupils(intake) == {"甲小学校": [30, 40], "乙小学校": [50, 36]}
    assert intake.frame["classes"].sum() == 6


def test_measures_above_grades_without_merged_cells(write_csv: Write) -> None:
    rows = [
        ["平成30年5月1日現在"],
        ["学校名", "学級数", "", "", "児童数", "", ""],
        ["", "1年", "2年", "計", "1年", "2年", "計"],
        ["甲小学校", 1, 2, 3, 30, 40, 70],
    ]
    intake = only(write_csv("表.csv", rows))
    assert pupils(intake) == {"甲小学校": [30, 40]}
    assert intake.frame["classes"].tolist() == [1, 2]
    assert intake.receipt.header_rows == (2, 3)


@pytest.mark.parametrize("with_sum", [True, False])
def test_boys_and_girls_are_added_up_or_their_sum_is_taken(write_xlsx: Write, with_sum: bool) -> None:
    parts = ["男", "女", "計"] if with_sum else ["男", "女"]
    width = len(parts)
    rows = [
        [f"{AS_OF} 児童数"],
        ["学校名", "1年", *[None] * (width - 1), "2年", *[None] * (width - 1)],
        [None, *parts, *parts],
        ["甲小学校", *[5, 6, 11][:width], *[7, 8, 15][:width]],
    ]
    assert pupils(only(write_xlsx("表.xlsx", rows))) == {"甲小学校": [11, 15]}


def test_pupils_and_classes_on_rows_of_their_own(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["学校名", "区分", "1年", "2年", "3年", "計"],
        ["北中学校", "生徒数", 30, 31, 32, 93],
        [None, "学級数", 1, 1, 2, 4],
        ["南中学校", "生徒数", 40, 41, 42, 123],
        [None, "学級数", 2, 2, 2, 6],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A3:A4", "A5:A6"]))
    assert pupils(intake) == {"北中学校": [30, 31, 32], "南中学校": [40, 41, 42]}
    assert intake.frame["classes"].sum() == 10
    assert set(intake.frame["grade"]) == {7, 8, 9}
    assert intake.receipt.rows_ok == 4


def test_special_support_and_combined_classes(write_xlsx: Write) -> None:
    rows = [
        [f"{AS_OF} 市立小学校"],
        [
            "校名",
            "学級数",
            None,
            None,
            None,
            None,
            "児童数",
            None,
            None,
            "(再掲)特別支援学級児童数",
            None,
            None,
        ],
        [None, "計", "1年", "2年", "複式", "特別\n支援", "計", "1年", "2年", "計", "1年", "2年"],
        ["本  山  南", 4, 1, None, 1, 2, 30, 16, 14, 3, 1, 2],
        ["乙", 2, 1, 1, None, 0, 41, 20, 21, 0, None, None],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:F2", "G2:I2", "J2:L2"]))
    frame = intake.frame.set_index(["school_code", "class_kind", "grade"]).sort_index()
    assert pupils(intake) == {"本山南小学校": [16, 14], "乙小学校": [20, 21]}
    assert frame.loc[("本山南小学校", "通常", 2), "special_support_pupils"] == 2
    assert frame.loc[("本山南小学校", "特別支援")]["classes"].tolist() == [2]
    assert frame.loc[("本山南小学校", "複式")]["classes"].tolist() == [1]
    assert set(intake.frame.loc[intake.frame["school_code"] == "乙小学校", "class_kind"]) == {"通常"}
    assert intake.frame["classes"].sum() == 6
    assert frame.loc[("本山南小学校", "通常", 2), "classes"] == 0
    assert frame.loc[("本山南小学校", "通常", 1), "school_name"] == "本山南"


def test_a_blank_grade_is_zero_only_where_the_printed_sum_proves_it(write_csv: Write) -> None:
    header = ["学校名", "1年", "2年", "計"]
    rows = [["2024年度児童数"], header, ["甲小学校", 5, "", 5], ["乙小学校", 5, "", 9]]
    intake = only(write_csv("表.csv", rows))
    assert pupils(intake) == {"甲小学校": [5, 0], "乙小学校": [5]}
    assert any("一致しません" in warning for warning in intake.receipt.warnings)


def test_pupils_outside_special_support_and_inside_make_all(write_csv: Write) -> None:
    header = ["学校名", "1年(特別支援学級を除く)", "1年(特別支援)"]
    intake = only(write_csv("令和6年度児童数.csv", [header, ["甲小学校", 28, 3]]))
    assert intake.frame["pupils"].tolist() == [31]
    assert intake.frame["special_support_pupils"].tolist() == [3]


def test_three_header_rows_and_merged_school_types(write_xlsx: Write) -> None:
    rows = [
        [None, None, None, "令和６年度　学校別学級数及び児童・生徒数"],
        ["種別", "学校名", "児童・生徒数", None, None, None, "学級数", None, None, None],
        [None, None, "通常学級", None, None, "特別支援", None, None, None, None],
        [None, None, "1年", "2年", "3年", "計", "1年", "2年", "3年", "特別支援"],
        ["小学校", "甲", 10, 11, 12, 3, 1, 1, 1, 1],
        [None, "乙", 20, 21, 22, 0, 1, 1, 1, 0],
        ["中学校", "丙", 30, 31, 32, 4, 1, 1, 1, 2],
        ["合計", None, 60, 63, 66, 7, 3, 3, 3, 3],
    ]
    merges = ["A2:A4", "B2:B4", "C2:F2", "G2:J2", "C3:E3", "A5:A6"]
    intake = only(write_xlsx("表.xlsx", rows, merges=merges))
    assert pupils(intake) == {"甲小学校": [10, 11, 12], "乙小学校": [20, 21, 22], "丙中学校": [30, 31, 32]}
    apart = intake.frame[intake.frame["class_kind"] == "特別支援"]
    assert apart[["special_support_pupils", "classes"]].values.tolist() == [[3, 1], [4, 2]]
    assert "除いた数" in intake.receipt.warnings[0]
    assert intake.receipt.totals[0].agrees


def test_a_boards_own_numbers_are_no_school_codes(write_csv: Write) -> None:
    rows = [["学校番号", "小学校名", "1年"], ["0011", "甲", 5]]
    intake = only(write_csv("令和6年度.csv", rows))
    assert pupils(intake) == {"甲小学校": [5]}
    assert "学校名で照合" in intake.receipt.warnings[0]


def test_long_form_with_codes(write_csv: Write) -> None:
    rows = [
        ["調査日", "学校コード", "学校名", "学年", "児童数"],
        ["R6.5.1", "B109210000680", "甲小", "１年", "１，０１４"],
        ["R6.5.1", "B109210000681", "乙小", "１年", "10"],
        ["R6.5.1", "B109210000680", "甲小", "計", "1,014"],
    ]
    intake = only(write_csv("表.csv", rows, encoding="cp932"))
    assert pupils(intake) == {"B109210000680": [1014]}
    assert "末尾が 0" in reasons(intake)[3]
    assert "B109210000681" in reasons(intake)[3]
    assert kinds(intake)[4] == "合計・小計"


def test_a_municipality_is_its_own_key(write_csv: Write) -> None:
    rows = [
        ["調査日", "市町村コード", "市町村名", "学校種別", "学年", "児童生徒数"],
        ["令和２年５月１日", "092029", "足利市", "中学校", "１年", "1,200"],
        ["令和２年５月１日", "092028", "足利市", "中学校", "２年", "1,100"],
    ]
    intake = only(write_csv("表.csv", rows, encoding="cp932"))
    assert intake.frame[["school_code", "school_name", "grade"]].values.tolist() == [["092029", "足利市", 7]]
    assert "検査数字" in reasons(intake)[3]
    assert intake.receipt.unknown_schools == ()


def test_what_a_canonical_export_says_comes_back(write_csv: Write) -> None:
    first = only(write_csv("令和6年度.csv", [["学校名", "1年", "2年"], ["甲小学校", 10, 11]]))
    labels = [column.label for column in TABLES["enrolment"].columns]
    rows = first.frame.astype("string").fillna("").values.tolist()
    again = only(write_csv("戻す.csv", [labels, *rows]), register=None)
    pd.testing.assert_frame_equal(
        again.frame.drop(columns="school_code"), first.frame.drop(columns="school_code")
    )


def test_rows_that_are_not_data(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["学校名", "1年", "2年"],
        ["（人）", "（人）", "（人）"],
        ["前年５月", 9, 9],
        ["合　計", 3, 7],
        ["東部"],
        ["甲小学校", 1, 2],
        ["学校名", "1年", "2年"],
        ["乙小学校", 2, 5],
        ["丙小学校", "休校", None],
        ["丁小学校", 0, None],
        ["県立東高等学校", 5, 6],
        ["※ 特別支援学級を含む。"],
        [None, None, None],
    ]
    intake = only(write_xlsx("表.xlsx", rows))
    assert pupils(intake) == {"甲小学校": [1, 2], "乙小学校": [2, 5]}
    assert kinds(intake) == {
        1: "表題",
        2: "見出し",
        3: "単位・項目番号",
        4: "前年・増減",
        5: "合計・小計",
        6: "区分の見出し",
        8: "見出しの繰り返し",
        10: "休校・在籍なし",
        11: "休校・在籍なし",
        12: "対象外の学校種",
        13: "注記",
    }
    assert intake.receipt.rows_in == 13


def test_duplicates(write_csv: Write) -> None:
    rows = [["学校名", "1年"], ["甲小学校", 1], ["乙小学校", 2], ["甲小学校", 1], ["乙小学校", 3]]
    intake = only(write_csv("令和6年度.csv", rows))
    assert pupils(intake) == {"甲小学校": [1]}
    assert reasons(intake) == {
        3: "5行目と同じ対象で値が食い違っています",
        4: "2行目と同じ内容の重複です",
        5: "3行目と同じ対象で値が食い違っています",
    }


def test_unreadable_cells_reject_their_row_with_the_reason(write_csv: Write) -> None:
    rows = [
        ["学校名", "1年", "2年"],
        ["甲小学校", "abc", 1],
        ["乙小学校", "…", "…"],
        ["", 3, 4],
        ["丙小学校", -1, 2],
    ]
    intake = only(write_csv("令和6年度.csv", rows))
    assert list(reasons(intake)) == [2, 4, 5]
    assert "「abc」は数値として読めません" in reasons(intake)[2]
    assert intake.frame["pupils"].isna().all()
    assert set(intake.frame["missing_reason"]) == {"pupils=unknown"}
    assert "学校名がありません" in reasons(intake)[4]
    assert "0 より小さい" in reasons(intake)[5]


def test_a_remark_is_told(write_csv: Write) -> None:
    intake = only(write_csv("令和6年度.csv", [["学校名", "1年"], ["甲小学校", "83,分2"]]))
    assert intake.frame["pupils"].tolist() == [83]
    assert "注記「分2」" in intake.receipt.warnings[0]


def test_a_stale_total_is_told_and_never_taken(write_csv: Write) -> None:
    rows = [
        ["2024年度"],
        ["学校名", "1年"],
        ["前年5月", 100],
        ["合計", 100],
        ["甲小学校", 40],
        ["乙小学校", 55],
    ]
    intake = only(write_csv("表.csv", rows))
    (check,) = intake.receipt.totals
    assert [(d.printed, d.summed) for d in check.differences] == [(100, 95)]
    assert "前年の数がそのまま" in intake.receipt.warnings[0]
    assert intake.frame["pupils"].sum() == 95


@pytest.mark.parametrize("above", [True, False])
def test_ward_totals_above_or_below_their_schools(write_csv: Write, above: bool) -> None:
    east, west = [["平野", 1], ["乙", 2]], [["平野", 4]]
    east_total, west_total = [["東区計", 3]], [["西区計", 4]]
    body = [*east_total, *east, *west_total, *west] if above else [*east, *east_total, *west, *west_total]
    intake = only(write_csv("令和6年度小学校児童数.csv", [["小学校"], ["校名", "1年"], *body, ["合計", 7]]))
    assert pupils(intake) == {"平野小学校（東区）": [1], "乙小学校": [2], "平野小学校（西区）": [4]}
    assert len(intake.receipt.totals) == 4
    assert all(check.agrees for check in intake.receipt.totals)


def test_stacked_tables_are_read_one_by_one(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["小学校"],
        ["学校名", *GRADES, "計"],
        ["甲", 1, 2, 3, 4, 5, 6, 21],
        ["合計", 1, 2, 3, 4, 5, 6, 21],
        [],
        ["中学校"],
        ["学校名", "１年", "２年", "３年", "計"],
        ["丙", 7, 8, 9, 24],
        ["合計", 7, 8, 9, 24],
    ]
    first, second = read_file(write_xlsx("表.xlsx", rows))
    assert pupils(first) == {"甲小学校": [1, 2, 3, 4, 5, 6]}
    assert pupils(second) == {"丙中学校": [7, 8, 9]}
    assert (first.receipt.rows_in, second.receipt.rows_in) == (5, 4)


def test_tables_side_by_side_are_read_one_by_one(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["小学校", None, None, None, "中学校"],
        ["学校名", "1年", "2年", None, "学校名", "1年", "2年"],
        ["甲", 1, 2, None, "丙", 7, 8],
        ["乙", 3, 4],
    ]
    first, second = read_file(write_xlsx("表.xlsx", rows))
    assert pupils(first) == {"甲小学校": [1, 2], "乙小学校": [3, 4]}
    assert pupils(second) == {"丙中学校": [7, 8]}


def test_sections_give_the_school_type(write_csv: Write) -> None:
    grades = [f"{grade}年" for grade in range(1, 10)]
    rows = [
        ["令和6年度 児童生徒数"],
        ["学校名", *grades],
        ["小学校"],
        ["甲", 1, 2, 3, 4, 5, 6],
        ["中学校"],
        ["乙", 7, 8, 9],
        ["丙義務教育学校", *[1] * 9],
    ]
    intake = only(write_csv("表.csv", rows))
    types = intake.frame.groupby("school_type")["grade"].agg(["min", "max"])
    assert types.values.tolist() == [[7, 9], [1, 6], [1, 9]]


def test_the_register_gives_codes_within_one_board_only(write_csv: Write) -> None:
    register = TABLES["schools"].frame(
        [
            {
                "fiscal_year": 2025,
                "school_code": code,
                "school_name": name,
                "school_type": "小学校",
                "branch": branch,
            }
            for code, name, branch in [
                ("B109210000680", "甲市立東小学校", "本校"),
                ("B109210000779", "甲市立中央ヶ丘小学校", "本校"),
                ("X", "乙市立東小学校", "本校"),
                ("Y", "乙市立南小学校", "本校"),
                ("Z", "甲市立北小学校", "廃校"),
                ("Q", "甲市立東小学校", "廃校"),
            ]
        ]
    )
    rows = [["学校名", "1年"], ["東", 1], ["中央ケ丘", 2], ["北", 3], ["南", 4]]
    intake = only(write_csv("令和6年度小学校.csv", rows), register=register)
    assert intake.frame["school_code"].tolist() == ["B109210000680", "B109210000779", "Z", "南小学校"]
    assert intake.receipt.unknown_schools == ("南小学校",)


def test_no_year_anywhere_asks_for_one(write_csv: Write) -> None:
    path = write_csv("表.csv", [["学校名", "1年"], ["甲小学校", 1]])
    with pytest.raises(UserError, match="--fiscal-year"):
        read_file(path)
    assert only(path, fiscal_year=2024).receipt.fiscal_years == (2024,)


def test_a_year_that_contradicts_the_sheet_is_refused(write_csv: Write) -> None:
    path = write_csv("表.csv", [[AS_OF], ["学校名", "1年"], ["甲小学校", 1]])
    with pytest.raises(UserError, match="2024"):
        read_file(path, context=Context(fiscal_year=2023))


def test_sheets_of_other_schools_are_listed_with_the_reason(write_xlsx: Write) -> None:
    sheets = {
        "小": [[AS_OF], ["小学校名", "1年"], ["甲", 1]],
        "幼稚園": [[AS_OF], ["園名", "3歳児"], ["乙", 1]],
        "高校": [["市立高等学校 生徒数"], ["学校名", "1年"], ["丙", 1]],
        "空": [],
    }
    intake = only(write_xlsx("表.xlsx", sheets))
    listed = {sheet.sheet: sheet.reason for sheet in intake.receipt.sheets_not_read}
    assert "幼稚園" in listed["幼稚園"]
    assert "高等学校" in listed["高校"]
    assert "空の" in listed["空"]


def test_no_known_header_says_what_each_sheet_is(write_xlsx: Write) -> None:
    sheets = {
        "園": [["令和6年度 幼稚園園児数"], ["園名", "3歳児"], ["みほん園", 3]],
        "注": [["よろしくお願いします"]],
    }
    with pytest.raises(UserError, match=r"園：幼稚園の表です.*\n.*注：表ではなく説明文") as caught:
        read_file(write_xlsx("表.xlsx", sheets))
    assert "--table" in caught.value.fix


def test_no_header_of_the_table_asked_for_lists_what_was_looked_for(write_csv: Write) -> None:
    with pytest.raises(UserError, match="探した見出し：\n　・「学校名」"):
        read_file(write_csv("表.csv", [["a", "b"], ["1", "2"]]), table="enrolment")


def test_an_unknown_table_name_is_refused(write_csv: Write) -> None:
    with pytest.raises(UserError, match="という表はありません"):
        read_file(write_csv("表.csv", [["a"]]), table="pupils")


def test_names_may_stand_to_the_right_of_the_numbers(write_csv: Write) -> None:
    rows = [["1年", "2年", "学校名"], [10, 11, "甲小学校"], [12, 13, "乙小学校"], [22, 24, "合計"]]
    intake = only(write_csv("令和6年度児童数.csv", rows))
    assert pupils(intake) == {"乙小学校": [12, 13], "甲小学校": [10, 11]}
    assert [(check.label, check.agrees) for check in intake.receipt.totals] == [("合計", True)]
