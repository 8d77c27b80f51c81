"""Lists of places, and lists that fit no table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file
from edu_dx.tables import Handling

Write = Callable[..., Path]
HALLS = [
    ["公民館一覧（令和7年4月1日現在）"],
    ["施設名", "所在地", "電話", "定員", "休館日"],
    ["みほん公民館", "みほん市本町1-1", "0284-00-0000", "50", "月曜"],
    ["れい公民館", "みほん市緑町2-2", "0284-00-0001", "30", "火曜"],
]


def only(path: Path, context: Context | None = None) -> Intake:
    (intake,) = read_file(path, context=context)
    return intake


def test_places_with_addresses(write_csv: Write) -> None:
    intake = only(write_csv("kominkan.csv", HALLS))
    assert (intake.table, intake.receipt.fiscal_years) == ("facilities", (2025,))
    assert intake.frame[["facility_name", "address", "phone"]].values.tolist() == [
        row[:3] for row in HALLS[2:]
    ]
    assert intake.frame["other_items"].iloc[0] == "定員：50／休館日：月曜"
    assert set(intake.frame["list_name"]) == {"公民館一覧"}


def test_places_with_positions_and_a_name_that_no_header_names(write_csv: Write) -> None:
    rows = [["見どころ", "緯度", "経度"], ["城跡", "36.34", "139.45"], ["橋", "36.33", "139.44"]]
    intake = only(write_csv("見どころ.csv", rows), Context(fiscal_year=2024))
    assert intake.frame["facility_name"].tolist() == ["城跡", "橋"]
    assert intake.frame["latitude"].tolist() == [36.34, 36.33]


def test_a_position_outside_the_earth_rejects_its_row(write_csv: Write) -> None:
    rows = [["名称", "緯度", "経度"], ["城跡", "136.34", "139.45"], ["橋", "36.33", "139.44"]]
    intake = only(write_csv("見どころ.csv", rows), Context(fiscal_year=2024))
    assert intake.frame["facility_name"].tolist() == ["橋"]
    assert "緯度" in intake.receipt.rejected[0].reason


def test_a_list_of_persons_is_no_list_of_places(write_csv: Write) -> None:
    rows = [["氏名", "住所", "電話番号"], *[["架空太郎", "みほん市本町1-1", "0284-00-0000"]] * 3]
    with pytest.raises(UserError):
        read_file(write_csv("名簿.csv", rows))


def test_any_other_list_is_kept_as_text_and_told(write_csv: Write) -> None:
    rows = [["地区", "収集日", ""], ["", "可燃", "不燃"], ["東", "月木", "第1水"], ["西", "火金", "第2水"]]
    intake = only(write_csv("収集日.csv", rows), Context(fiscal_year=2024))
    assert intake.table == "listings"
    assert intake.frame["item"].tolist()[:3] == ["地区", "収集日／可燃", "収集日／不燃"]
    assert intake.frame["value"].tolist() == ["東", "月木", "第1水", "西", "火金", "第2水"]
    assert (
        intake.receipt.warnings[0] == "決まった表に当てはまらないため、一覧表として文字のまま保管しました。"
    )


def test_a_list_without_a_date_says_for_which_year_it_is_kept(write_csv: Write) -> None:
    intake = only(
        write_csv("用語.csv", [["用語", "意味"], ["登校", "学校に行くこと"], ["下校", "学校から帰ること"]])
    )
    assert any("いつの一覧か書かれていない" in warning for warning in intake.receipt.warnings)


def test_columns_with_personal_data_are_left_out_of_a_list(write_csv: Write) -> None:
    rows = [
        ["議題", "内容", "担当者"],
        ["予算", "学校予算の説明（問合せ：0284-00-0000）", "架空太郎"],
        ["行事", "運動会の日程", "架空花子"],
    ]
    intake = only(write_csv("会議.csv", rows))
    assert set(intake.frame["item"]) == {"議題", "内容"}
    assert "0284" not in "".join(intake.frame["value"])
    assert {(c.header, c.handling) for c in intake.receipt.handled_columns} == {
        ("担当者", Handling.DROP),
        ("内容", Handling.MASK),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["学校名", "備考", "児童数"], ["みほん小学校", "甲", "20人くらい"], ["れい小学校", "乙", "多い"]],
        [["学校", "組", "人数合計"], ["みほん小", "1組", "20"], ["れい小", "2組", "30"]],
        [["日時", "端末", "操作"], ["2025-04-01 09:00", "甲", "起動"], ["2025-04-01 09:05", "乙", "終了"]],
        [["利用者", "パスワード", "備考"], ["甲", "abc", "x"], ["乙", "def", "y"]],
        [["所属校", "日付", "出", "退"], *[["みほん小学校", "2025/4/1", "8:05", "17:45"]] * 3],
        [["校名", "設問", "答え"], ["第一小学校", "Q1", "はい"], ["第二小学校", "Q1", "いいえ"]],
        [["注意事項"], ["この表は毎年更新します"]],
    ],
    ids=["a board's quantity", "numbers", "a log", "passwords", "times", "schools", "one column"],
)
def test_what_may_be_another_table_gone_wrong_is_refused(write_csv: Write, rows: list[list[str]]) -> None:
    with pytest.raises(UserError):
        read_file(write_csv("表.csv", rows))
