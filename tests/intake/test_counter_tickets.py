"""Queue tickets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from edu_dx.intake import Context, Intake, read_file

Write = Callable[..., Path]
HEADER = ["受付番号", "窓口", "用件", "発券時刻", "呼出時刻", "終了時刻"]


def only(path: Path, **options: object) -> Intake:
    (intake,) = read_file(path, context=Context(**options))
    return intake


def ticket(number: str, *times: object) -> list[object]:
    return [number, "市民課", "住民票", *times]


def test_rows_out_of_order_or_outside_the_year_are_rejected(write_csv: Write) -> None:
    rows = [
        ["窓口発券記録　令和７年度"],
        HEADER,
        ticket("１", "R7.4.1 09:00:00", "R7.4.1 09:05:00", "R7.4.1 09:10:00"),
        ticket("2", "R7.4.1 09:00:00", "R7.4.1 09:15:00", "R7.4.1 09:10:00"),
        ticket("3", "R7.4.1 09:00:00", "R7.4.1 08:59:00", "R7.4.1 09:10:00"),
        ticket("4", "R7.4.1 25:70:00", "", ""),
        ticket("5", "R17.4.1 09:00:00", "", ""),
        ticket("6", "", "R7.4.1 09:05:00", ""),
        ticket("7", "2025/04/01 09:00", "", "2025/04/01 09:10"),
        ticket("8", "R7.4.1 09:20:00", "", "R7.4.1 09:10:00"),
    ]
    intake = only(write_csv("表.csv", rows, encoding="cp932"))
    assert intake.frame["ticket_no"].tolist() == ["1", "7"]
    reasons = {row.row: row.reason for row in intake.receipt.rejected}
    assert list(reasons) == [4, 5, 6, 7, 8, 10]
    assert "終了時刻" in reasons[4] and "呼出時刻" in reasons[4]
    assert "より前" in reasons[5]
    assert "25:70:00" in reasons[6]
    assert "2035年度" in reasons[7]
    assert "がありません" in reasons[8]


def test_day_and_times_in_columns_of_their_own(write_xlsx: Write) -> None:
    rows = [["受付日", *HEADER], ["R7.4.1", *ticket("A01", "9:05", 0.4, dt.time(10, 30))]]
    frame = only(write_xlsx("表.xlsx", rows)).frame
    assert frame["issued_at"].tolist() == [dt.datetime(2025, 4, 1, 9, 5)]
    assert frame["called_at"].tolist() == [dt.datetime(2025, 4, 1, 9, 36)]
    assert frame["finished_at"].tolist() == [dt.datetime(2025, 4, 1, 10, 30)]
    assert frame["fiscal_year"].tolist() == [2025]


def test_a_stated_year_rejects_other_years(write_csv: Write) -> None:
    path = write_csv(
        "表.csv", [HEADER, ticket("1", "2025-03-31 09:00", "", ""), ticket("2", "2025-04-01 09:00", "", "")]
    )
    assert len(only(path).frame) == 2
    intake = only(path, fiscal_year=2025)
    assert intake.frame["ticket_no"].tolist() == ["2"]
    assert "2024年度" in intake.receipt.rejected[0].reason


def test_a_file_without_desk_and_business_is_told(write_csv: Write) -> None:
    intake = only(write_csv("表.csv", [["番号", "受付日時"], ["1", "2025-04-01 09:00"]]))
    assert intake.frame[["office", "service"]].values.tolist() == [["（記載なし）", "（記載なし）"]]
    assert len(intake.receipt.warnings) == 2


def test_the_same_ticket_twice(write_csv: Write) -> None:
    row = ticket("1", "2025-04-01 09:00", "", "")
    intake = only(write_csv("表.csv", [HEADER, row, row]))
    assert intake.receipt.rows_ok == 1
    assert intake.receipt.rejected[0].reason == "2行目と同じ内容の重複です"
