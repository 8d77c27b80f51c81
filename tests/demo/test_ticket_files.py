from __future__ import annotations

import csv
from pathlib import Path

from edu_dx.demo.counter import simulate_tickets
from edu_dx.demo.ticket_files import PLANTED


def rows_of(raw: Path, quarter: int) -> list[dict[str, str]]:
    (path,) = raw.glob(f"窓口発券記録*第{quarter}四半期*.csv")
    return list(csv.DictReader(path.read_bytes().decode("cp932").splitlines()[1:]))


def test_the_quarters_hold_every_ticket_and_one_row_more(raw: Path) -> None:
    rows = sum(len(rows_of(raw, quarter)) for quarter in range(1, 5))
    assert rows == len(simulate_tickets(20250501)) + PLANTED["exact_duplicate"]


def test_the_program_was_renewed_in_october(raw: Path) -> None:
    assert rows_of(raw, 2)[0]["発券時刻"].startswith("2025/07/01 ")
    assert rows_of(raw, 3)[0]["発券日時"].startswith("R7.10.1 ")


def test_the_planted_wrong_rows_are_there(raw: Path) -> None:
    first, second, third, fourth = (rows_of(raw, quarter) for quarter in range(1, 5))
    assert sum(row["終了時刻"] < row["呼出時刻"] for row in first) == PLANTED["finished_before_called"]
    assert sum("25:70" in " ".join(row.values()) for row in second) == PLANTED["impossible_time"]
    assert sum(row["呼出日時"] == "" for row in third) == PLANTED["missing_call"]
    assert sum(row["発券日時"].startswith("R18.") for row in fourth) == PLANTED["outside_fiscal_year"]
    assert len(fourth) - len({tuple(row.values()) for row in fourth}) == PLANTED["exact_duplicate"]
