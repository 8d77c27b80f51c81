"""Cells of tables on the terminal."""

from __future__ import annotations

from edu_dx.cli.shown_rows import shown_rows
from edu_dx.tables import TABLES


def test_cells_are_shown_as_a_person_writes_them() -> None:
    table = TABLES["timecards"]
    rows = [{"fiscal_year": 2025, "date": "2025-05-07", "clock_in": 460, "clock_out": 1530, "break_min": 45}]
    (shown,) = shown_rows(table.frame(rows), table)
    cells = dict(zip(table.column_names, shown, strict=True))
    assert (cells["fiscal_year"], cells["date"], cells["break_min"]) == ("2025", "2025-05-07", "45")
    assert (cells["clock_in"], cells["clock_out"], cells["sched_start"]) == ("7:40", "25:30", "")


def test_a_decimal_keeps_its_fraction_and_a_month_its_year() -> None:
    table = TABLES["network_tests"]
    (shown,) = shown_rows(table.frame([{"download_mbps": 120.5, "upload_mbps": 98.0}]), table)
    cells = dict(zip(table.column_names, shown, strict=True))
    assert (cells["download_mbps"], cells["upload_mbps"]) == ("120.5", "98")

    table = TABLES["absence_months"]
    (shown,) = shown_rows(table.frame([{"month": "2025-05-01"}]), table)
    assert dict(zip(table.column_names, shown, strict=True))["month"] == "2025-05"
