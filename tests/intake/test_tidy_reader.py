"""Tables that are read by their definition alone, in files written the way boards and their systems write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file

Write = Callable[..., Path]
KEYS = ("10001", "10002", "20001")
CLOCK = [
    [
        "所属コード",
        "所属名",
        "従業員コード",
        "名前",
        "雇用区分",
        "職名",
        "対象年月",
        "在校等時間",
        "時間外在校等時間",
    ],
    ["001", "みほん小学校", KEYS[0], "架空 太郎", "正規", "教諭", "2025/05", "212:35", "52:35"],
    ["001", "みほん小学校", KEYS[1], "架空 花子", "正規", "養護", "2025/05", "182:00", "22:00"],
    ["002", "ためし中学校", KEYS[2], "架空 次郎", "正規", "教員", "2025/05", "25O:10", "90:10"],
]
SHEET = [
    ["在校等時間記録表（集計一覧）"],
    ["作成 教務"],
    ["学校名", "職員番号", "氏名", "日付", "勤務区分", "出勤", "退勤", "休憩（分）", "打刻修正"],
    ["みほん小", KEYS[0], "架空 太郎", "R7.5.1", "平日", "7:40", "18:50", "45", "○"],
    ["みほん小", KEYS[0], "架空 太郎", "R7.5.2", "平日", "7:40", "25:10", "", "×"],
    ["みほん小", KEYS[0], "架空 太郎", "R7.5.5", "お休み", "-", "-", "", ""],
    ["合計", "", "", "", "", "", "", "45", ""],
    ["（注）休憩は実際に取った時間"],
]


def only(path: Path, **rest: object) -> Intake:
    (intake,) = read_file(path, **rest)  # type: ignore[arg-type]
    receipt = intake.receipt
    assert receipt.rows_in == receipt.rows_ok + receipt.rows_rejected + receipt.rows_not_data
    return intake


def everything_said(intake: Intake) -> str:
    return intake.frame.to_csv() + repr(intake) + intake.receipt.model_dump_json()


def test_a_monthly_export_of_a_time_clock(write_csv: Write) -> None:
    intake = only(write_csv("勤怠月次.csv", CLOCK, encoding="cp932"))
    assert intake.table == "overtime_months"
    assert intake.frame["overtime"].tolist() == [52 * 60 + 35, 22 * 60]
    assert intake.frame["post"].tolist() == ["教諭", "養護教諭"]
    (rejected,) = intake.receipt.rejected
    assert rejected.row == 4
    assert "在校等時間" in rejected.reason
    assert "25O:10" in rejected.reason


def test_numbers_that_a_board_gives_its_schools_do_not_name_them(write_csv: Write) -> None:
    intake = only(write_csv("勤怠月次.csv", CLOCK, encoding="cp932"))
    assert set(intake.frame["school_code"]) == {"みほん小学校"}
    assert any("13桁" in warning for warning in intake.receipt.warnings)


def test_a_sheet_of_one_school_with_titles_totals_and_notes(write_xlsx: Write) -> None:
    intake = only(write_xlsx("記録表.xlsx", {"5月": SHEET}))
    assert intake.table == "timecards"
    assert intake.frame[["clock_in", "clock_out"]].values.tolist() == [[460, 1130], [460, 1510]]
    assert intake.frame["edited"].tolist() == [True, False]
    assert intake.frame["school_code"].tolist() == ["みほん小学校"] * 2
    assert intake.receipt.rows_not_data == 5
    (rejected,) = intake.receipt.rejected
    assert "お休み" in rejected.reason
    assert "閉庁日" in rejected.reason


@pytest.mark.parametrize("rows", [CLOCK, SHEET], ids=["export", "sheet"])
def test_nothing_that_comes_out_names_a_person(write_csv: Write, rows: list[list[str]]) -> None:
    def pseudonym(key: str) -> str:
        return f"仮{'あいう'[KEYS.index(key)]}"

    intake = only(write_csv("表.csv", rows), context=Context(pseudonym=pseudonym))
    said = everything_said(intake)
    assert set(intake.frame["staff_key"]) <= {"仮あ", "仮い"}
    assert intake.receipt.rows_ok == 2
    assert not any(key in said for key in KEYS)
    assert "架空" not in said
    assert {column.handling.name for column in intake.receipt.handled_columns} == {"DROP", "PSEUDONYMISE"}


def test_an_unreadable_key_of_a_person_is_rejected_without_being_shown(write_xlsx: Write) -> None:
    rows = [["学校名", "職員番号", "職名"], ["みほん小学校", 1234.5, "教諭"], ["みほん小学校", "A1", "教諭"]]
    intake = only(write_xlsx("令和7年度 職員.xlsx", rows))
    (rejected,) = intake.receipt.rejected
    assert "職員番号" in rejected.reason
    assert "1234" not in everything_said(intake)


def test_items_of_a_checklist_across_the_columns(write_csv: Write) -> None:
    rows = [
        ["学校名", "1-1 欠席連絡", "1-2 お便り", "2-1 FAXの使用", "備考"],
        ["みほん小学校", "完全にデジタル化している", "一部している（半分以上）", "○", ""],
        ["ためし中学校", "全くしていない", "", "×", "来年度から"],
        ["ほかの小学校", "たぶん", "全くしていない", "×", ""],
    ]
    intake = only(write_csv("校務DXチェックリスト_令和7年度.csv", rows))
    assert intake.table == "checklist"
    assert intake.frame[["school_code", "item_id", "item", "answer"]].values.tolist() == [
        ["みほん小学校", "1-1", "欠席連絡", "完全"],
        ["みほん小学校", "1-2", "お便り", "半分以上"],
        ["みほん小学校", "2-1", "FAXの使用", "有"],
        ["ためし中学校", "1-1", "欠席連絡", "なし"],
        ["ためし中学校", "2-1", "FAXの使用", "無"],
    ]
    assert [(row.row, "たぶん" in row.reason) for row in intake.receipt.rejected] == [(4, True)]
    assert any("項目ID" in warning for warning in intake.receipt.warnings)


def test_a_speed_that_is_not_given_is_not_zero(write_csv: Write) -> None:
    rows = [
        ["学校名", "測定日時", "測定場所", "下り(Mbps)", "上り(Mbps)", "Ping", "契約種別"],
        ["みほん小学校", "2025/6/3 10:40", "3年1組", "312.5", "…", "14", "ベストエフォート型"],
        ["ためし中学校", "2025/6/3 11:20", "", "x", "120", "", ""],
    ]
    intake = only(write_csv("測定.csv", rows))
    assert intake.table == "network_tests"
    assert intake.frame["upload_mbps"].isna().all()
    assert intake.frame["contract"].tolist() == ["ベストエフォート"]
    assert intake.receipt.rejected[0].reason == "「下り（Mbps）」がありません"
    assert any("不詳" in warning for warning in intake.receipt.warnings)


def test_months_across_the_columns_of_a_titled_measure(write_csv: Write) -> None:
    rows = [
        ["令和6年度 学校別 欠席日数計"],
        ["学校名", "学年", "4月", "5月", "3月", "計"],
        ["みほん小学校", "1年", "3", "4", "-", "7"],
        ["みほん小学校", "2年", "x", "…", "2", "2"],
        ["ためし中学校", "1年", "10", "12", "15", "37"],
        ["合計", "", "13", "16", "18", "46"],
    ]
    intake = only(write_csv("欠席.csv", rows))
    frame = intake.frame
    assert (intake.table, len(frame)) == ("absence_months", 9)
    assert frame["month"].dt.strftime("%Y-%m").tolist()[:3] == ["2024-04", "2024-05", "2025-03"]
    assert frame["days_absent"].sum() == 46
    assert frame["missing_reason"].dropna().tolist() == [
        "days_absent=none",
        "days_absent=suppressed",
        "days_absent=unknown",
    ]
    assert set(frame["grade"]) == {1, 2, 7}
    (total,) = intake.receipt.totals
    assert [difference.header for difference in total.differences] == ["3月"]


def test_reasons_across_the_columns_are_not_mixed_with_their_total(write_csv: Write) -> None:
    rows = [
        ["学校名", "学年", "病気", "経済的理由", "不登校", "その他", "計"],
        ["みほん小学校", "1", "1", "0", "3", "0", "4"],
    ]
    intake = only(write_csv("長期欠席_令和6年度.csv", rows))
    assert intake.table == "absence_years"
    by_reason = intake.frame.set_index("reason")["pupils"].to_dict()
    assert by_reason == {"病気": 1, "経済的理由": 0, "不登校": 3, "その他": 0, "計": 4}
    assert intake.frame["new"].isna().all()


def test_several_measures_below_each_month(write_xlsx: Write) -> None:
    rows = [
        ["学校名", "学年", "4月", None, "5月", None],
        [None, None, "欠席日数", "3日以上", "欠席日数", "3日以上"],
        ["みほん小学校", 1, 3, 1, 4, 2],
    ]
    intake = only(write_xlsx("令和6年度.xlsx", rows, merges=["C1:D1", "E1:F1"]))
    assert intake.frame[["days_absent", "pupils_three_days"]].values.tolist() == [[3, 1], [4, 2]]


def test_months_without_any_year_are_asked_for(write_csv: Write) -> None:
    rows = [["欠席日数計"], ["学校名", "学年", "4月", "5月"], ["みほん小学校", "1", "3", "4"]]
    path = write_csv("欠席.csv", rows)
    with pytest.raises(UserError, match="--fiscal-year"):
        read_file(path)
    assert set(only(path, context=Context(fiscal_year=2024)).frame["fiscal_year"]) == {2024}


def test_a_month_without_a_year_among_others_that_have_one_rejects_its_row(write_csv: Write) -> None:
    header = ["年月", "学校名", "学年", "在籍者数", "欠席日数計"]
    rows = [["2025/4", "みほん小学校", 1, 60, 12], ["5月", "みほん小学校", 1, 60, 14]]
    intake = only(write_csv("欠席.csv", [header, *rows]))
    assert intake.frame["month"].dt.month.tolist() == [4]
    (rejected,) = intake.receipt.rejected
    assert rejected.row == 3
    assert "「年月」の「5月」に年がなく" in rejected.reason


def test_which_measure_the_months_count_is_never_guessed(write_csv: Write) -> None:
    rows = [["学校名", "学年", "4月", "5月"], ["みほん小学校", "1", "3", "4"]]
    with pytest.raises(UserError, match="見出しが見つかりません"):
        read_file(write_csv("令和6年度.csv", rows), table="absence_months")


def test_a_total_among_texts_is_set_apart_and_a_text_that_ends_in_total_is_not(write_csv: Write) -> None:
    rows = [
        ["課", "業務番号", "業務名", "年間件数"],
        ["学校教育課", "1", "調査の集計", "12"],
        ["学校教育課", "2", "就学通知", "1,200"],
        ["", "", "合計", "1,212"],
    ]
    intake = only(write_csv("業務棚卸し_令和7年度.csv", rows))
    assert intake.table == "tasks"
    assert intake.frame["count"].tolist() == [12, 1200]
    assert intake.receipt.totals[0].agrees


def test_municipalities_that_share_costs(write_csv: Write) -> None:
    rows = [
        ["令和7年度 参加自治体"],
        ["団体コード", "市区町村名", "人口", "児童生徒数", "学校数", "教職員数"],
        ["92029", "足利市", "140,000", "9,000", "33", "700"],
        ["092021", "まちがい市", "1", "1", "1", "1"],
    ]
    intake = only(write_csv("参加.csv", rows))
    assert intake.table == "members"
    assert intake.frame["municipality_code"].tolist() == ["092029"]
    assert "検査数字" in intake.receipt.rejected[0].reason


@pytest.mark.parametrize(
    ("cells", "minutes", "told"),
    [(("45", "60"), [45, 60], "分"), (("0.75", "1"), [45, 60], "時間"), (("0:45", "1:00"), [45, 60], "")],
)
def test_breaks_under_a_header_without_a_unit(
    write_csv: Write, cells: tuple[str, str], minutes: list[int], told: str
) -> None:
    rows = [["学校名", "職員番号", "日付", "出勤", "退勤", "休憩"]]
    rows += [
        ["みほん小学校", "1", f"2025/5/{day}", "8:00", "17:00", cell] for day, cell in enumerate(cells, 1)
    ]
    intake = only(write_csv("表.csv", rows))
    assert intake.frame["break_min"].tolist() == minutes
    assert any(f"「{told}」として" in warning for warning in intake.receipt.warnings) == bool(told)


def test_breaks_that_may_be_hours_or_minutes_are_rejected(write_csv: Write) -> None:
    rows = [["学校名", "職員番号", "日付", "休憩"], ["みほん小学校", "1", "2025/5/1", "1"]]
    intake = only(write_csv("表.csv", rows))
    assert "何時間か何分か分かりません" in intake.receipt.rejected[0].reason


def test_free_text_is_masked_and_kept_apart(write_csv: Write) -> None:
    rows = [
        ["調査名", "回答者番号", "質問番号", "回答", "自由記述", "回答者氏名"],
        ["連絡アンケート", "1", "Q1", "アプリ", "担任の架空先生に090-0000-0000で連絡した", "架空 太郎"],
        ["連絡アンケート", "2", "Q1", "紙", "", "架空 花子"],
    ]
    texts, answers = read_file(write_csv("アンケート_令和7年度.csv", rows))
    assert (answers.table, texts.table) == ("survey_answers", "free_texts")
    assert len(texts.frame) == 1
    assert texts.frame["masked_count"].tolist() == [2]
    for intake in (answers, texts):
        assert "090-0000" not in everything_said(intake)
        assert "架空" not in everything_said(intake)
        assert intake.receipt.rows_in == 3
    assert texts.receipt.rows_not_data == 2


def test_a_column_more_than_the_table_has_is_shown_as_not_read(write_csv: Write) -> None:
    rows = [
        ["学校名", "週", "稼働端末数", "天気"],
        ["みほん小学校", "2025/6/2", "301", "晴れ"],
    ]
    intake = only(write_csv("利用.csv", rows))
    assert intake.table == "device_use"
    assert [match.read_as for match in intake.receipt.columns] == ["学校名", "週", "稼働端末数", ""]


def test_a_school_of_its_own_sheet_stands_in_the_title(write_xlsx: Write) -> None:
    rows = [
        ["学年", "在籍", "欠席日数", "出席停止・忌引等"],
        ["1年", 30, 4, 1],
        ["2年", 28, 6, 0],
        ["計", 58, 10, 1],
    ]
    sheets = {
        "みほん小学校": [["欠席状況報告　令和7年6月"], *rows],
        "②": [["あおば中学校　欠席状況報告（令和7年6月）"], *rows],
    }
    first, second = read_file(write_xlsx("報告.xlsx", sheets))
    assert set(first.frame["school_name"]) == set(first.frame["school_code"]) == {"みほん小学校"}
    assert set(second.frame["school_name"]) == {"あおば中学校"}
    assert second.frame["grade"].tolist() == [7, 8]
    assert first.frame["month"].dt.strftime("%Y-%m").tolist() == ["2025-06", "2025-06"]
    assert first.frame["days_suspended"].tolist() == [1, 0]
    assert any("みほん小学校" in warning for warning in first.receipt.warnings)


@pytest.mark.parametrize(
    "title", ["小学校 欠席状況", "みほん市立小学校", "全小学校", "みほん小学校・あおば小学校", "市内中学校"]
)
def test_a_title_about_schools_in_general_names_none(write_csv: Write, title: str) -> None:
    rows = [[f"{title} 令和7年6月"], ["学年", "在籍者数", "欠席日数計"], ["1", 30, 4]]
    with pytest.raises(UserError, match="見出しが見つかりません"):
        read_file(write_csv("欠席.csv", rows))


def test_the_parts_of_an_amount_are_known_by_their_own_names(write_csv: Write) -> None:
    rows = [
        ["年月", "学校名", "職員番号", "時間外在校等時間", "うち平日", "うち休日"],
        ["2025-06", "みほん小学校", "1", "40:00", "36:00", "4:00"],
    ]
    frame = only(write_csv("時間外.csv", rows)).frame
    assert (frame["overtime_weekdays"].tolist(), frame["overtime_holidays"].tolist()) == ([2160], [240])


@pytest.mark.parametrize("day", ["2025/6/3", dt.datetime(2025, 6, 3)])
@pytest.mark.parametrize("clock", ["10:40", "午前10時40分", dt.time(10, 40)])
def test_a_moment_in_a_column_of_days_and_one_of_times(write_xlsx: Write, day: object, clock: object) -> None:
    rows = [["学校名", "測定日", "時刻", "下り(Mbps)"], ["みほん小学校", day, clock, 300.5]]
    intake = only(write_xlsx("測定.xlsx", rows))
    assert intake.frame["measured_at"].tolist() == [dt.datetime(2025, 6, 3, 10, 40)]
    assert {match.header: match.read_as for match in intake.receipt.columns}["時刻"] == "時刻"


def test_a_date_that_may_be_left_blank_leaves_the_year_of_the_workspace(write_csv: Write) -> None:
    rows = [
        ["学校名", "基準日", "利用者", "OS", "導入年度", "台数"],
        ["みほん小学校", "", "児童生徒", "iPadOS", 2021, 120],
        ["あおば小学校", "2024/5/1", "児童生徒", "iPadOS", 2021, 90],
    ]
    intake = only(write_csv("端末.csv", rows), context=Context(assumed_year=2025))
    assert intake.frame["fiscal_year"].tolist() == [2025, 2024]
    assert any("「基準日」のない1行は、2025年度" in warning for warning in intake.receipt.warnings)
    assert intake.receipt.period == "各行に記載"
    intake = only(write_csv("端末.csv", rows[:2]), context=Context(assumed_year=2025))
    assert intake.receipt.period == "記載なし（作業フォルダの年度 2025）"
