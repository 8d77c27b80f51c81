"""Exports and tables of makers and cities that word and arrange things in another way, in invented files."""

import datetime as dt

import pandas as pd
import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, read_file

YEAR = Context(assumed_year=2025)


def test_the_month_of_hours_is_what_the_title_is_about_and_not_the_day_of_the_export(write_csv) -> None:
    rows = [
        ["職員別月次集計表"],
        ["出力日時：2025/07/01 09:00"],
        ["対象年月：2025年06月"],
        ["所属", "職員番号", "総労働時間", "時間外"],
        ["あおば小学校", "10021", "198:35", "42:15"],
    ]
    [intake] = read_file(write_csv("月次.csv", rows, encoding="cp932"))
    assert intake.table == "overtime_months"
    assert intake.frame["month"].tolist() == [pd.Timestamp(2025, 6, 1)]
    assert intake.frame["overtime"].tolist() == [42 * 60 + 15]


def test_hours_with_nothing_but_the_day_of_the_export_are_of_no_known_month(write_csv) -> None:
    rows = [
        ["出力日時：2025/07/01 09:00"],
        ["所属", "職員番号", "総労働時間", "時間外"],
        ["あおば小学校", "10021", "198:35", "42:15"],
    ]
    with pytest.raises(UserError, match="何月の資料か分かりません"):
        read_file(write_csv("月次.csv", rows))


def test_tickets_stamped_without_colons(write_csv) -> None:
    rows = [
        ["番号札", "カテゴリ", "発行日", "発行時刻", "呼出時刻", "処理終了時刻", "窓口"],
        ["A001", "証明", "20250602", "83015", "083500", "084020", "1"],
    ]
    [intake] = read_file(write_csv("発券.csv", rows, encoding="cp932"))
    [record] = intake.frame.to_dict("records")
    assert record["service"] == "証明"
    assert [record[name] for name in ("issued_at", "called_at", "finished_at")] == [
        dt.datetime(2025, 6, 2, 8, 30, 15),
        dt.datetime(2025, 6, 2, 8, 35),
        dt.datetime(2025, 6, 2, 8, 40, 20),
    ]


def test_six_digits_that_are_no_time_reject_the_row(write_csv) -> None:
    rows = [["番号札", "発行日", "発行時刻"], ["A001", "20250602", "087000"]]
    [intake] = read_file(write_csv("発券.csv", rows))
    assert "「087000」は時刻として読めません" in intake.receipt.rejected[0].reason


def test_an_absence_report_with_a_column_of_the_schools_own_stays_one(write_csv) -> None:
    rows = [
        ["年月", "学校名", "学年", "在籍者数", "欠席日数計", "処理済"],
        ["2025-05", "あおば小学校", 1, 43, 23, "済"],
    ]
    [intake] = read_file(write_csv("表.csv", rows))
    assert intake.table == "absence_months"
    assert intake.frame["days_absent"].tolist() == [23]


def test_a_running_number_does_not_take_the_place_of_the_items_number(write_csv) -> None:
    rows = [
        ["№", "年度", "学校名", "項目ID", "回答", "効果実感"],
        [1, 2025, "あおば小学校", "1-1", "完全", 4],
        [2, 2025, "あおば小学校", "1-2", "なし", 3],
    ]
    [intake] = read_file(write_csv("表.csv", rows))
    assert intake.frame["item_id"].tolist() == ["1-1", "1-2"]


def test_answers_in_other_words_are_told(write_csv) -> None:
    rows = [["年度", "学校名", "項目ID", "回答"], [2025, "あおば小学校", "1-1", "一部している"]]
    [intake] = read_file(write_csv("表.csv", rows))
    assert intake.frame["answer"].tolist() == ["半分未満"]
    assert any("「一部している」を「半分未満」" in warning for warning in intake.receipt.warnings)


@pytest.mark.parametrize("merges", [[], ["B2:C2", "D2:E2", "F2:G2"]])
def test_remarks_beside_groups_of_columns_belong_to_none(write_xlsx, merges) -> None:
    rows = [
        ["令和7年5月1日現在"],
        ["学校名", "1年", None, "2年", None, "3年", None, None],
        [None, *["生徒数", "学級数"] * 3, "備考"],
        ["あおば中学校", 70, 2, 71, 3, 72, 3, "分校を含む"],
    ]
    [intake] = read_file(write_xlsx("表.xlsx", rows, merges=merges))
    assert intake.frame["pupils"].tolist() == [70, 71, 72]
    assert intake.frame["classes"].tolist() == [2, 3, 3]


def test_a_small_table_beside_a_long_one_says_nothing_of_its_rows(write_csv) -> None:
    rows = [
        ["基準日", "学校名", "学年", "児童数", "", "項目", "内容"],
        ["R7.5.1", "あおば小学校", 1, 50, "", "作成日", "5月20日"],
        ["R7.5.1", "あおば小学校", 2, 51, "", "", ""],
        ["R7.5.1", "あおば小学校", 3, 52, "", "", ""],
    ]
    [intake] = read_file(write_csv("表.csv", rows))
    assert intake.frame["pupils"].tolist() == [50, 51, 52]


