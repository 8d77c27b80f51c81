"""Which tables a file holds and where: sheet by sheet, the surest way of knowing a table first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from edu_dx.errors import UserError
from edu_dx.intake.content import regions_by_content
from edu_dx.intake.layout import Reader
from edu_dx.intake.matching.matcher import ColumnMatcher
from edu_dx.intake.parts import Region, regions_of
from edu_dx.intake.readers.oneroster_readers import readers_of_set
from edu_dx.intake.readers.oneroster_set import roster_of, why_roster_file_is_not_read
from edu_dx.intake.readers.registry import readers_of, why_not_read, why_out_of_scope
from edu_dx.intake.receipt import SheetNotRead
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.side_by_side import tables_of
from edu_dx.intake.template.form import (
    NOTHING_WRITTEN,
    nothing_written,
    table_of_form,
    why_form_is_not_read,
)
from edu_dx.intake.template.sheets import why_no_data
from edu_dx.intake.transposed import transposed_regions
from edu_dx.tables import TABLES

_MOST_TOLD = 10

Place = tuple[Sheet, Region]
"""A stretch of rows and the sheet, or the part of its columns, that they stand in."""


@dataclass(frozen=True)
class FoundTables:
    """The tables of a file.

    Args:
        places: where they stand, in the order of the file.
        not_read: the sheets without a table that can be read, each with its reason.
    """

    places: tuple[Place, ...]
    not_read: tuple[SheetNotRead, ...]

    def rank(self, place: Place, reader: Reader) -> int:
        """How many regions of the sheet before this one hold the same table."""
        sheet, region = place
        before = self.places[: next(n for n, (_, other) in enumerate(self.places) if other is region)]
        return sum(
            other.name == sheet.name and any(known.table is reader.table for known, _ in found.found)
            for other, found in before
        )


def find_tables(raw: RawFile, *, table: str | None, columns: ColumnMatcher | None) -> FoundTables:
    """Every table of a file that can be read.

    Args:
        raw: the file.
        table: look for this table only.
        columns: decides about headers that no reader knows; None leaves them unread.

    Raises:
        UserError: there is none.
    """
    roster = roster_of(raw)
    readers = readers_of(table) if roster is None else readers_of_set(roster, table)
    places: list[Place] = []
    not_read = [SheetNotRead(sheet=name, reason=reason) for name, reason in raw.left_out.items()]
    for sheet in raw.sheets:
        form = table_of_form(sheet, raw)
        asked = readers_of(form.name) if form and table is None else readers
        reason = _why_no_table(sheet, is_form=form is not None)
        found = [] if reason else _places_in(sheet, asked, raw.stem_of(sheet), columns)
        places += found
        if not found:
            undecided = columns.why_not_read(sheet) if columns else ""
            not_read.append(SheetNotRead(sheet=sheet.name, reason=reason or undecided or why_not_read(sheet)))
    if not places and any(left.reason == NOTHING_WRITTEN for left in not_read):
        raise nothing_written(raw)
    if not places:
        raise _nothing_found(raw, readers, table, not_read)
    return FoundTables(tuple(places), tuple(not_read))


def _why_no_table(sheet: Sheet, *, is_form: bool) -> str:
    """Why a sheet is known to hold no data, in Japanese; "" for any other sheet."""
    if reason := why_no_data(sheet.own_name) or why_roster_file_is_not_read(sheet):
        return reason
    return why_form_is_not_read(sheet) if is_form else ""


def _places_in(
    sheet: Sheet, readers: Sequence[Reader], stem: str, columns: ColumnMatcher | None
) -> list[Place]:
    """The tables of one sheet, as the first way of looking for them that finds any tells."""
    return next(filter(None, (look() for look in _ways(sheet, readers, stem, columns))), [])


def _ways(
    sheet: Sheet, readers: Sequence[Reader], stem: str, columns: ColumnMatcher | None
) -> Iterator[Callable[[], list[Place]]]:
    parts = tables_of(sheet)
    known = columns.known_regions if columns else regions_of
    yield lambda: [(part, region) for part in parts for region in known(part, readers)]
    yield lambda: [(sheet, region) for region in regions_by_content(sheet, readers, stem)]
    yield lambda: _on_their_side(sheet, readers)
    if columns and not why_out_of_scope(sheet):
        yield lambda: [(part, region) for part in parts for region in columns.proposed_regions(part, readers)]


def _on_their_side(sheet: Sheet, readers: Sequence[Reader]) -> list[Place]:
    turned, regions = transposed_regions(sheet, readers)
    return [(turned, region) for region in regions]


def _nothing_found(
    raw: RawFile, readers: Sequence[Reader], table: str | None, not_read: Sequence[SheetNotRead]
) -> UserError:
    """What was seen in each sheet; the headers of a table only where the user says that the file is of it."""
    if table is None:
        lines = [f"　・{'：'.join(filter(None, (sheet.sheet, sheet.reason)))}" for sheet in not_read]
        more = [f"　・ほか{len(lines) - _MOST_TOLD}枚のシート"] if len(lines) > _MOST_TOLD else []
        return UserError(
            "\n".join(["表の見出しが見つかりませんでした。", *lines[:_MOST_TOLD], *more]),
            where=raw.path.name,
            fix="ここで扱う表の資料かどうかを確かめてください（表と見出しの一覧は docs/data-dictionary.md にあります）。"
            "何の表か分かるときは、--table を付けると要る見出しが示されます。例：--table enrolment",
        )
    looked_for = dict.fromkeys(f"　・{reader.looked_for}" for reader in readers)
    return UserError(
        "\n".join([f"「{TABLES[table].label}」の見出しが見つかりませんでした。探した見出し：", *looked_for]),
        where=raw.path.name,
        fix="見出しの行を直すか、--table の指定を確かめてください。",
    )
