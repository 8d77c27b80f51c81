"""Matching the columns of an unknown sheet to the columns of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from edu_dx.intake.header import Header, HeaderColumn, headers_from
from edu_dx.intake.layout import Layout, Reader
from edu_dx.intake.matching.evidence import Evidence, SchoolNames, Weight, weigh
from edu_dx.intake.matching.examples import examples_of, personal_kind_of, values_below
from edu_dx.intake.matching.mapped_reader import MappedReader
from edu_dx.intake.matching.mapping import Mapping as ColumnMapping
from edu_dx.intake.matching.mapping import keyed_columns
from edu_dx.intake.matching.names import NameMatch, match_name, plain
from edu_dx.intake.matching.proposal import Candidate, ColumnProposal, Proposal, TableProposal
from edu_dx.intake.parts import titles_above
from edu_dx.intake.personal.kinds import PersonalKind
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell
from edu_dx.tables import Column, ColumnType, Table

_WORTH_ASKING = 0.5
_CLEAR_LEAD = 0.15
_TELLING_NAME = 0.8
_DECISIVE_NAME = 0.6
_MOST_CANDIDATES = 3
_MOST_TABLES = 3
_DEEPEST_START = 30
_LEAST_COLUMNS = 2
_LEAST_SHARE = 0.4
_NAME_OF_DROPPED = 0.8
_NO_EVIDENCE = Evidence(Weight.NOTHING)
_TELLING_TYPES = (ColumnType.DATE, ColumnType.MONTH, ColumnType.DATETIME, ColumnType.TIME)


def propose(sheet: Sheet, readers: Sequence[Reader], register: pd.DataFrame | None = None) -> Proposal | None:
    """What a sheet that no reader recognises could be; None where nothing comes near any table.

    Args:
        sheet: the sheet, or one of the tables that stand side by side in it.
        readers: the readers in use; their tables are the ones considered.
        register: frame of table ``schools``, by which school names are known.
    """
    tables = list({reader.table.name: reader.table for reader in readers}.values())
    header = _likeliest_header(sheet, tables)
    if header is None:
        return None
    values = {column.index: values_below(sheet, header, column.index) for column in header.columns}
    evidence = Evidences(values, SchoolNames(register))
    considered = [_propose_table(sheet, header, evidence, table, readers) for table in tables]
    likely = sorted((t for t in considered if _is_worth_asking(t)), key=lambda t: t.score, reverse=True)
    return Proposal(sheet.name, header, tuple(likely[:_MOST_TABLES])) if likely else None


def _is_worth_asking(proposal: TableProposal) -> bool:
    if proposal.is_readable:
        return proposal.understood >= _LEAST_COLUMNS
    return proposal.understood >= max(_LEAST_COLUMNS, _LEAST_SHARE * len(proposal.columns))


def _likeliest_header(sheet: Sheet, tables: Iterable[Table]) -> Header | None:
    """The header that names most columns of the tables; where none is named, the widest row that may be one."""
    names = {plain(name) for table in tables for column in targets_of(table) for name in column.header_names}
    best: tuple[tuple[int, int, int], Header] | None = None
    filled = sheet.filled
    for order, first in enumerate(filled[:_DEEPEST_START]):
        for header in headers_from(sheet, first):
            if header.last >= filled[-1]:
                continue
            known = sum(
                bool({plain(c.printed[-1]), plain("".join(c.printed))} & names) for c in header.columns
            )
            rank = (known, len(header.columns) if header.first == header.last else 0, -order)
            if best is None or rank > best[0]:
                best = rank, header
    return best[1] if best else None


def targets_of(table: Table) -> tuple[Column, ...]:
    """The columns that a header can stand for: the stored ones, and those that are known and dropped."""
    return tuple(c for c in (*table.columns, *table.not_stored) if c.name != "missing_reason")


@dataclass(frozen=True)
class _Fit:
    """How one header fits one column."""

    name: NameMatch
    evidence: Evidence

    @property
    def is_worth_asking(self) -> bool:
        """Whether a person should see it: also a name that the values speak against, which is not taken."""
        return self.confidence >= _WORTH_ASKING or self.name.is_same

    @property
    def confidence(self) -> float:
        """0 to 1."""
        base = self.name.score
        if self.evidence.weight is Weight.AGAINST:
            return base * 0.3
        if self.evidence.weight is Weight.DECISIVE:
            return 0.6 + 0.4 * base
        if self.evidence.weight is Weight.TELLING:
            return max(base + 0.04, _WORTH_ASKING)
        return base


def _propose_table(
    sheet: Sheet,
    header: Header,
    evidence: Evidences,
    table: Table,
    readers: Sequence[Reader],
) -> TableProposal:
    proposals = match_columns(header, evidence, targets_of(table))
    understood = _understood(sheet, header, table, proposals, readers)
    named = sum(proposal.chosen is not None for proposal in proposals)
    share = max(understood or 0, named) / len(header.columns)
    confidence = sum(p.chosen.confidence for p in proposals if p.chosen) / max(named, 1)
    return TableProposal(
        table,
        proposals,
        is_readable=understood is not None,
        understood=max(understood or 0, named),
        score=(0.7 * share + 0.3 * confidence) * (1.0 if understood is not None else 0.6),
    )


class Evidences:
    """What the columns of one header hold, each question asked once.

    Args:
        values: the first values of each column of the header, by its index.
        schools: the names of the register's schools.
    """

    def __init__(self, values: Mapping[int, Sequence[Cell]], schools: SchoolNames) -> None:
        self.values = values
        self._schools = schools
        self._known: dict[tuple[object, ...], Evidence] = {}

    def fit(self, column: HeaderColumn, target: Column) -> _Fit:
        """How one header fits one column."""
        name = match_name(column.printed, target)
        if not target.is_stored and name.score < _NAME_OF_DROPPED:
            return _Fit(replace(name, score=0.0), _NO_EVIDENCE)
        if not name.score and not _may_tell_alone(target):
            return _Fit(name, _NO_EVIDENCE)
        question = (column.index, target.label, target.type, target.choices, target.minimum, target.maximum)
        if question not in self._known:
            self._known[question] = weigh(target, self.values[column.index], self._schools)
        return _Fit(name, self._known[question])


def _may_tell_alone(target: Column) -> bool:
    return bool(
        target.code_system or target.choices or target.type in _TELLING_TYPES or target.name == "school_name"
    )


def match_columns(
    header: Header, evidence: Evidences, targets: Sequence[Column]
) -> tuple[ColumnProposal, ...]:
    """What each header could stand for among ``targets``, each of them once."""
    fits = [[evidence.fit(column, target) for target in targets] for column in header.columns]
    chosen = _best_assignment(fits)
    proposals = tuple(
        _propose_column(number, key, column, targets, fits, chosen, evidence.values[column.index])
        for number, (key, column) in enumerate(keyed_columns(header).items())
    )
    if any(proposal.tells is PersonalKind.NAME for proposal in proposals):
        # Beside a name any value tells about a person.
        return tuple(replace(proposal, examples=()) for proposal in proposals)
    return proposals


def _best_assignment(fits: list[list[_Fit]]) -> dict[int, int]:
    """Header → target, each target once, with the greatest sum of confidences; weak fits are left out."""
    # Only unknown and changed files need it, and it takes long to import.
    from scipy.optimize import linear_sum_assignment

    confidence = np.array([[fit.confidence for fit in row] for row in fits])
    worth = np.where(confidence >= _WORTH_ASKING, confidence, 0.0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return {int(r): int(c) for r, c in zip(rows, columns, strict=True) if worth[r, c] > 0}


def _propose_column(
    number: int,
    key: str,
    column: HeaderColumn,
    targets: Sequence[Column],
    fits: list[list[_Fit]],
    chosen: dict[int, int],
    values: Sequence[Cell],
) -> ColumnProposal:
    ranked = sorted(range(len(targets)), key=lambda t: fits[number][t].confidence, reverse=True)
    best = chosen.get(number)
    listed = [t for t in ranked if fits[number][t].is_worth_asking and t != best]
    order = ([] if best is None else [best]) + listed
    candidates = [_candidate(number, target, targets, fits) for target in order[:_MOST_CANDIDATES]]
    if best is not None and candidates:
        candidates[0] = replace(candidates[0], is_sure=_is_sure(number, best, targets, fits))
    return ColumnProposal(
        column,
        key,
        tuple(candidates),
        candidates[0] if best is not None else None,
        examples_of(column, values),
        personal_kind_of(column, values),
    )


def _candidate(number: int, target: int, targets: Sequence[Column], fits: list[list[_Fit]]) -> Candidate:
    fit, column = fits[number][target], targets[target]
    reasons = []
    if fit.name.is_same:
        reasons.append(f"見出しが「{fit.name.name}」と同じです")
    elif fit.name.score >= _WORTH_ASKING:
        reasons.append(f"見出しが「{fit.name.name}」に似ています")
    if fit.evidence.reason:
        reasons.append(fit.evidence.reason)
    if _has_other_unit(fit, column):
        reasons.append(f"見出しの単位「{fit.name.unit}」が、この列の単位「{column.unit}」と違います")
    return Candidate(column, round(min(fit.confidence, 1.0), 2), tuple(reasons))


def _has_other_unit(fit: _Fit, column: Column) -> bool:
    alike = {"名": "人", "割合": "%"}
    printed = alike.get(fit.name.unit, fit.name.unit)
    return bool(printed and column.unit) and printed != alike.get(column.unit, column.unit).casefold()


def _is_sure(number: int, target: int, targets: Sequence[Column], fits: list[list[_Fit]]) -> bool:
    """Whether a header is taken for a column without a question.

    A name that merely looks alike never is enough: 男児童数 looks like 児童数. Either the name is the same and the
    values do not speak against it, or values that can hardly be anything else bear a name out that is alike.
    """
    fit = fits[number][target]
    if fit.evidence.weight is Weight.AGAINST or _has_other_unit(fit, targets[target]):
        return False
    if fit.name.is_same:
        rivals = [row[target] for other, row in enumerate(fits) if other != number]
        return not any(rival.name.is_same for rival in rivals)
    rival_names = [other.name.score for t, other in enumerate(fits[number]) if t != target]
    leads = fit.name.score - max(rival_names, default=0.0) >= _CLEAR_LEAD
    if fit.evidence.weight is Weight.DECISIVE:
        alone = _is_alone(number, target, fits, Weight.DECISIVE)
        return alone and (
            targets[target].code_system is not None or (leads and fit.name.score >= _DECISIVE_NAME)
        )
    return (
        fit.evidence.weight is Weight.TELLING
        and leads
        and fit.name.score >= _TELLING_NAME
        and _is_alone(number, target, fits, Weight.TELLING)
    )


def _is_alone(number: int, target: int, fits: list[list[_Fit]], weight: Weight) -> bool:
    """Whether no other header has such values for this column, and no other column such values under this header."""
    others_of_column = (row[target] for other, row in enumerate(fits) if other != number)
    others_of_header = (fit for t, fit in enumerate(fits[number]) if t != target)
    return not any(fit.evidence.weight >= weight for fit in (*others_of_column, *others_of_header))


def _understood(
    sheet: Sheet, header: Header, table: Table, proposals: Sequence[ColumnProposal], readers: Sequence[Reader]
) -> int | None:
    """How many headers a reader understands with the chosen columns; None where none can read the sheet."""
    mapping = ColumnMapping(
        sheet=sheet.name,
        table=table.name,
        columns={p.key: p.chosen.column.name for p in proposals if p.chosen},
    )
    titles = titles_above(sheet, 0, header.first)
    matched = {p.header.index for p in proposals if p.chosen}
    layouts = [
        layout
        for reader in readers
        if reader.table.name == table.name
        and (layout := MappedReader(reader, mapping).recognise(header, titles))
        and (not reader.is_general or _measured(layout) <= matched)
    ]
    return max((layout.score for layout in layouts), default=None)


def _measured(layout: Layout) -> set[int]:
    """The columns of numbers; the general reader takes any columns side by side for values of a table it is told."""
    return {measure.column.index for measure in (*layout.measures, *layout.row_totals)}
