"""The files of a OneRoster set, each into its own table; loose files of a set as well."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from edu_dx.intake.codes import read_code
from edu_dx.intake.columns import read_cells
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.periods import Period
from edu_dx.intake.readers.oneroster_set import FILES, RosterSet
from edu_dx.intake.readers.tidy_columns import read_values
from edu_dx.intake.text import Cell, squeeze
from edu_dx.tables import TABLES, Handling, Table

TABLE_OF_FILE = {
    "orgs": "oneroster_orgs",
    "academicSessions": "oneroster_academic_sessions",
    "courses": "oneroster_courses",
    "classes": "oneroster_classes",
    "users": "oneroster_users",
    "roles": "oneroster_roles",
    "enrollments": "oneroster_enrollments",
    "demographics": "oneroster_demographics",
}
_REFERENCES = {
    "orgs": {"parent_id": "orgs"},
    "academicSessions": {"parent_id": "academicSessions"},
    "courses": {"school_year_id": "academicSessions", "org_id": "orgs"},
    "classes": {"course_id": "courses", "school_id": "orgs", "term_ids": "academicSessions"},
    "users": {"primary_org_id": "orgs", "agent_ids": "users"},
    "roles": {"user_id": "users", "org_id": "orgs"},
    "enrollments": {"class_id": "classes", "school_id": "orgs", "user_id": "users"},
    "demographics": {"sourced_id": "users"},
}


class OneRosterReader(Reader):
    """Reads one file of the binding.

    Args:
        file: the file's name in the binding, without extension.
        roster: the set that it is part of; None for a loose file.
        remarks: what is told once for the whole set, with this file.
    """

    def __init__(self, file: str, roster: RosterSet | None = None, remarks: tuple[str, ...] = ()) -> None:
        self.table: Table = TABLES[TABLE_OF_FILE[file]]
        self.looked_for = f"OneRosterの{file}.csvの見出し（sourcedId など）"
        self._file = file
        self._roster = roster
        self._remarks = remarks
        self._stored = {squeeze(name): c.name for c in self.table.columns for name in c.aliases}
        self._dropped = {squeeze(name): c.name for c in self.table.not_stored for name in c.aliases}

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this file, if the header is this file's and no fuller one's."""
        labels = {column.leaf for column in header.columns}
        fitting = [file for file, needed in FILES.items() if needed <= labels]
        if not fitting or fitting[0] != self._file or "sourcedid" not in labels:
            return None
        keys = {self._stored[c.leaf]: c for c in header.columns if c.leaf in self._stored}
        dropped = {self._dropped[c.leaf]: c for c in header.columns if c.leaf in self._dropped}
        return Layout(header, keys, remarks=self._remarks, not_stored=dropped)

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the set says which school year it is about."""
        return self._roster is not None and self._roster.fiscal_year is not None

    def label_columns(self, layout: Layout) -> list[int]:
        """None: the files of the binding hold nothing but records."""
        return []

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: one record a row."""
        settle_year(part, self._roster)
        rows = part.ledger.data_rows
        records = pd.DataFrame({"row": rows}, index=rows)
        for name, found in part.layout.keys.items():
            column = self.table.column(name)
            if column.handling is Handling.PSEUDONYMISE:
                records[name] = read_cells(part, rows, found.index, _pseudonyms(part), found.text).series()
            else:
                records[name] = read_values(part, rows, found, column)
        records["fiscal_year"] = part.period.fiscal_year if part.period else None
        self._tell_lost_references(part)
        return records

    def _tell_lost_references(self, part: Part) -> None:
        """Tell of numbers that stand for nothing in the file of the set that they point into."""
        if self._roster is None:
            return
        for name, file in _REFERENCES[self._file].items():
            column = part.layout.keys.get(name)
            if column is None or file not in self._roster.files:
                continue
            lost = _rows_with_unknown(part, column, self._roster.ids(file))
            if lost:
                places = "・".join(str(row + 1) for row in lost[:5]) + ("…" if len(lost) > 5 else "")
                part.ledger.warnings.append(
                    f"「{column.text}」の{len(lost)}か所（{places}行目）の番号が {file}.csv にありません。"
                    "行はそのまま読みました。名簿の仕組みの出力を確かめてください。"
                )


def settle_year(part: Part, roster: RosterSet | None) -> None:
    """Give a part of a set the year of the set, unless the user has stated one."""
    if part.context.fiscal_year is not None:
        part.stated_year = None
        part.period = Period(part.context.fiscal_year, None, f"指定された年度 {part.context.fiscal_year}")
    elif roster is not None and roster.fiscal_year is not None:
        part.stated_year = None
        part.period = Period(
            roster.fiscal_year, None, f"学年暦（academicSessions.csv）の{roster.fiscal_year}年度"
        )


def _rows_with_unknown(part: Part, column: HeaderColumn, known: frozenset[str]) -> list[int]:
    ids = {read_code(key) for key in known if key}

    def is_known(cell: Cell) -> bool:
        return all(piece in ids for piece in read_code(cell).split(",") if piece)

    found = read_cells(part, part.ledger.open_rows, column.index, is_known, column.text)
    return found.rows_where(lambda known: not known)


def _pseudonyms(part: Part) -> Callable[[Cell], str]:
    """The pseudonym of each person in a cell, which may list several."""

    def read(cell: Cell) -> str:
        return ",".join(part.context.pseudonym(key) for key in read_code(cell).split(",") if key)

    return read


LOOSE_READERS = tuple(OneRosterReader(file) for file in TABLE_OF_FILE)
