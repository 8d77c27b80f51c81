"""The demo city's codes and names belong to nobody."""

from __future__ import annotations

import csv
from pathlib import Path

from python_calamine import CalamineWorkbook

from edu_dx.demo.city import MUNICIPALITY_CODE, SCHOOLS


def cells_of(path: Path) -> set[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {cell for row in csv.reader(file) for cell in row}
    workbook = CalamineWorkbook.from_path(path)
    return {
        str(cell)
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    }


def test_no_real_school_has_a_demo_school_code_or_name(shared_data: Path) -> None:
    invented = {school.code for school in SCHOOLS}
    invented |= {school.full_name for school in SCHOOLS}
    lists = sorted((shared_data / "mext-school-codes").glob("mext_*"))
    assert len(lists) == 2
    for path in lists:
        cells = cells_of(path)
        assert len(cells) > 30_000
        assert not invented & cells


def test_no_real_municipality_has_the_demo_code(shared_data: Path) -> None:
    codes = cells_of(shared_data / "jp-codes" / "000925835.xlsx")
    assert "092029" in codes
    assert MUNICIPALITY_CODE not in codes
    assert not any("みほん" in cell for cell in codes)
