"""The table that a user names, in English or in Japanese."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from edu_dx.errors import UserError
from edu_dx.tables import Table

_ALIKE = 75
_MOST = 5


def table_called(name: str, among: Iterable[Table], *, unknown: str) -> Table:
    """The table with this name or label.

    Args:
        name: what the user has written.
        among: the tables that may be meant.
        unknown: what is said where none is called so.

    Raises:
        UserError: none is; it names those that may have been meant, or else all of them.
    """
    tables = list(among)
    for table in tables:
        if name in (table.name, table.label):
            return table
    if meant := _alike(name, tables):
        fix = "次のことですか。\n" + _listed(meant) + "\n全部の表は docs/data-dictionary.md にあります。"
    else:
        fix = f"次から選んでください。\n{_listed(tables)}"
    raise UserError(unknown, where=f"「{name}」", fix=fix)


def _alike(name: str, tables: list[Table]) -> list[Table]:
    """The tables whose name or label is spelt nearly so, then those in which it stands."""
    near = [
        table
        for table in tables
        if process.extractOne(name, (table.name, table.label), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    ]
    holding = [t for t in tables if t not in near and name and (name in t.name or name in t.label)]
    return [*near, *holding][:_MOST]


def _listed(tables: Iterable[Table]) -> str:
    return "\n".join(f"　{table.name}（{table.label}）" for table in tables)