def test_lines_that_quotation_marks_run_together_are_told_and_make_no_school(tmp_path) -> None:
    path = tmp_path / "児童数.csv"
    path.write_text(
        "令和7年5月1日現在\n学校名,1年,2年,3年,4年,5年,6年\n"
        'あおば小学校,1,2,3,4,5,6\n"わかば小学校,1,2,3,4,5,6\n"みどり小学校,1,2,3,4,5,6\n',
        encoding="utf-8",
    )
    [intake] = read_file(path)
    assert set(intake.frame["school_name"]) == {"あおば小学校"}
    assert "一つのセルになっています" in intake.receipt.rejected[0].reason
    assert any(warning.startswith("4～5行目は、引用符") for warning in intake.receipt.warnings)


def test_a_remark_of_several_lines_is_no_record_run_together(tmp_path) -> None:
    path = tmp_path / "児童数.csv"
    path.write_text(
        '学校名,学年,児童数,備考\nあおば小学校,1,30,"転入1,\n転出2"\n', encoding="utf-8", newline="\n"
    )
    [intake] = read_file(path, context=YEAR)
    assert intake.frame["pupils"].tolist() == [30]
    assert not any("引用符" in warning for warning in intake.receipt.warnings)


@pytest.mark.parametrize("name", ["R6児童数.csv", "児童数_R06.csv", "令和6年度.csv", "小学校（R6）.csv"])
def test_the_year_stands_in_the_files_name(write_csv, name) -> None:
    rows = [["学校名", "学年", "児童数"], ["あおば小学校", 1, 30]]
    [intake] = read_file(write_csv(name, rows), context=YEAR)
    assert intake.frame["fiscal_year"].tolist() == [2024]


@pytest.mark.parametrize("name", ["R6とR7の比較.csv", "SR6表.csv", "rev3.csv"])
def test_a_name_with_no_one_year_says_none(write_csv, name) -> None:
    rows = [["学校名", "学年", "児童数"], ["あおば小学校", 1, 30]]
    [intake] = read_file(write_csv(name, rows), context=YEAR)
    assert intake.frame["fiscal_year"].tolist() == [2025]
    assert "いつの時点の資料か書かれていない" in intake.receipt.warnings[0]


def test_codes_and_indicators_of_statistics_are_spelt_in_one_way(write_csv) -> None:
    rows = [
        ["年度", "地域コード", "市区町村", "図書\n貸出冊数", "番号"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["2023", "０９９０１５", "みほん市", "3650", 1],
        ["年度", "地域コード", "市区町村", "図書\n貸出冊数", "番号"],
        ["2024", "099015", "みほん市", "1", 2],
        ["2024", "099031", "かくう町", "7160..5", 3],
    ]
    [intake] = read_file(write_csv("統計.csv", rows))
    assert intake.frame[["area_code", "indicator", "value"]].to_numpy().tolist() == [
        ["099015", "図書貸出冊数", 3650.0],
        ["099015", "図書貸出冊数", 1.0],
    ]
    assert "7160..5" in intake.receipt.rejected[0].reason


def test_a_running_number_is_not_the_number_of_the_ticket(write_csv) -> None:
    rows = [
        ["番号", "受付番号", "発券日時"],
        [1, "A105", "2025-06-03 09:07"],
        [2, "A106", "2025-06-03 09:14"],
    ]
    [intake] = read_file(write_csv("発券.csv", rows))
    assert intake.frame["ticket_no"].tolist() == ["A105", "A106"]


def test_two_columns_of_one_header_are_not_added_up(write_csv) -> None:
    rows = [
        ["年月", "証明書の種類", "窓口", "窓口", "コンビニ"],
        ["令和7年4月", "住民票の写し", 243, 297, 782],
    ]
    [intake] = read_file(write_csv("証明.csv", rows))
    assert dict(zip(intake.frame["channel"], intake.frame["count"], strict=True)) == {
        "窓口": 243,
        "コンビニ": 782,
    }
    assert any("同じ見出しの列" in finding.message for finding in intake.receipt.findings)


def test_headers_that_are_no_items_reject_the_rows_and_stop_nothing(write_csv) -> None:
    rows = [
        ["学校名", "2025-06-03", "2025-06-04", "2025-06-05"],
        ["あおば小学校", "完全", "なし", "完全"],
        ["わかば小学校", "なし", "なし", "完全"],
    ]
    path = write_csv("令和7年度.csv", rows)
    intakes = read_file(path, table="checklist")
    assert all(intake.frame.empty for intake in intakes)
    assert "元のコードに戻せません" in intakes[0].receipt.rejected[0].reason
