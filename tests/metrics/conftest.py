from collections.abc import Callable, Iterable

import pandas as pd
import pytest

from edu_dx.tables import TABLES


@pytest.fixture
def tickets() -> Callable[..., pd.DataFrame]:
    """Tickets of one office: ``tickets({"2025-04-01": ["08:40", "16:50"]}, service="転入")``."""

    def build(
        times_by_day: dict[str, Iterable[str]], service: str = "証明書", office: str = "市民課"
    ) -> pd.DataFrame:
        rows = [
            {
                "fiscal_year": 2025,
                "ticket_no": str(number),
                "office": office,
                "service": service,
                "issued_at": f"{day} {time}",
            }
            for day, times in times_by_day.items()
            for number, time in enumerate(times, start=1)
        ]
        return TABLES["counter_tickets"].frame(rows)

    return build


@pytest.fixture
def certificates() -> Callable[..., pd.DataFrame]:
    """Certificates from tuples (month, type, channel, count) and a fee for all of them."""

    def build(rows: Iterable[tuple[str, str, str, int]], fee: int | None = None) -> pd.DataFrame:
        return TABLES["certificates"].frame(
            [
                {
                    "fiscal_year": int(month[:4]) - (int(month[5:7]) < 4),
                    "month": f"{month}-01",
                    "certificate_type": kind,
                    "channel": channel,
                    "count": count,
                    "fee": fee,
                }
                for month, kind, channel, count in rows
            ]
        )

    return build
