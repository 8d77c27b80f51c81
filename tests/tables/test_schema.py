import pandas as pd
import pytest

from edu_dx.tables import TABLES, Table


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_table_begins_with_its_year_and_has_its_key(table: Table) -> None:
    assert table.column_names[0] == "fiscal_year"
    assert set(table.key) <= set(table.column_names)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_no_two_columns_of_a_table_have_the_same_header(table: Table) -> None:
    headers = [name for column in table.columns for name in column.header_names]

    assert len(headers) == len(set(headers))


def test_a_frame_has_all_columns_with_their_types_and_missing_values() -> None:
    frame = TABLES["enrolment"].frame([{"fiscal_year": 2025, "school_code": "092029", "pupils": 8410}])

    assert list(frame.columns) == TABLES["enrolment"].column_names
    assert frame["pupils"].tolist() == [8410]
    assert pd.isna(frame.loc[0, "grade"])
    assert str(frame["classes"].dtype) == "Int64"
