"""The tables already taken in, as far as the checks of a new file look at them."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from edu_dx.tables import TABLES


class StoredTables(Protocol):
    """What the checks read; a workspace's ``TableStore`` is one."""

    def fiscal_years(self, table_name: str) -> list[int]:
        """The fiscal years that have rows, ascending."""
        ...

    def read(self, table_name: str, fiscal_year: int | None = None) -> pd.DataFrame:
        """All rows of a table, or those of one fiscal year; empty where there are none."""
        ...


class NothingStored:
    """What stands behind a file that is read without a workspace."""

    def fiscal_years(self, table_name: str) -> list[int]:
        """No year of any table."""
        return []

    def read(self, table_name: str, fiscal_year: int | None = None) -> pd.DataFrame:
        """No row of any table."""
        return TABLES[table_name].frame()
