"""Columns that a reader left unread in a table that it recognises, beside columns that it found nothing for."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from dataclasses import replace

import pandas as pd

from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Reader
from edu_dx.intake.matching.evidence import SchoolNames
from edu_dx.intake.matching.examples import values_below
from edu_dx.intake.matching.mapped_reader import MappedReader
from edu_dx.intake.matching.mapping import NOT_USED, Mapping, keyed_columns
from edu_dx.intake.matching.names import match_name
from edu_dx.intake.matching.proposal import Candidate, ColumnProposal, Proposal, TableProposal
from edu_dx.intake.matching.propose import Evidences, match_columns, targets_of
from edu_dx.intake.receipt_columns import used_columns
from edu_dx.intake.sheet import Sheet
from edu_dx.tables import Column

_ALIKE = 0.6
"""A name that is less alike is no reason for a question: the table can do without the column."""
_NEVER_NEEDED = re.compile(r"備考.*|摘要|注記?|no\.?|項番|通し番号|連番|行番号|整理番号")


def propose_unread(
    sheet: Sheet, reader: Reader, layout: Layout, register: pd.DataFrame | None
) -> Proposal | None:
    """What the unread columns of a recognised table could be; None where none is like a column that is lacking.

    The columns that are read stand in the proposal as settled.

    Args:
        sheet: where the table stands.
        reader: who recognised it.
        layout: what the reader made of it.
        register: frame of table ``schools``, by which school names are known.
    """
    keys = {column.index: key for key, column in keyed_columns(layout.header).items()}
    decided = decided_columns(reader, layout)
    unread = _unread(layout, decided, keys)
    lacking = _lacking(reader, layout)
    if not _may_match(unread, lacking):
        return None
    values = {column.index: values_below(sheet, layout.header, column.index) for column in unread}
    header = Header(layout.header.first, layout.header.last, tuple(unread))
    matched = match_columns(header, Evidences(values, SchoolNames(register)), targets_of(reader.table))
    found = {p.header.index: _narrowed(p, lacking) for p in matched if values[p.header.index]}
    proposed = {
        index: replace(proposal, key=keys[index]) for index, proposal in found.items() if proposal is not None
    }
    if not proposed:
        return None
    columns = tuple(
        proposed.get(column.index) or _settled(reader, column, keys[column.index], decided)
        for column in layout.header.columns
    )
    table = TableProposal(reader.table, columns, is_readable=True, understood=layout.score, score=1.0)
    return Proposal(sheet.name, layout.header, (table,))


def extended(
    reader: Reader, layout: Layout, mapping: Mapping, titles: tuple[str, ...]
) -> tuple[MappedReader, Layout] | None:
    """The reader through ``mapping`` and its layout; None unless that leaves all columns read so far as they are."""
    if mapping.columns == decided_columns(reader, layout):
        return None
    own = reader.reader if isinstance(reader, MappedReader) else reader
    mapped = MappedReader(own, mapping)
    wider = mapped.recognise(layout.header, titles)
    if wider is None or not _is_wider(wider, layout):
        return None
    return mapped, replace(wider, remarks=(*layout.remarks, *_taken(own, wider, layout)))


def decided_columns(reader: Reader, layout: Layout) -> dict[str, str]:
    """Header → column, for what is read already or was decided about earlier."""
    if isinstance(reader, MappedReader):
        return dict(reader.mapping.columns)
    keys = {column.index: key for key, column in keyed_columns(layout.header).items()}
    stored = set(reader.table.column_names)
    return {keys[index]: name for index, name in _alone(layout).items() if name in stored}


def _alone(layout: Layout) -> dict[int, str]:
    """Index of a column → its field, where no other column is read as the same."""
    used = used_columns(layout)
    fields = list(used.values())
    wide = {measure.column.index for measure in layout.measures if measure.fixed}
    return {i: field for i, field in used.items() if fields.count(field) == 1 and i not in wide}


def _unread(layout: Layout, decided: Dictionary[str, str], keys: Dictionary[int, str]) -> list[HeaderColumn]:
    used = used_columns(layout).keys() | layout.ignored
    return [
        column
        for column in layout.header.columns
        if column.index not in used
        and keys[column.index] not in decided
        and not _NEVER_NEEDED.fullmatch(column.leaf)
    ]


def _lacking(reader: Reader, layout: Layout) -> dict[str, Column]:
    filled = {*layout.keys, "fiscal_year", "missing_reason"}
    filled |= {measure.target for measure in layout.measures}
    filled |= {name for measure in layout.measures for name in measure.fixed}
    return {column.name: column for column in reader.table.columns if column.name not in filled}


def _may_match(unread: list[HeaderColumn], lacking: Dictionary[str, Column]) -> bool:
    """A quick look, so that files whose unread columns are like none cost nothing."""
    return any(
        target.code_system is not None or match_name(column.printed, target).score >= _ALIKE
        for column in unread
        for target in lacking.values()
    )


def _narrowed(proposal: ColumnProposal, lacking: Dictionary[str, Column]) -> ColumnProposal | None:
    """The proposal with the columns that are lacking alone; None where its name or its values speak for none."""
    chosen = proposal.chosen
    if chosen is None or chosen.column.name not in lacking or proposal.tells:
        return None
    if not chosen.is_sure and match_name(proposal.header.printed, chosen.column).score < _ALIKE:
        return None
    candidates = tuple(c for c in proposal.candidates if c.column.name in lacking)
    return replace(proposal, candidates=candidates)


def _settled(reader: Reader, column: HeaderColumn, key: str, decided: Dictionary[str, str]) -> ColumnProposal:
    names = {target.name: target for target in targets_of(reader.table)}
    known = names.get(decided.get(key, NOT_USED))
    if known is None:
        return ColumnProposal(column, key, (), None, ())
    candidate = Candidate(known, 1.0, (), is_sure=True)
    return ColumnProposal(column, key, (candidate,), candidate, ())


def _is_wider(wider: Layout, layout: Layout) -> bool:
    return (
        layout.keys.items() <= wider.keys.items()
        and set(map(_identity, layout.measures)) <= set(map(_identity, wider.measures))
        and len(wider.row_totals) == len(layout.row_totals)
        and len(wider.measures) - len(layout.measures) + len(wider.keys) - len(layout.keys)
        == len(used_columns(wider)) - len(used_columns(layout))
        and layout.not_stored.keys() <= wider.not_stored.keys()
        and (wider.fiscal_year, wider.ignored) == (layout.fiscal_year, layout.ignored)
    )


def _identity(measure: object) -> str:
    return repr(measure)


def _taken(reader: Reader, wider: Layout, layout: Layout) -> list[str]:
    """What the receipt says about the columns that were read beside those known by name."""
    labels = {column.name: column.label for column in reader.table.columns}
    before, now = used_columns(layout), used_columns(wider)
    return [
        f"見出し「{column.text}」は、「{labels[now[column.index]]}」の列として読みました。"
        for column in wider.header.columns
        if column.index in now.keys() - before.keys()
    ]
