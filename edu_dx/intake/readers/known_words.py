"""Words that head the columns of defined tables: a file that has them is one of those, perhaps gone wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.text import bare, squeeze
from edu_dx.tables import TABLES, Table

_OF_ANY_WORDING = ("statistics", "facilities", "listings")
_FEWEST = 2


@cache
def names_of_quantities() -> frozenset[str]:
    """The squeezed header texts of every defined table's quantities: 児童数, 出生数, 交付件数."""
    return frozenset(
        squeeze(name)
        for table in _defined()
        for column in table.columns
        if column.type.is_number and column.name not in table.key
        for name in column.header_names
    )


def names_a_quantity(column: HeaderColumn) -> bool:
    """Whether a header is the name of a defined table's quantity."""
    return not {column.leaf, bare(column.leaf)}.isdisjoint(names_of_quantities())


def tables_alike(columns: Sequence[HeaderColumn]) -> list[Table]:
    """The defined tables half of whose required columns, and two at least, have a header among ``columns``."""
    labels = {label for column in columns for label in (column.leaf, bare(column.leaf))}
    alike = []
    for table in _defined():
        required = [column for column in table.columns if column.required and column.name != "fiscal_year"]
        found = sum(any(squeeze(name) in labels for name in column.header_names) for column in required)
        if found >= _FEWEST and found * 2 >= len(required):
            alike.append(table)
    return alike


def _defined() -> list[Table]:
    return [table for table in TABLES.values() if table.name not in _OF_ANY_WORDING]
