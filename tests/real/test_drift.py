"""The drift of really published files from one year to the next, told in words."""

from __future__ import annotations

import csv
from pathlib import Path

from edu_dx.intake.matching.profile import HeaderProfile
from edu_dx.intake.matching.renamed import renamed_columns
from edu_dx.intake.take_in import take_in_all
from edu_dx.workspace import Workspace


def headers(path: Path) -> list[HeaderProfile]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [HeaderProfile(header=name, read_as="") for name in next(csv.reader(file))]


def test_renamed_columns_of_the_english_attendance_statistics(shared_data: Path) -> None:
    folder = shared_data / "dfe-attendance"
    before = headers(folder / "EES_ytd_data_2024-06-27.csv")
    now = headers(folder / "EES_ytd_data_2025-06-26.csv")

    assert renamed_columns(before, now) == {
        "reason_t_authorised_grt_absence": "reason_t_authorised_mobile_child",
        "auth_grt_perc": "auth_mob_perc",
    }


def test_kobe_2012_and_2013_do_not_differ_but_in_their_schools(board: Workspace, shared_data: Path) -> None:
    folder = shared_data / "kobe-school-enrolment"
    take_in_all(board, [folder / "20120501.xls"])
    receipts = take_in_all(board, [folder / "20130501.xls"]).receipts

    assert receipts
    told = {
        f.check for receipt in receipts for f in receipt.findings if "前回（2012年度の資料）" in f.message
    }
    assert told <= {"drift", "new_values", "gone_values"}
    assert told
