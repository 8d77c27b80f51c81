"""The demo's files go through the ordinary intake and give the numbers that were simulated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.demo.certificates import simulate_certificates
from edu_dx.demo.cohorts import Cohorts, simulate
from edu_dx.demo.counter import simulate_tickets
from edu_dx.demo.ticket_files import PLANTED
from edu_dx.intake import Context, Intake, read_file
from edu_dx.intake.take_in import take_in_all
from edu_dx.workspace import Workspace
from edu_dx.workspace.config import CONFIG_NAME

SEED = 20250501


@pytest.fixture(scope="module")
def register(raw: Path) -> pd.DataFrame:
    (intake,) = read_file(next(raw.glob("*学校コード一覧*.csv")))
    assert intake.table == "schools"
    return intake.frame


@pytest.fixture(scope="module")
def cohorts() -> Cohorts:
    return simulate(SEED)


@pytest.fixture(scope="module")
def tickets(raw: Path) -> list[Intake]:
    return [intake for path in sorted(raw.glob("窓口発券記録*.csv")) for intake in read_file(path)]


def enrolment(raw: Path, year: int, register: pd.DataFrame) -> pd.DataFrame:
    (path,) = raw.glob(f"{year}0501_みほん市立学校*.xlsx")
    intakes = read_file(path, context=Context(register=register))
    assert {intake.table for intake in intakes} == {"enrolment"}
    assert not [rejected for intake in intakes for rejected in intake.receipt.rejected]
    assert all(check.agrees for intake in intakes for check in intake.receipt.totals)
    return pd.concat([intake.frame for intake in intakes])


def test_the_register_has_33_schools_of_2025(register: pd.DataFrame) -> None:
    assert len(register) == 33
    assert set(register["fiscal_year"]) == {2025}


@pytest.mark.parametrize("year", range(2015, 2026))
def test_every_workbook_gives_the_simulated_schools(
    raw: Path, register: pd.DataFrame, cohorts: Cohorts, year: int
) -> None:
    frame = enrolment(raw, year, register)
    assert set(frame["fiscal_year"]) == {year}
    by_school = frame.groupby("school_code")[["pupils", "special_support_pupils", "classes"]].sum()
    expected = {
        count.school.code: [sum(count.pupils), sum(count.special_pupils), count.all_classes]
        for count in cohorts.counts[year]
    }
    assert {str(code): row.tolist() for code, row in by_school.iterrows()} == expected


def test_2025_has_8410_pupils(raw: Path, register: pd.DataFrame) -> None:
    assert enrolment(raw, 2025, register)["pupils"].sum() == 8_410


def test_births_are_those_of_the_calendar_years(raw: Path, cohorts: Cohorts) -> None:
    (intake,) = read_file(next(raw.glob("*出生数*.csv")))
    assert intake.table == "births"
    assert not intake.receipt.rejected
    read = dict(zip(intake.frame["period_start"].dt.year, intake.frame["births"], strict=True))
    assert read == {year: number for year, number in cohorts.births.items() if year >= 2008}
    assert (intake.frame["period_end"].dt.strftime("%m-%d") == "12-31").all()


def test_population_has_eleven_years_of_21_bands_and_a_whole(raw: Path) -> None:
    intakes = read_file(next(raw.glob("*年齢階級別人口*.xlsx")))
    assert {intake.table for intake in intakes} == {"population"}
    frame = pd.concat([intake.frame for intake in intakes])
    assert frame["as_of"].dt.strftime("%Y-%m-%d").nunique() == 11
    assert len(frame) == 11 * 3 * 22


def test_tickets_lose_the_planted_wrong_rows_and_no_others(tickets: list[Intake]) -> None:
    assert {intake.table for intake in tickets} == {"counter_tickets"}
    rejected = [len(intake.receipt.rejected) for intake in tickets]
    assert rejected == [
        PLANTED["finished_before_called"],
        PLANTED["impossible_time"],
        0,
        PLANTED["outside_fiscal_year"] + PLANTED["exact_duplicate"],
    ]
    accepted = sum(len(intake.frame) for intake in tickets)
    assert accepted == len(simulate_tickets(SEED)) + PLANTED["exact_duplicate"] - sum(rejected)


def test_incomplete_tickets_are_kept_without_a_call(tickets: list[Intake]) -> None:
    assert sum(int(intake.frame["called_at"].isna().sum()) for intake in tickets) == PLANTED["missing_call"]


def test_certificates_are_those_of_the_36_months(raw: Path) -> None:
    intakes = [intake for path in sorted(raw.glob("証明書交付件数*")) for intake in read_file(path)]
    assert {intake.table for intake in intakes} == {"certificates"}
    assert not [rejected for intake in intakes for rejected in intake.receipt.rejected]
    frame = pd.concat([intake.frame for intake in intakes])
    read = {
        (month.date(), name, channel): count
        for month, name, channel, count in zip(
            frame["month"], frame["certificate_type"], frame["channel"], frame["count"], strict=True
        )
    }
    simulated = simulate_certificates(SEED)
    assert {key: count for key, count in read.items() if count} == {
        key: count for key, count in simulated.items() if count
    }


def test_fees_differ_by_channel_and_fall_to_ten_yen_in_shops(raw: Path) -> None:
    (intake,) = read_file(raw / "証明書交付件数_R7年度_架空データ.csv")
    residence = intake.frame[intake.frame["certificate_type"] == "住民票の写し"]
    fees = residence.groupby(["month", "channel"])["fee"].first()
    assert fees[pd.Timestamp("2025-07-01"), "コンビニ"] == 250
    assert fees[pd.Timestamp("2025-08-01"), "コンビニ"] == 10
    assert fees[pd.Timestamp("2025-08-01"), "窓口"] == 300


def test_a_workspace_holds_both_sheets_of_a_workbook(raw: Path, tmp_path: Path) -> None:
    shutil.copy(raw.parent / CONFIG_NAME, tmp_path)
    board = Workspace(tmp_path)
    outcome = take_in_all(board, sorted(raw.glob("20250501_*")))
    assert not outcome.errors
    stored = board.table("enrolment", 2025)
    assert stored["pupils"].sum() == 8_410
    assert stored["school_code"].nunique() == 33
