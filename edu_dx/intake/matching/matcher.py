"""Finding the tables of a sheet, with the columns that a mapping names where no reader knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from edu_dx.intake.layout import Layout, Reader
from edu_dx.intake.matching.mapped_reader import MappedReader
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.proposal import ColumnProposal, Proposal, TableProposal
from edu_dx.intake.matching.propose import propose
from edu_dx.intake.matching.unfilled import decided_columns, extended, propose_unread
from edu_dx.intake.parts import Region, regions_of, titles_above
from edu_dx.intake.sheet import Sheet

Ask = Callable[[Proposal], Mapping | None]
"""What a person makes of a proposal; None where it is to be decided later."""


@dataclass
class ColumnMatcher:
    """Decides what the headers of one file stand for.

    Args:
        given: the mappings of a mapping file; nothing is asked or proposed where there are any.
        remembered: mappings accepted earlier for files of the same name but for years and dates.
        elsewhere: mappings accepted for other files, used where no reader knows the headers.
        register: frame of table ``schools``, by which school names are known.
        ask: asks a person; None where nobody can be asked.
        undecided: what somebody has to decide about before the sheet can be read, filled while reading.
        open_columns: what somebody may decide about in tables that are read without these columns; filled likewise.
        accepted: what the unread columns of tables of this file were taken for, filled while reading.
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
    open_columns: list[Proposal] = field(default_factory=list)
    accepted: list[Mapping] = field(default_factory=list)
    of_persons: dict[str, list[str]] = field(default_factory=dict)
    sheets_without_mapping: list[Sheet] = field(default_factory=list)
    unreadable: list[Mapping] = field(default_factory=list)

    def known_regions(self, sheet: Sheet, readers: Sequence[Reader]) -> list[Region]:
        """The tables of a sheet through a mapping that a person accepted, or as the readers know them."""
        regions = _mapped_regions(sheet, (*self.given, *self.remembered), readers)
        if self.given and not regions:
            return self._without_mapping(sheet, readers)
        if self.given:
            return regions
        regions = regions or regions_of(sheet, readers) or _mapped_regions(sheet, self.elsewhere, readers)
        return [self._with_unread(sheet, region) for region in regions]

    def _without_mapping(self, sheet: Sheet, readers: Sequence[Reader]) -> list[Region]:
        """A sheet that the given mappings are not for is read as the readers know it."""
        is_meant = any(mapping.sheet == sheet.name for mapping in self.given)
        regions = [] if is_meant else regions_of(sheet, readers)
        if not regions:
            self.sheets_without_mapping.append(sheet)
        return regions

    def _with_unread(self, sheet: Sheet, region: Region) -> Region:
        """The region with those unread columns that surely, or as a person says, are columns the tables lack."""
        found = tuple(
            self._extended(sheet, region, reader, layout) if reader.table.from_files else (reader, layout)
            for reader, layout in region.found
        )
        return replace(region, found=found)

    def _extended(
        self, sheet: Sheet, region: Region, reader: Reader, layout: Layout
    ) -> tuple[Reader, Layout]:
        proposal = propose_unread(sheet, reader, layout, self.register)
        if proposal is None:
            return reader, layout
        table = proposal.tables[0]
        mapping = next(
            (m for m in self.accepted if m.table == table.table.name and m.fits(layout.header)), None
        )
        if mapping is None:
            answer = self.ask(proposal) if self.ask and table.open_columns else None
            columns = decided_columns(reader, layout) | settled(proposal, table).columns
            mapping = Mapping(
                sheet=sheet.name,
                table=table.table.name,
                columns=columns | (answer.columns if answer else {}),
            )
            self.accepted.append(mapping)
        still_open = [column for column in table.open_columns if column.key not in mapping.columns]
        if wider := extended(reader, layout, mapping, titles_above(sheet, region.start, layout.header.first)):
            reader, layout = wider
        return reader, self._telling_open(layout, proposal, still_open)

    def _telling_open(self, layout: Layout, proposal: Proposal, still_open: list[ColumnProposal]) -> Layout:
        """The layout with a remark on the columns that nobody decided about yet."""
        keys = {column.key for column in still_open}
        known = [{c.key for c in other.tables[0].open_columns} for other in self.open_columns]
        if keys and keys not in known:
            self.open_columns.append(proposal)
        remarks = [
            f"見出し「{column.key}」は「{column.candidates[0].column.label}」の列かもしれませんが、"
            "決まっていないため読んでいません。"
            for column in still_open
        ]
        return replace(layout, remarks=(*layout.remarks, *remarks))

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
