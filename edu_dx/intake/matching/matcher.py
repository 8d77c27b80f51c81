"""Finding the tables of a sheet, with the columns that a mapping names where no reader knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from edu_dx.intake.layout import Reader
from edu_dx.intake.matching.mapped_reader import MappedReader
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.proposal import Proposal, TableProposal
from edu_dx.intake.matching.propose import propose
from edu_dx.intake.parts import Region, regions_of
from edu_dx.intake.sheet import Sheet

Ask = Callable[[Proposal], Mapping | None]
"""What a person makes of a proposal; None where it is to be decided later."""


@dataclass
class ColumnMatcher:
    """Decides what the headers of one file stand for.

    Args:
        given: the mappings of a mapping file; nothing else is read where there are any.
        remembered: mappings accepted earlier for files of the same name but for years and dates.
        elsewhere: mappings accepted for other files, used where no reader knows the headers.
        register: frame of table ``schools``, by which school names are known.
        ask: asks a person; None where nobody can be asked.
        undecided: what somebody has to decide about, filled while reading.
        of_persons: the headers that tell about persons in sheets that are lists of persons, filled while reading.
        sheets_without_mapping: sheets for which none of the given mappings did, filled while reading.
        unreadable: mappings with which no reader could read a sheet, filled while reading.
    """

    given: Sequence[Mapping] = ()
    remembered: Sequence[Mapping] = ()
    elsewhere: Sequence[Mapping] = ()
    register: pd.DataFrame | None = None
    ask: Ask | None = None
    undecided: list[Proposal] = field(default_factory=list)
    of_persons: dict[str, list[str]] = field(default_factory=dict)
    sheets_without_mapping: list[Sheet] = field(default_factory=list)
    unreadable: list[Mapping] = field(default_factory=list)

    def known_regions(self, sheet: Sheet, readers: Sequence[Reader]) -> list[Region]:
        """The tables of a sheet through a mapping that a person accepted, or as the readers know them."""
        if regions := _mapped_regions(sheet, (*self.given, *self.remembered), readers):
            return regions
        if self.given:
            self.sheets_without_mapping.append(sheet)
            return []
        return regions_of(sheet, readers) or _mapped_regions(sheet, self.elsewhere, readers)

    def proposed_regions(self, sheet: Sheet, readers: Sequence[Reader]) -> list[Region]:
        """The tables of a sheet that no reader knows, as its columns are matched or a person decides."""
        proposal = None if self.given else propose(sheet, readers, self.register)
        if proposal is None:
            return []
        if proposal.is_of_persons:
            self.of_persons[sheet.name] = [c.key for c in proposal.tables[0].columns if c.tells]
            return []
        mapping = self._decide(proposal)
        regions = _mapped_regions(sheet, [mapping], readers) if mapping else []
        if mapping and not regions:
            self.unreadable.append(mapping)
        if not regions:
            self.undecided.append(proposal)
        return regions

    def why_not_read(self, sheet: Sheet) -> str:
        """Why a sheet is not read that could be a table, in Japanese; "" for any other sheet."""
        if columns := self.of_persons.get(sheet.name):
            return f"人の名簿のようです（「{'」「'.join(columns)}」の列）。名簿は取り込めません。人数などに集計した表を用意してください"
        open_ones = [proposal for proposal in self.undecided if proposal.sheet == sheet.name]
        if not open_ones:
            return ""
        tables = "・".join(f"「{table.table.label}」" for table in open_ones[0].tables)
        return f"{tables}の表のようですが、列の対応が決まっていません"

    def _decide(self, proposal: Proposal) -> Mapping | None:
        if proposal.is_sure:
            return settled(proposal, proposal.tables[0])
        return self.ask(proposal) if self.ask else None


def settled(proposal: Proposal, table: TableProposal) -> Mapping:
    """The mapping of the columns that need no question; a header that is like none stays as it is printed."""
    return Mapping(
        sheet=proposal.sheet,
        table=table.table.name,
        columns={
            column.key: column.chosen.column.name
            for column in table.columns
            if column.chosen and column.chosen.is_sure
        },
    )


def _mapped_regions(sheet: Sheet, mappings: Sequence[Mapping], readers: Sequence[Reader]) -> list[Region]:
    """The regions that the first fitting mapping gives, those of a sheet of the same name first."""
    for mapping in sorted(mappings, key=lambda mapping: mapping.sheet != sheet.name):
        mapped = [MappedReader(reader, mapping) for reader in readers if reader.table.name == mapping.table]
        if regions := regions_of(sheet, mapped):
            return regions
    return []
