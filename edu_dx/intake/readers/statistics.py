"""Published statistics: machine-readable tables, wide (a column an indicator) or long (a row a number)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.intake.columns import read_cells
from edu_dx.intake.content import ContentReader
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part
from edu_dx.intake.profiles import Grid, Profile
from edu_dx.intake.readers.list_names import name_of_list
from edu_dx.intake.readers.statistics_header import Roles, roles_of
from edu_dx.intake.readers.statistics_periods import fiscal_year_of_period
from edu_dx.intake.sheet import Places
from edu_dx.intake.text import Cell, as_text, plain, unpadded
from edu_dx.intake.values import Missing, Number, is_error, missing_in, missing_text, read_number
from edu_dx.tables import TABLES

_Texts = npt.NDArray[np.object_]
_SPACES = re.compile(r"\s+")


class StatisticsReader(ContentReader):
    """Reads table ``statistics``."""

    table = TABLES["statistics"]
    looked_for = "時点（年度など）、地域（都道府県・市区町村など）、数の列がそろった公表統計の表"
    kind = "statistics"

    def recognise_grid(self, grid: Grid) -> Layout | None:
        """The layout of a statistical table: its time, areas, dimensions and numbers."""
        roles = roles_of(grid)
        return _layout(grid, roles) if roles else None

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own periods."""
        return any(key.startswith("period") for key in layout.keys)

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: one record for each number and each stated reason for its absence."""
        part.stated_year = (
            part.context.fiscal_year
        )  # A year in the title does not date rows that date themselves.
        rows = part.ledger.open_rows
        of_rows = _of_rows(part, rows)
        frames = [_measured(part, measure, rows, of_rows) for measure in part.layout.measures]
        records = pd.concat(frames, ignore_index=True)
        return records.sort_values("row", kind="stable", ignore_index=True)


def _layout(grid: Grid, roles: Roles) -> Layout:
    """Keys are named after what they are and numbered, so that several columns may be one thing."""
    indicator = roles.indicator
    places = {
        "period": [*roles.times, *roles.time_units],
        "area_level": roles.levels,
        "area_code": _by_fineness(roles.area_codes),
        "area_name": _by_fineness(roles.area_names),
        "category": [profile for profile in roles.dimensions if profile is not indicator],
        "unit": roles.units,
        "indicator": [indicator] if indicator else [],
    }
    keys = {
        name if number == 0 else f"{name} {number + 1}": profile.column
        for name, profiles in places.items()
        for number, profile in enumerate(profiles)
    }
    measures = tuple(Measure(profile.column, "value") for profile in roles.measures)
    return Layout(grid.header, keys, measures)


def _by_fineness(profiles: list[Profile]) -> list[Profile]:
    """From the columns with few different values (countries) to those with many (municipalities)."""
    return sorted(profiles, key=lambda profile: (profile.different, -profile.column.index))


def _columns(part: Part, name: str) -> list[HeaderColumn]:
    return [column for key, column in part.layout.keys.items() if key == name or key.startswith(f"{name} ")]


def _of_rows(part: Part, rows: Places) -> dict[str, _Texts]:
    """What is the same for all numbers of a row, by canonical column."""
    times = _columns(part, "period")
    codes = [_codes(part, column, rows) for column in _columns(part, "area_code")]
    names = [_texts(part, column, rows) for column in _columns(part, "area_name")]
    units = [_texts(part, column, rows) for column in _columns(part, "unit")]
    series = name_of_list(part.titles, part.sheet.name, part.stem)
    levels = [_texts(part, column, rows) for column in _columns(part, "area_level")]
    blank = np.full(len(rows), None, dtype=object)
    return {
        "fiscal_year": _fiscal_years(part, times, rows),
        "series": np.full(len(rows), series, dtype=object),
        "period": _periods(part, times, rows),
        "area_level": levels[0] if levels else blank,
        "area_code": _finest(codes, blank),
        "area_name": _finest(names, blank) if codes else _joined(names, " ", blank),
        "category": _categories(part, rows, blank),
        "unit": units[0] if units else blank,
    }


def _texts(part: Part, column: HeaderColumn, rows: Places) -> _Texts:
    """The texts of a column by row; None where there is none."""
    return _read(part, column, rows, lambda cell: None if _is_absent(cell) else unpadded(cell))


def _label_of(column: HeaderColumn) -> str:
    """A column's header in one spelling, so that line breaks and padding of one year make no other indicator."""
    return "／".join(unpadded(label) for label in column.printed)


