"""Enrolment files as other boards publish them: what a person reads without thinking must not be read wrongly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file

GRADES = ["1年", "2年", "3年", "4年", "5年", "6年"]
AS_OF = "令和6年5月1日現在"
Write = Callable[..., Path]


def only(path: Path, **options: object) -> Intake:
    (intake,) = read_file(path, context=Context(**options))
    return intake


def by_school(intake: Intake, column: str = "pupils") -> dict[str, list[int]]:
    ordinary = intake.frame[intake.frame["class_kind"] == "通常"].sort_values("grade")
    return {str(name): group[column].tolist() for name, group in ordinary.groupby("school_code")}


def kinds(intake: Intake) -> dict[int, str]:
    return {row.row: row.kind.value for row in intake.receipt.not_data}


@pytest.mark.parametrize("header", ["性別", "区分", None])
def test_the_row_of_the_sum_is_taken_where_boys_and_girls_have_rows_of_their_own(
    write_xlsx: Write, header: str | None
) -> None:
    rows = [
        [f"{AS_OF} 小学校児童数"],
        ["学校名", header, "1年", "2年", "計"],
        ["甲小学校", "男", 1, 2, 3],
        [None, "女", 4, 5, 9],
        [None, "計", 5, 7, 12],
        ["乙小学校", "男", 1, 1, 2],
        [None, "女", 1, 1, 2],
        [None, "計", 2, 2, 4],
    ]
    intake = only(write_xlsx("表.xlsx", rows))
    assert by_school(intake) == {"甲小学校": [5, 7], "乙小学校": [2, 2]}
    assert kinds(intake)[3] == "内訳（計の行を使用）"
    assert intake.receipt.rejected == ()


def test_rows_of_boys_and_girls_are_added_up_where_there_is_no_sum(write_csv: Write) -> None:
    rows = [["学校名", "性別", "1年", "2年"], ["甲小学校", "男", 1, 2], ["甲小学校", "女", 4, 5]]
    assert by_school(only(write_csv("令和6年度.csv", rows))) == {"甲小学校": [5, 7]}


def test_a_column_without_header_tells_classes_from_pupils(write_xlsx: Write) -> None:
    rows = [
        [f"{AS_OF} 小学校"],
        ["学校名", None, "1年", "2年"],
        ["甲小学校", "学級", 1, 2],
        [None, "児童", 20, 41],
        ["乙小学校", "学級", 1, 1],
        [None, "児童", 22, 23],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:B2", "A3:A4", "A5:A6"]))
    assert by_school(intake) == {"甲小学校": [20, 41], "乙小学校": [22, 23]}
    assert by_school(intake, "classes") == {"甲小学校": [1, 2], "乙小学校": [1, 1]}


def test_special_support_on_a_row_of_its_own(write_csv: Write) -> None:
    header = ["学校名", "区分", "1年", "2年"]
    within = [["甲小学校", "児童数", 20, 21], ["甲小学校", "うち特支", 1, 2]]
    beside = [["甲小学校", "通常", 19, 19], ["甲小学校", "特別支援学級", 1, 2]]
    for rows in (within, beside):
        intake = only(write_csv("令和6年度児童数.csv", [header, *rows]))
        assert by_school(intake) == {"甲小学校": [20, 21]}
        assert by_school(intake, "special_support_pupils") == {"甲小学校": [1, 2]}


def test_an_item_that_nobody_can_tell_rejects_its_row(write_csv: Write) -> None:
    rows = [["学校名", "区分", "1年"], ["甲小学校", "児童数", 20], ["甲小学校", "給食費", 9]]
    intake = only(write_csv("令和6年度.csv", rows))
    assert by_school(intake) == {"甲小学校": [20]}
    assert "「給食費」は何の数か分かりません" in intake.receipt.rejected[0].reason


@pytest.mark.parametrize("key", ["区分", "学年"])
def test_the_further_rows_of_a_total_do_not_go_to_the_school_above(write_csv: Write, key: str) -> None:
    head = ["学校名", "区分", "1年"] if key == "区分" else ["学校名", "学年", "生徒数"]
    labels = ["生徒数", "学級数"] if key == "区分" else ["1年", "2年"]
    rows = [
        [f"{AS_OF} 中学校"],
        head,
        ["北中学校", labels[0], 30],
        ["", labels[1], 2],
        ["休校中学校", labels[0], "休校"],
        ["", labels[1], ""],
        ["合計", labels[0], 30],
        ["", labels[1], 2],
    ]
    intake = only(write_csv("表.csv", rows))
    assert {kinds(intake)[row] for row in (7, 8)} == {"合計・小計"}
    assert set(intake.frame["school_code"]) == {"北中学校"}
    assert intake.frame[["pupils", "classes"]].sum().tolist() == ([30, 2] if key == "区分" else [32, 0])
    assert all(check.agrees for check in intake.receipt.totals)


def test_two_rows_a_school_that_nothing_tells_apart_are_refused(write_xlsx: Write) -> None:
    rows = [
        [f"{AS_OF} 小学校児童数（上段：学級数）"],
        ["学校名", "1年", "2年"],
        ["甲小学校", 1, 2],
        [None, 20, 41],
        ["乙小学校", 1, 1],
        [None, 22, 23],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A3:A4", "A5:A6"]))
    assert intake.frame.empty
    assert len(intake.receipt.rejected) == 4
    assert "どの行が何の数か分かりません" in intake.receipt.rejected[0].reason


def test_a_title_above_the_header_says_nothing_about_the_columns(write_csv: Write) -> None:
    rows = [
        ["令和6年度 児童数（特別支援学級を設置する学校）"],
        ["学校名", "性別別掲", "1年", "2年", "計"],
        ["甲小学校", "", 10, 11, 21],
    ]
    intake = only(write_csv("表.csv", rows))
    assert by_school(intake) == {"甲小学校": [10, 11]}
    assert intake.frame["special_support_pupils"].isna().all()
    assert intake.receipt.header_rows == (2, 2)


@pytest.mark.parametrize(
    ("note", "pupils"),
    [("（ ）内は特別支援学級で内数", [85, 80]), ("（ ）は特別支援学級の児童数で外数", [88, 81])],
)
def test_brackets_mean_what_the_note_says(write_csv: Write, note: str, pupils: list[int]) -> None:
    rows = [[f"{AS_OF} 児童数"], ["学校名", "1年", "2年"], ["甲小学校", "85（3）", "80(1)"], [f"※{note}"]]
    intake = only(write_csv("表.csv", rows))
    assert by_school(intake) == {"甲小学校": pupils}
    assert by_school(intake, "special_support_pupils") == {"甲小学校": [3, 1]}


def test_numbers_with_remarks_are_told_once_a_column(write_csv: Write) -> None:
    rows = [["学校名", "1年"], *[[f"第{n}小学校", f"{n}(1)"] for n in range(10, 30)]]
    (warning,) = only(write_csv("令和6年度.csv", rows)).receipt.warnings
    assert "20か所（2・3・4・5・6…行目）" in warning


@pytest.mark.parametrize("title", ["令和７年度 児童数", "児童数"])
def test_columns_of_several_years_are_read_as_a_table_each(write_xlsx: Write, title: str) -> None:
    rows = [
        [title],
        ["学校名", "令和６年度", None, None, "令和７年度", None, None, "増減"],
        [None, "1年", "2年", "計", "1年", "2年", "計", None],
        ["甲小学校", 20, 21, 41, 10, 11, 21, -20],
        ["乙小学校", 5, 6, 11, 7, 8, 15, 4],
        ["合計", 25, 27, 52, 17, 19, 36, -16],
    ]
    path = write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:D2", "E2:G2", "H2:H3"])
    latest, earlier = read_file(path)
    assert by_school(latest) == {"甲小学校": [10, 11], "乙小学校": [7, 8]}
    assert by_school(earlier) == {"甲小学校": [20, 21], "乙小学校": [5, 6]}
    assert (latest.receipt.fiscal_years, earlier.receipt.fiscal_years) == ((2025,), (2024,))
    assert all(check.agrees for intake in (latest, earlier) for check in intake.receipt.totals)
    assert latest.receipt.rows_in == earlier.receipt.rows_in == 6


def test_totals_of_another_year_are_left_out_and_told(write_csv: Write) -> None:
    rows = [["令和７年度"], ["学校名", "1年", "2年", "計", "R6計"], ["甲小学校", 10, 11, 21, 30]]
    intake = only(write_csv("表.csv", rows))
    assert by_school(intake) == {"甲小学校": [10, 11]}
    assert any("別の年度" in warning and "R6計" in warning for warning in intake.receipt.warnings)


def test_teachers_are_no_pupils(write_xlsx: Write) -> None:
    rows = [
        [f"{AS_OF} 学校基本調査 小学校"],
        ["学校名", "学級数", None, "児童数", None, None, None, "本務教員数", None, None],
        [None, "計", "特支", "計", "男", "1年", "2年", "計", "男", "女"],
        ["甲小学校", 3, 1, 40, 19, 20, 20, 14, 5, 9],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:C2", "D2:G2", "H2:J2"]))
    assert by_school(intake) == {"甲小学校": [20, 20]}
    assert not any("一致しません" in warning for warning in intake.receipt.warnings)


def test_sexes_in_the_label_of_the_grade(write_csv: Write) -> None:
    flat = [["学校名", "1年男", "1年女", "1年計", "男計", "女計", "総計"], ["甲小学校", 1, 2, 3, 1, 2, 3]]
    bracketed = [["学校名", "1年(男)", "1年(女)"], ["甲小学校", 1, 2]]
    for rows in (flat, bracketed):
        intake = only(write_csv("令和6年度.csv", rows))
        assert by_school(intake) == {"甲小学校": [3]}
        assert intake.receipt.warnings == ()


def test_pupils_of_special_support_in_a_column_called_so_in_brackets(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["学校名", "児童数", None, None, None],
        [None, "1年", "2年", "計", "(うち特支)"],
        ["甲小学校", 1, 2, 3, 1],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:E2"]))
    assert by_school(intake) == {"甲小学校": [1, 2]}
    assert intake.frame["special_support_pupils"].dropna().tolist() == [1]
    assert intake.receipt.warnings == ()


def test_the_later_stage_of_a_compulsory_education_school_in_a_table_of_junior_high_schools(
    write_csv: Write,
) -> None:
    rows = [["学校名", "1年", "2年", "3年"], ["甲中学校", 1, 2, 3], ["乙義務教育学校（後期課程）", 4, 5, 6]]
    intake = only(write_csv("令和6年度中学校生徒数.csv", rows))
    assert by_school(intake) == {"甲中学校": [1, 2, 3], "乙義務教育学校": [4, 5, 6]}
    assert set(intake.frame["grade"]) == {7, 8, 9}


def test_a_column_that_names_schools_in_other_words_makes_no_city(write_csv: Write) -> None:
    header = ["全国地方公共団体コード", "学校名称", "学校種別", "児童生徒数_1年"]
    intake = only(write_csv("令和6年度.csv", [header, ["092029", "甲中学校", "中学校", 10]]))
    assert by_school(intake) == {"甲中学校": [10]}
    unknown = ["全国地方公共団体コード", "小中学校等の呼び名", "学校種別", "児童生徒数_1年"]
    with pytest.raises(UserError, match="見出し"):
        read_file(write_csv("令和6年度.csv", [unknown, ["092029", "甲中学校", "中学校", 10]]))


def test_english_headers_of_open_data(write_csv: Write) -> None:
    rows = [["year", "school_name", "school_type", "grade_1", "grade_2", "total"]]
    rows.append(["2024", "甲小学校", "小学校", "1", "2", "3"])
    intake = only(write_csv("enrolment.csv", rows))
    assert by_school(intake) == {"甲小学校": [1, 2]}
    assert intake.receipt.fiscal_years == (2024,)


@pytest.mark.parametrize("header", ["年度", "時間軸（年度）", "調査年"])
def test_years_of_a_school_below_one_another(write_csv: Write, header: str) -> None:
    rows = [["学校名", header, "1年"], ["甲小学校", "2023年度", 1], ["", "2024年度", 2]]
    intake = only(write_csv("推移.csv", rows))
    assert intake.frame[["fiscal_year", "pupils"]].values.tolist() == [[2023, 1], [2024, 2]]


def test_sheets_named_by_their_year(write_xlsx: Write) -> None:
    sheet = [["学校名", "1年"], ["甲小学校", 1]]
    first, second = read_file(write_xlsx("児童数.xlsx", {"R5": sheet, "令和6年": sheet}))
    assert (first.receipt.fiscal_years, second.receipt.fiscal_years) == ((2023,), (2024,))


def test_a_year_is_not_borrowed_where_other_sheets_name_several(write_xlsx: Write) -> None:
    table = [["学校名", "1年"], ["甲小学校", 1]]
    sheets = {"東": table, "西": [["令和5年度"], *table], "南": [["令和6年度"], *table]}
    with pytest.raises(UserError, match="--fiscal-year"):
        read_file(write_xlsx("表.xlsx", sheets))


def test_vertical_text(write_xlsx: Write) -> None:
    rows = [["令\n和\n６\n年\n度"], ["学\n校\n名", "一\n年", "二\n年", "合\n計"], ["東 小\n学 校", 1, 2, 3]]
    assert by_school(only(write_xlsx("表.xlsx", rows))) == {"東小学校": [1, 2]}


def test_years_averages_and_shares_in_the_column_of_names_are_no_schools(write_csv: Write) -> None:
    names = ["甲小学校", "令和6年度", "R5", "１校平均", "構成比(%)"]
    rows = [[AS_OF], ["学校名", "1年", "2年"], *[[name, 1, 2] for name in names]]
    intake = only(write_csv("表.csv", rows))
    assert by_school(intake) == {"甲小学校": [1, 2]}
    assert [kinds(intake)[row] for row in (4, 5, 6, 7)] == ["前年・増減", "前年・増減", "注記", "注記"]


def test_columns_over_several_grades_are_no_grade(write_csv: Write) -> None:
    rows = [[AS_OF], ["学校名", "1年", "2年", "1～2年計", "計"], ["甲小学校", 1, 2, 3, 3]]
    assert by_school(only(write_csv("表.csv", rows))) == {"甲小学校": [1, 2]}
    classes = [["学級数"], ["学校名", "1年", "2年", "3年", "1・2年複式", "計"], ["甲小学校", 0, 0, 1, 1, 2]]
    intake = only(write_csv("令和6年度.csv", classes))
    assert by_school(intake, "classes") == {"甲小学校": [0, 0, 1]}
    assert intake.frame.loc[intake.frame["class_kind"] == "複式", "classes"].tolist() == [1]


@pytest.mark.parametrize("with_sum", [True, False])
def test_kinds_of_disability_are_added_up_or_their_sum_is_taken(write_xlsx: Write, with_sum: bool) -> None:
    kinds_of_class = ["知的", "情緒", "計"] if with_sum else ["知的", "情緒", "難聴"]
    rows = [
        [AS_OF],
        ["学校名", "通常学級", None, "特別支援学級", None, None],
        [None, "1年", "2年", *kinds_of_class],
        ["甲小学校", 10, 11, 2, 1, 3 if with_sum else 0],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:C2", "D2:F2"]))
    assert by_school(intake) == {"甲小学校": [10, 11]}
    assert intake.frame["special_support_pupils"].dropna().tolist() == [3]
    assert not any("一致しません" in warning for warning in intake.receipt.warnings)


def test_a_stated_year_picks_its_columns(write_xlsx: Write) -> None:
    rows = [["学校名", "R6", None, "R5", None], [None, "1年", "2年", "1年", "2年"], ["甲小学校", 1, 2, 3, 4]]
    path = write_xlsx("小学校.xlsx", rows, merges=["A1:A2", "B1:C1", "D1:E1"])
    assert [intake.receipt.fiscal_years for intake in read_file(path)] == [(2024,), (2023,)]
    (stated,) = read_file(path, context=Context(fiscal_year=2023))
    assert by_school(stated) == {"甲小学校": [3, 4]}
    with pytest.raises(UserError, match="2022"):
        read_file(path, context=Context(fiscal_year=2022))


def test_special_support_by_grade_on_rows_of_a_long_table_is_told(write_csv: Write) -> None:
    rows = [
        ["年度", "学校名", "学年", "学級種別", "児童数"],
        ["2022", "甲小学校", "1年", "通常", 5],
        ["2022", "甲小学校", "1年", "特別支援", 1],
    ]
    assert "除いた数かもしれません" in only(write_csv("表.csv", rows)).receipt.warnings[0]


def test_a_title_that_begins_in_the_midst_of_the_grades(write_csv: Write) -> None:
    rows = [
        ["", "", "児童数（特別支援学級在籍者の再掲あり）"],
        ["学校名", "1年", "2年", "計"],
        ["甲小学校", 1, 2, 3],
    ]
    intake = only(write_csv("令和6年度.csv", rows))
    assert by_school(intake) == {"甲小学校": [1, 2]}
    assert intake.frame["special_support_pupils"].isna().all()


def test_a_title_stands_over_all_tables_side_by_side(write_xlsx: Write) -> None:
    rows = [
        ["市立小学校児童数（令和6年5月1日現在）"],
        ["学校名", "1年", "2年", None, "学校名", "1年", "2年"],
        ["甲", 1, 2, None, "乙", 3, 4],
    ]
    first, second = read_file(write_xlsx("表.xlsx", rows))
    assert (by_school(first), by_school(second)) == ({"甲小学校": [1, 2]}, {"乙小学校": [3, 4]})


def test_a_grade_merged_over_the_rows_of_boys_girls_and_their_sum(write_xlsx: Write) -> None:
    rows = [[AS_OF], ["学校名", "学年", "性別", "児童数"]]
    for grade, (boys, girls) in {"1年": (30, 31), "2年": (3, 4)}.items():
        school = "甲小学校" if grade == "1年" else None
        rows += [[school, grade, "男", boys], [None, None, "女", girls], [None, None, "計", boys + girls]]
    assert by_school(only(write_xlsx("表.xlsx", rows))) == {"甲小学校": [61, 7]}


def test_a_grade_merged_over_its_classes_is_the_sum_of_them(write_xlsx: Write) -> None:
    rows = [
        [AS_OF],
        ["学校名", "学年", "組", "児童数"],
        ["甲小学校", "1年", "1組", 30],
        [None, None, "2組", 31],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A3:A4", "B3:B4"]))
    assert by_school(intake) == {"甲小学校": [61]}
    assert by_school(intake, "classes") == {"甲小学校": [2]}
    assert intake.receipt.rows_ok == 2


def test_a_table_of_special_support_alone_is_not_taken_for_all_pupils(write_csv: Write) -> None:
    rows = [["令和6年度 特別支援学級児童数"], ["学校名", "1年", "2年", "計"], ["甲小学校", 1, 2, 3]]
    with pytest.raises(UserError, match="見出し"):
        read_file(write_csv("表.csv", rows))
