"""Schools, municipalities and boards of education."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from edu_dx.intake import Intake, read_file

Write = Callable[..., Path]
MINISTRY = [
    "学校コード",
    "学校種",
    "都道府県番号",
    "設置区分",
    "本分校",
    "学校名",
    "学校所在地",
    "郵便番号",
    "属性情報設定年月日",
    "属性情報廃止年月日",
    "旧学校調査番号",
    "移行後の学校コード",
]


def only(path: Path) -> Intake:
    (intake,) = read_file(path)
    return intake


def ministry_row(code: str, name: str = "みほん小学校") -> list[object]:
    return [
        code,
        "B1(小学校)",
        "09(栃木)",
        "2(公)",
        "9(廃)",
        name,
        "みほん市",
        "0",
        "2020-12-22",
        "R7.5.1",
        "0001",
        "",
    ]


def test_codes_and_their_names_both_say_the_same(write_csv: Write) -> None:
    plain = ["B109210000680", "B1", "9", "2", "1", "甲", "みほん市", "3260000", "2020-12-22", "", "0001", ""]
    intake = only(write_csv("20251225.csv", [MINISTRY, plain, ministry_row("B109210000779", "乙")]))
    columns = ["school_type", "prefecture_number", "establishment", "branch"]
    assert intake.table == "schools"
    assert intake.frame[columns].values.tolist() == [
        ["小学校", "09", "公立", "本校"],
        ["小学校", "09", "公立", "廃校"],
    ]
    assert intake.frame["abolished_on"].dt.year.tolist()[1] == 2025


def test_the_ministrys_own_codes_are_kept_and_told(write_csv: Write) -> None:
    intake = only(write_csv("20251225.csv", [MINISTRY, ministry_row("B109210000681")]))
    assert intake.receipt.rows_ok == 1
    assert "B109210000681" in intake.receipt.warnings[0]


def test_a_wrong_check_digit_in_any_other_list_is_rejected(write_csv: Write) -> None:
    rows = [
        ["学校コード", "学校名", "設置区分"],
        ["B109210000681", "甲小学校", "公立"],
        ["B109210000779", "乙小学校", "公立"],
    ]
    intake = only(write_csv("令和7年度名簿.csv", rows))
    assert intake.frame["school_code"].tolist() == ["B109210000779"]
    (rejected,) = intake.receipt.rejected
    assert "B109210000681" in rejected.reason
    assert "末尾が 0" in rejected.reason


def test_municipalities_get_their_leading_zero_back(write_xlsx: Write) -> None:
    header = [
        "団体コード",
        "都道府県名\n（漢字）",
        "市区町村名\n（漢字）",
        "都道府県名\n（カナ）",
        "市区町村名\n（ｶﾅ）",
    ]
    rows = [header, ["090000", "栃木県", None, "ﾄﾁｷﾞｹﾝ", None], [92029, "栃木県", "足利市", "ﾄﾁｷﾞｹﾝ", "ｱｼｶｶﾞｼ"]]
    intake = only(write_xlsx("表.xlsx", {"R6.1.1現在の団体": rows}))
    assert intake.table == "municipalities"
    assert intake.frame["municipality_code"].tolist() == ["090000", "092029"]
    assert intake.frame["municipality_kana"].tolist()[1] == "ｱｼｶｶﾞｼ"
    assert set(intake.frame["fiscal_year"]) == {2023}


def test_board_codes_are_put_together(write_xlsx: Write) -> None:
    rows = [
        ["教育委員会コード（R8.4時点）"],
        ["県コード", "教育委員会番号", "市町村コード", "教育委員会名", "廃止年月日"],
        ["09", "2202", "202", "足利市教育委員会", None],
        ["01", "5856", "856", "廃止された組合教育委員会", "20200930"],
    ]
    prose = [["記載方法"], ["（１）" + "説明" * 200]]
    intake = only(write_xlsx("表.xlsx", {"表紙": prose, "一覧": rows}))
    assert intake.frame["board_code"].tolist() == ["092202", "015856"]
    assert "説明文" in intake.receipt.sheets_not_read[0].reason
