"""The general reader: any table whose columns stand in a file under names that its definition knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from edu_dx.intake.codes import read_code
from edu_dx.intake.columns import read_cells
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part, Reader
from edu_dx.intake.readers.tidy_columns import (
    joined_reasons,
    read_amounts,
    read_values,
    tell_gaps,
)
from edu_dx.intake.readers.tidy_header import Dictionary
from edu_dx.intake.readers.tidy_schools import (
    code_of_titled_school,
    counted_from_seven,
    school_codes,
    school_named_in,
)
from edu_dx.intake.readers.tidy_time import CLOCK, fiscal_years_of, moments_of, months_of, with_clock
from edu_dx.intake.readers.tidy_wide import split_item, values_of
from edu_dx.intake.receipt import HandledColumn, NotData
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.rows import label_kind
from edu_dx.intake.text import Cell, as_text, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.privacy.mask import Masked, mask_text
from edu_dx.tables import TABLES, Column, ColumnType, Handling, Table

FREE_TEXTS = TABLES["free_texts"]

_TOTAL_OF_TEXTS = re.compile(r".{0,12}(?:合計|総計|小計|累計|総数)|計|全体|(?:.{0,12}の?)?平均|total")
_NO_SUM = re.compile(r"平均|最大|最小|最高|最低|中央値|割合|比率|average|mean|max|min")


class TidyReader(Reader):
    """Reads a table by its definition alone: one row a record, or a part of its key across the columns.

    Args:
        table: the canonical table.
        dictionary: the names of all tables that are read so; it tells which of them a header is of.
    """

    is_general = True

    def __init__(self, table: Table, dictionary: Dictionary | None = None) -> None:
        self.table = table
        self._dictionary = dictionary or Dictionary([table])
        required = [c for c in table.columns if c.required and c.name != "fiscal_year"]
        self._keeps_reasons = "missing_reason" in table.column_names
        self.looked_for = "".join(f"「{column.label}」" for column in required)

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``; None if another table fits as well or better."""
        fit = self._dictionary.best(header, titles)
        return with_clock(fit.layout, self.table) if fit and fit.table is self.table else None

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        stated = {
            name
            for measure in layout.measures
            for name, value in measure.fixed.items()
            if name == "fiscal_year" or not isinstance(value, int)
        }
        own = {"fiscal_year"} | ({self.table.dated_by.name} if self.table.dated_by else set())
        return not own.isdisjoint(layout.keys.keys() | stated)

    def label_columns(self, layout: Layout) -> list[int]:
        """The columns before the first value, but those in which any text may stand."""
        others = {
            c.index
            for name, c in layout.keys.items()
            if name == CLOCK or not _may_say_total(self.table.column(name))
        }
        others |= {column.index for column in layout.not_stored.values()}
        values = {column.name for column in values_of(self.table)}
        first = min(
            [measure.column.index for measure in layout.measures]
            + [column.index for name, column in layout.keys.items() if name in values],
            default=len(layout.header.columns),
        )
        return [c.index for c in layout.header.columns if c.index < first and c.index not in others]

    def groups_of_totals(
        self, part: Part, data: list[int], totals: list[int]
    ) -> dict[int, dict[str, list[int]]]:
        """Averages and the like stand for no sum."""
        return {row: {} for row in totals if any(_NO_SUM.search(squeeze(c)) for c in part.sheet.rows[row])}

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` for the rows that can be read."""
        self._set_totals_of_texts_apart(part)
        rows = part.ledger.data_rows
        own, wide = _by_fixed_values(part.layout.measures)
        columns = {**part.layout.keys, **{measure.target: measure.column for measure in own}}
        base, reasons = self._read(part, rows, columns)
        self._add_school(base, part)
        records = self._spread(part, base, reasons, wide) if wide else self._with_reasons(base, reasons)
        self._settle_time(records, part)
        return records.assign(**{name: None for name in self.table.key if name not in records})

    def _set_totals_of_texts_apart(self, part: Part) -> None:
        """Where any text may stand, a row is a total only if the text says nothing else."""
        columns = [
            column.index
            for name, column in part.layout.keys.items()
            if name != CLOCK
            and self.table.column(name).type is ColumnType.TEXT
            and not _may_say_total(self.table.column(name))
            and not self.table.column(name).choices
        ]
        rows = part.ledger.open_rows
        says_total = np.zeros(len(rows), dtype=bool)
        for index in columns:
            says_total |= part.sheet.columns[index].flags(_is_total_alone, rows)
        for row in map(int, rows[says_total]):
            part.ledger.set_apart(row, NotData.TOTAL)

    def _read(
        self, part: Part, rows: list[int], columns: Mapping[str, HeaderColumn]
    ) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
        """Columns as they hold for whole raw rows, and why numbers are missing, by column."""
        read: dict[str, Any] = {"row": pd.Series(rows, index=rows, dtype="int64")}
        reasons: dict[str, pd.Series] = {}
        for name, found in columns.items():
            if name in ("school_code", CLOCK):
                continue
            column = self.table.column(name)
            if column.type is ColumnType.DATETIME and CLOCK in columns:
                read[name] = moments_of(part, rows, found, columns[CLOCK])
            elif _is_amount(column):
                read[name], reasons[name] = read_amounts(part, rows, found, column)
                if not self._keeps_reasons:
                    tell_gaps(part, found.text, reasons[name])
            else:
                read[name] = read_values(part, rows, found, column)
        return pd.DataFrame(read, index=rows), reasons

    def _add_school(self, base: pd.DataFrame, part: Part) -> None:
        code, name = part.layout.keys.get("school_code"), part.layout.keys.get("school_name")
        if "school_code" not in self.table.column_names:
            return
        if code or name:
            base["school_code"] = school_codes(part, list(base.index), code, name)
        elif self.table.column("school_code").required and (titled := school_named_in(part.titles)):
            base["school_code"], base["school_name"] = code_of_titled_school(part, titled), titled
        else:
            return
        if "grade" in base:
            base["grade"] = counted_from_seven(
                base["grade"], part, base["school_code"], base.get("school_name")
            )

    def _spread(
        self,
        part: Part,
        base: pd.DataFrame,
        reasons: dict[str, pd.Series],
        wide: Mapping[tuple[tuple[str, Any], ...], list[Measure]],
    ) -> pd.DataFrame:
        """One block of rows for each thing that the header names; rows without a value there are left out."""
        blocks = []
        for fixed, measures in wide.items():
            try:
                stated = self._fixed(fixed)
            except UnreadableError as error:
                part.ledger.reject_all(part.ledger.open_rows.tolist(), f"見出しの{error}")
                continue
            columns = {measure.target: measure.column for measure in measures}
            values, own = self._read(part, list(base.index), columns)
            values = values.drop(columns="row")
            has_value = values.notna().any(axis=1)
            for reason in own.values():
                has_value |= reason.notna()
            block = self._with_reasons(pd.concat([base, values], axis=1), reasons | own)
            for name, value in stated:
                block[name] = value
            blocks.append(block[has_value])
        if not blocks:
            return base.iloc[:0]
        records = pd.concat(blocks)
        if "grade" in dict(next(iter(wide))) and "school_code" in records:
            records["grade"] = counted_from_seven(
                records["grade"], part, records["school_code"], records.get("school_name")
            )
        return records.sort_values("row", kind="stable")

    def _fixed(self, fixed: tuple[tuple[str, Any], ...]) -> list[tuple[str, Any]]:
        """What the header states for a column; an item's number and its text go where the table keeps them."""
        values = []
        for name, value in fixed:
            column = self.table.column(name)
            if name.endswith("_id") and column.type is ColumnType.CODE:
                number, text = split_item(value)
                values.append((name, read_code(number or text)))
                text_column = name.removesuffix("_id")
                if text and text_column in self.table.column_names:
                    values.append((text_column, text))
            else:
                values.append((name, value))
        return values

    def _with_reasons(self, records: pd.DataFrame, reasons: dict[str, pd.Series]) -> pd.DataFrame:
        given = {name: reason for name, reason in reasons.items() if reason.notna().any()}
        if given and self._keeps_reasons:
            found = joined_reasons(given)
            stated = records.get("missing_reason", found)
            return records.assign(missing_reason=stated.where(stated.notna(), found))
        return records

    def _settle_time(self, records: pd.DataFrame, part: Part) -> None:
        """Give every record its fiscal year, and months that name no year theirs."""
        for column in self.table.columns:
            if column.type is ColumnType.MONTH and (column.name in records or column.name in self.table.key):
                records[column.name] = months_of(records, column, part)
        records["fiscal_year"] = fiscal_years_of(records, self.table, part)


class FreeTextReader(Reader):
    """Reads what people wrote in their own words beside the rows of a table, masked and with no way back to them.

    Args:
        beside: the reader of the table in whose files the texts stand.
    """

    is_general = True
    keeps_errors = True
    looked_for = "自由記述の列"
    table = FREE_TEXTS

    def __init__(self, beside: TidyReader) -> None:
        self._beside = beside

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The columns of free text, and what tells the year, where the header is of the other table."""
        layout = self._beside.recognise(header, titles)
        if layout is None:
            return None
        texts = {
            column.label: layout.not_stored[column.name]
            for column in self._beside.table.not_stored
            if column.handling is Handling.MASK and column.name in layout.not_stored
        }
        beside = self._years() | {"survey"}
        keys = {name: column for name, column in layout.keys.items() if name in beside}
        return Layout(header, keys | texts) if texts else None

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        return not self._years().isdisjoint(layout.keys)

    def _years(self) -> set[str]:
        """The columns of the other table that tell a row's fiscal year."""
        dated_by = self._beside.table.dated_by
        return {"fiscal_year"} | ({dated_by.name} if dated_by else set())

    def label_columns(self, layout: Layout) -> list[int]:
        """None: rows without a text are left out anyway."""
        return []

    def records(self, part: Part) -> pd.DataFrame:
        """One row for each text, in the order of the texts."""
        source = self._beside.table
        texts = {name: column for name, column in part.layout.keys.items() if name not in source.column_names}
        part.handled += [_told_as_masked(name, column) for name, column in texts.items()]
        rows = part.ledger.data_rows
        beside = pd.DataFrame(
            {
                name: read_values(part, rows, column, source.column(name))
                for name, column in part.layout.keys.items()
                if name not in texts
            },
            index=rows,
        )
        beside["fiscal_year"] = fiscal_years_of(beside, source, part)
        blocks = []
        for column in texts.values():
            masked = read_cells(part, rows, column.index, _masked, column.text)
            block = pd.DataFrame(
                {
                    "row": rows,
                    "fiscal_year": beside["fiscal_year"],
                    "source_table": source.name,
                    "survey": beside.get("survey"),
                    "question_id": column_letter(column.index),
                    "question": column.text,
                    "text": masked.series(of=lambda text: text.text),
                    "masked_count": masked.series(of=lambda text: text.count),
                }
            ).dropna(subset="text")
            block = block.sort_values(["fiscal_year", "survey", "text"])
            groups = block.groupby(["fiscal_year", "survey"], dropna=False)
            blocks.append(block.assign(text_no=groups.cumcount() + 1))
        records = pd.concat(blocks)
        for row in set(part.ledger.data_rows) - set(records["row"]):
            part.ledger.set_apart(row, NotData.NO_TEXT)
        return records


def general_readers(dictionary: Dictionary) -> tuple[Reader, ...]:
    """The readers of the tables that a dictionary tells apart, and of the free texts beside them."""
    readers = [TidyReader(table, dictionary) for table in dictionary.tables]
    with_texts = [
        reader
        for reader in readers
        if any(column.handling is Handling.MASK for column in reader.table.not_stored)
    ]
    return (*readers, *(FreeTextReader(reader) for reader in with_texts))


def _is_total_alone(cell: Cell) -> bool:
    return bool(_TOTAL_OF_TEXTS.fullmatch(squeeze(cell)))


def _told_as_masked(label: str, column: HeaderColumn) -> HandledColumn:
    return HandledColumn(
        column=column_letter(column.index),
        header=column.text,
        handling=Handling.MASK,
        reason=f"「{label}」は、個人に関わる語を伏せ、ほかの列とつながりのない別の表に置きます",
    )


def _masked(cell: Cell) -> Masked:
    return mask_text(as_text(cell))


def _by_fixed_values(
    measures: tuple[Measure, ...],
) -> tuple[list[Measure], dict[tuple[tuple[str, Any], ...], list[Measure]]]:
    """The measures that hold for the whole row, and those of a wide table by what the header states."""
    own = [measure for measure in measures if not measure.fixed]
    wide: dict[tuple[tuple[str, Any], ...], list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.fixed:
            wide[tuple(measure.fixed.items())].append(measure)
    return own, wide


def _is_amount(column: Column) -> bool:
    return column.type.is_number and column.name != "grade"


def _may_say_total(column: Column) -> bool:
    """Whether 計 in a column says that the row is a total: not where it may be a value or part of a text."""
    if column.choices:
        said = (*column.choices, *(printed for printed, _ in column.choice_aliases))
        return not any(label_kind(squeeze(text)) for text in said)
    if column.handling is Handling.PSEUDONYMISE:
        return False
    is_place = column.code_system is not None or column.name in (
        "school_name",
        "municipality_name",
        "prefecture",
    )
    return is_place or column.type not in (ColumnType.TEXT, ColumnType.CODE)
