"""What an unknown table could be: its table, and the column that each of its headers could stand for."""

from __future__ import annotations

from dataclasses import dataclass

from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.personal.kinds import PersonalKind
from edu_dx.tables import Column, Handling, Table


@dataclass(frozen=True)
class Candidate:
    """A column of the table that a header could stand for.

    Args:
        column: the column.
        confidence: 0 to 1.
        reasons: why, in Japanese.
        is_sure: whether it needs no question.
    """

    column: Column
    confidence: float
    reasons: tuple[str, ...]
    is_sure: bool = False


@dataclass(frozen=True)
class ColumnProposal:
    """One header of the file.

    Args:
        header: the header.
        key: its text, unique within the sheet.
        candidates: what it could stand for, best first, three at most; the first is proposed where ``chosen``.
        chosen: the candidate of the best assignment of all headers; None where it gets none.
        examples: a few of its values, "" where they may tell about a person.
        tells: what it tells about a person, None where it does not.
    """

    header: HeaderColumn
    key: str
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    examples: tuple[str, ...]
    tells: PersonalKind | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to be asked: it surely is a column, or it is like none."""
        return self.chosen.is_sure if self.chosen else not self.candidates


@dataclass(frozen=True)
class TableProposal:
    """A table that a sheet could hold.

    Args:
        table: the table.
        columns: one for each header of the sheet, left to right.
        is_readable: whether a reader can read the sheet with the chosen columns.
        understood: how many headers would be understood.
        score: 0 to 1, for the order of the tables.
    """

    table: Table
    columns: tuple[ColumnProposal, ...]
    is_readable: bool
    understood: int
    score: float

    @property
    def reason(self) -> str:
        """Why the sheet could hold this table, in Japanese."""
        named = "、".join(
            f"{c.key}→{c.chosen.column.label}" for c in self.columns if c.chosen and c.candidates
        )
        return f"{len(self.columns)}列のうち{self.understood}列が合います" + (f"（{named}）" if named else "")

    @property
    def is_of_persons(self) -> bool:
        """Whether a row is a person of whom the table would keep hardly more than it drops: a list of names."""
        if not any(column.tells is PersonalKind.NAME for column in self.columns):
            return False
        sure = [c.chosen.column for c in self.columns if c.chosen and c.chosen.is_sure]
        dropped = {c.key for c in self.columns if c.tells and not _is_pseudonymised(c)}
        dropped |= {c.key for c in self.columns if c.chosen and not c.chosen.column.is_stored}
        return sum(column.is_stored for column in sure) <= len(dropped)

    @property
    def open_columns(self) -> list[ColumnProposal]:
        """The headers that a person has to decide about."""
        return [column for column in self.columns if not column.is_settled]


@dataclass(frozen=True)
class Proposal:
    """What a sheet could be.

    Args:
        sheet: its name.
        header: the rows taken for its header.
        tables: the tables it could hold, best first, three at most.
    """

    sheet: str
    header: Header
    tables: tuple[TableProposal, ...]

    @property
    def is_of_persons(self) -> bool:
        """Whether the sheet is a list of persons, whichever of the tables it is taken for."""
        return all(table.is_of_persons for table in self.tables)

    @property
    def is_table_sure(self) -> bool:
        """Whether the first table is readable and no other one comes near it."""
        first, *others = self.tables
        return first.is_readable and all(first.score - other.score >= _MARGIN for other in others)

    @property
    def is_sure(self) -> bool:
        """Whether table and columns need no question."""
        return self.is_table_sure and not self.tables[0].open_columns


def _is_pseudonymised(column: ColumnProposal) -> bool:
    return bool(column.chosen and column.chosen.column.handling is Handling.PSEUDONYMISE)


_MARGIN = 0.1
"""Two tables that differ by less are told apart by a person."""
