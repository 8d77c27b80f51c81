"""Files to be checked, and the one finding that a test is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from edu_dx.intake import read_file
from edu_dx.intake.context import Context
from edu_dx.intake.findings import Finding
from edu_dx.intake.stored import StoredTables
from edu_dx.tables import TABLES

FindingOf = Callable[..., Finding]
GradesFile = Callable[..., Path]

GRADES = [f"{grade}年" for grade in range(1, 7)]


@pytest.fixture
def finding_of() -> FindingOf:
    """What one check says of the first table of a file: ``finding_of("hidden_sheets", path, register=…)``."""

    def find(check: str, path: Path, **context: Any) -> Finding:
        receipt = read_file(path, context=Context(**context))[0].receipt
        (finding,) = [finding for finding in receipt.findings if finding.check == check]
        return finding

    return find


@pytest.fixture
def grades_file(write_csv: Callable[..., Path]) -> GradesFile:
    """Pupils of grades 1-6: ``grades_file({"あおば": [30, 31, …]}, year=6, total=True)``."""

    def write(
        schools: Mapping[str, Sequence[object]],
        *,
        year: int = 6,
        total: Sequence[object] = (),
        name: str = "児童数.csv",
    ) -> Path:
        rows = [[f"令和{year}年5月1日現在", *[""] * 6], ["学校名", *GRADES]]
        rows += [[f"{school}小学校", *pupils] for school, pupils in schools.items()]
        return write_csv(name, [*rows, *([["合計", *total]] if total else [])])

    return write


class Stored:
    """Tables as if they had been taken in."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables

    def fiscal_years(self, table_name: str) -> list[int]:
        frame = self._tables.get(table_name)
        return [] if frame is None else sorted({int(year) for year in frame["fiscal_year"]})

    def read(self, table_name: str, fiscal_year: int | None = None) -> pd.DataFrame:
        frame = self._tables.get(table_name, TABLES[table_name].frame())
        return frame if fiscal_year is None else frame[frame["fiscal_year"] == fiscal_year]


@pytest.fixture
def stored_from() -> Callable[..., StoredTables]:
    """The tables as they are after taking in some files."""

    def store(*paths: Path) -> StoredTables:
        intakes = [intake for path in paths for intake in read_file(path)]
        return Stored({intake.table: intake.frame for intake in intakes})

    return store


@pytest.fixture
def register() -> pd.DataFrame:
    """あおば (…13), かえで (…22) and さくら (…31) of みほん市; 花野 belongs to another city."""
    names = {
        "B109299000013": "みほん市立あおば小学校",
        "B109299000022": "みほん市立かえで小学校",
        "B109299000031": "みほん市立さくら小学校",
        "B109299000040": "となり市立花野小学校",
    }
    return TABLES["schools"].frame(
        [
            {
                "fiscal_year": 2024,
                "school_code": code,
                "school_name": name,
                "school_type": "小学校",
                "branch": "本校",
            }
            for code, name in names.items()
        ]
    )
