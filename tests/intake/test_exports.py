"""What the workbench exports (`edu-dx show TABLE --csv`) can be taken in again unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from edu_dx.intake import read_file
from edu_dx.tables import TABLES

ROWS: dict[str, dict[str, Any]] = {
    "schools": {
        "fiscal_year": 2025,
        "school_code": "B109210000680",
        "school_name": "みほん小学校",
        "school_type": "小学校",
        "prefecture_number": "09",
        "establishment": "公立",
        "branch": "本校",
        "address": "みほん市",
        "postcode": "0000000",
        "valid_from": "2020-12-22",
        "former_survey_number": "0001",
    },
    "enrolment": {
        "fiscal_year": 2024,
        "school_code": "B109210000680",
        "school_name": "みほん小学校",
        "school_type": "小学校",
        "grade": 1,
        "class_kind": "通常",
        "pupils": 20,
        "special_support_pupils": 2,
        "classes": 1,
    },
    "population": {
        "fiscal_year": 2025,
        "as_of": "2026-01-01",
        "municipality_code": "092029",
        "prefecture": "栃木県",
        "municipality_name": "足利市",
        "sex": "男",
        "age_from": 5,
        "age_to": 9,
        "persons": 1234,
    },
    "births": {
        "fiscal_year": 2024,
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
        "municipality_code": "092029",
        "prefecture": "栃木県",
        "municipality_name": "足利市",
        "births": 700,
    },
    "counter_tickets": {
        "fiscal_year": 2025,
        "ticket_no": "001",
        "office": "市民課",
        "service": "住民票",
        "issued_at": "2025-04-01 09:00:00",
        "called_at": "2025-04-01 09:05:00",
        "finished_at": "2025-04-01 09:10:00",
        "counter_id": "1",
    },
    "certificates": {
        "fiscal_year": 2025,
        "month": "2025-04-01",
        "certificate_type": "住民票の写し",
        "channel": "コンビニ",
        "count": 12,
        "fee": 250,
    },
    "municipalities": {
        "fiscal_year": 2025,
        "municipality_code": "092029",
        "prefecture": "栃木県",
        "municipality_name": "足利市",
        "prefecture_kana": "トチギケン",
        "municipality_kana": "アシカガシ",
    },
    "boards_of_education": {
        "fiscal_year": 2026,
        "board_code": "092202",
        "prefecture": "栃木県",
        "board_name": "足利市教育委員会",
    },
}


@pytest.mark.parametrize("heading", ["name", "label"])
@pytest.mark.parametrize("table", ROWS)
def test_every_table_comes_back(tmp_path: Path, table: str, heading: str) -> None:
    definition = TABLES[table]
    frame = definition.frame([ROWS[table]])
    headings = {column.name: getattr(column, heading) for column in definition.columns}
    path = tmp_path / "表.csv"
    frame.rename(columns=headings).to_csv(
        path, index=False, date_format="%Y-%m-%d %H:%M:%S", encoding="utf-8"
    )
    (intake,) = read_file(path)
    assert intake.receipt.rejected == ()
    assert intake.table == table
    pd.testing.assert_frame_equal(intake.frame, frame)