def _codes(part: Part, column: HeaderColumn, rows: Places) -> _Texts:
    """The codes of a column by row, in narrow characters; None where there is none."""
    return _read(part, column, rows, lambda cell: None if _is_absent(cell) else _SPACES.sub("", plain(cell)))


def _is_absent(cell: Cell) -> bool:
    return missing_in(cell) not in (None, Missing.SUPPRESSED)


def _read(part: Part, column: HeaderColumn, rows: Places, read: Callable[[Cell], object]) -> _Texts:
    """A column's values by row, None where the cell is blank; one that cannot be read rejects its row."""
    values = read_cells(part, rows, column.index, read, column.text).series()
    texts = np.full(len(rows), None, dtype=object)
    filled = values.notna().to_numpy()
    texts[filled] = values[filled]
    return texts


def _fiscal_years(part: Part, times: Sequence[HeaderColumn], rows: Places) -> _Texts:
    if not times:
        return np.full(len(rows), part.period.fiscal_year if part.period else None, dtype=object)
    return _read(part, times[0], rows, fiscal_year_of_period)


def _periods(part: Part, times: Sequence[HeaderColumn], rows: Places) -> _Texts:
    blank = np.full(len(rows), None, dtype=object)
    if not times:
        return np.full(len(rows), part.period.source if part.period else None, dtype=object)
    return _joined([_texts(part, column, rows) for column in times], " ", blank)


def _finest(columns: Sequence[_Texts], blank: _Texts) -> _Texts:
    """For each row the last column that has a value."""
    result = blank.copy()
    for texts in columns:
        filled = np.array([text is not None for text in texts], dtype=bool)
        result[filled] = texts[filled]
    return result


def _joined(columns: Sequence[_Texts], between: str, blank: _Texts) -> _Texts:
    result = blank.copy()
    for place, texts in enumerate(zip(*columns, strict=True)):
        filled = [text for text in texts if text is not None]
        result[place] = between.join(dict.fromkeys(filled)) if filled else None
    return result


def _categories(part: Part, rows: Places, blank: _Texts) -> _Texts:
    columns = _columns(part, "category")
    texts = [_texts(part, column, rows) for column in columns]
    if len(columns) == 1:
        return texts[0]
    named = [
        np.array([None if text is None else f"{_label_of(column)}：{text}" for text in found], dtype=object)
        for column, found in zip(columns, texts, strict=True)
    ]
    return _joined(named, "／", blank)


def _measured(part: Part, measure: Measure, rows: Places, of_rows: dict[str, _Texts]) -> pd.DataFrame:
    """The records of one column of numbers; blank cells give none."""
    percent = _prints_percent(part, measure.column, rows)
    numbers = _read(
        part, measure.column, rows, lambda cell: read_number(_without_percent(cell) if percent else cell)
    )
    taken = np.array(
        [number is not None and number.missing is not Missing.BLANK for number in numbers], dtype=bool
    )
    found: list[Number] = list(numbers[taken])
    _tell_remarks(part, measure.column, rows[taken], found)
    records = pd.DataFrame({"row": rows[taken], **{name: texts[taken] for name, texts in of_rows.items()}})
    indicators = _columns(part, "indicator")
    records["indicator"] = (
        _texts(part, indicators[0], rows)[taken] if indicators else _label_of(measure.column)
    )
    if percent:
        records["unit"] = "%"
    records["value"] = pd.array([number.value for number in found], dtype="Float64")
    records["missing_reason"] = [
        missing_text({"value": number.missing}) if number.missing else None for number in found
    ]
    return records


def _prints_percent(part: Part, column: HeaderColumn, rows: Places) -> bool:
    """Whether every number of a column is printed with the same mark for per cent."""
    cells = part.sheet.columns[column.index]
    found = cells.cells_at(cells.places_of(rows))
    filled = [cell for cell in found if missing_in(cell) is None and not is_error(cell)]
    return bool(filled) and all(isinstance(cell, str) and plain(cell).endswith("%") for cell in filled)


def _without_percent(cell: Cell) -> Cell:
    return plain(cell).removesuffix("%")


def _tell_remarks(part: Part, column: HeaderColumn, rows: Places, numbers: Sequence[Number]) -> None:
    remarked = [int(row) for row, number in zip(rows, numbers, strict=True) if number.remark]
    if remarked:
        example = as_text(part.sheet.rows[remarked[0]][column.index])
        part.ledger.warnings.append(
            f"「{column.text}」の{len(remarked)}か所（{remarked[0] + 1}行目など）は、「{example}」のように注記のある数です。"
            "注記を除いた数を読みました"
        )
