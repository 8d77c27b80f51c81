import pandas as pd
import pytest

from edu_dx.metrics.card_ceiling import card_ceiling, latest_total
from edu_dx.metrics.ratio import Ratio
from edu_dx.tables import TABLES


def test_nobody_without_a_card_can_leave_the_counter():
    assert card_ceiling(120_000, Ratio(80, 100), pin_ok=0.9) == pytest.approx(86_400)


@pytest.fixture
def population():
    columns = ("as_of", "municipality_code", "sex", "age_from", "age_to", "persons")
    rows = [
        ("2024-01-01", "092029", "計", 0, None, 140_000),
        ("2025-01-01", "092029", "計", 0, None, 139_000),
        ("2025-01-01", "092029", "男", 0, None, 69_000),
        ("2025-01-01", "092029", "計", 0, 4, 4_000),
        ("2025-01-01", "092011", "計", 0, None, 510_000),
    ]
    return TABLES["population"].frame([dict(zip(columns, row, strict=True)) for row in rows])


def test_population_is_the_latest_total_of_the_municipality(population):
    total = latest_total(population, "092029")

    assert (total["persons"], total["as_of"]) == (139_000, pd.Timestamp("2025-01-01"))


def test_a_municipality_without_rows_has_no_population(population):
    assert latest_total(population, "131016") is None
