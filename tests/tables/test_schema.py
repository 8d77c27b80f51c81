import pandas as pd

from edu_dx.tables import TABLES


def test_a_frame_has_all_columns_with_their_types_and_missing_values() -> None:
    frame = TABLES["enrolment"].frame([{"fiscal_year": 2025, "school_code": "092029", "pupils": 8410}])

    assert list(frame.columns) == TABLES["enrolment"].column_names
    assert frame["pupils"].tolist() == [8410]
    assert pd.isna(frame.loc[0, "grade"])
    assert str(frame["classes"].dtype) == "Int64"
