"""Published files hold no persons but for a survey's members: no false alarm, and no member is missed."""

from pathlib import Path

import pytest

from edu_dx.intake import read_file
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.personal.kinds import PersonalKind as Kind
from edu_dx.intake.personal.values import personal_kind_of_values
from edu_dx.intake.workbook import open_file
from edu_dx.tables import Handling

PUBLIC = [
    "kobe-school-enrolment/20120501.xls",
    "mext-school-codes/mext_20251226-mxt_chousa01-000011635_1.xlsx",
    "juki-municipal-population/2003ssjin.xls",
    "jp-codes/000925835.xlsx",
    "jp-codes/mext_20260409-mxt_chousa01-000021273_1.xlsx",
    "dfe-attendance/EES_ytd_data_2025-06-26.csv",
    "kobe-facilities/okunai.csv",
    "ashikaga/足利市_児童生徒数_学校基本調査.csv",
]
SURVEY = "fukui-survey/monthly_202402.csv"


@pytest.mark.parametrize("name", PUBLIC)
def test_no_column_of_a_public_file_is_taken_for_a_persons(shared_data: Path, name: str) -> None:
    for intake in read_file(shared_data / name):
        withheld = [c for c in intake.receipt.handled_columns if c.handling is not Handling.MASK]
        assert withheld == []


@pytest.mark.parametrize("name", PUBLIC)
def test_no_column_of_a_public_file_holds_names_or_births(shared_data: Path, name: str) -> None:
    """Without a header to go by; addresses and telephones of schools are what they look like."""
    for sheet in open_file(shared_data / name).sheets:
        step = max(1, len(sheet.rows) // 1000)
        for column in range(len(sheet.rows[0]) if sheet.rows else 0):
            suspicion = personal_kind_of_values([row[column] for row in sheet.rows[1::step]], "")
            assert suspicion is None or suspicion.kind in (Kind.ADDRESS, Kind.PHONE, Kind.POSTCODE)


def test_what_identifies_the_members_of_a_survey_is_found(shared_data: Path) -> None:
    (sheet,) = open_file(shared_data / SURVEY).sheets
    found = {
        str(header): suspicion.kind
        for index, header in enumerate(sheet.rows[0])
        if (suspicion := personal_kind_of_values([row[index] for row in sheet.rows[1:]], str(header)))
    }

    assert found == {"会員ID": Kind.PERSON_ID, "生まれ年": Kind.BIRTH_DATE, "UA": Kind.NETWORK}
    assert all(personal_kind_of_header(header) for header in found)
