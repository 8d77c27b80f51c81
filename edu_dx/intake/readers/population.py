"""Population by municipality: men, women and total; by age band across columns; or one row an age."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from edu_dx.intake.columns import read_column, read_numbers
from edu_dx.intake.dates import read_date
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part, Reader, names_of
from edu_dx.intake.own_municipality import is_of_one_city
from edu_dx.intake.periods import calendar_year_in, read_fiscal_year
from edu_dx.intake.readers.ages import AgeBand, read_age_band
from edu_dx.intake.readers.municipal import municipal_keys, municipalities_of, parts_of_totals
from edu_dx.intake.text import Cell, as_text, bare, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.intake.year_labels import years_of_labels
from edu_dx.tables import TABLES
from edu_dx.tables.fiscal_year import fiscal_year_of

TABLE = TABLES["population"]

_SEXES = {
    "男": "男",
    "男性": "男",
    "女": "女",
    "女性": "女",
    "計": "計",
    "総数": "計",
    "合計": "計",
    "総計": "計",
    "男女計": "計",
    "総": "計",
}
_PART_OF_POPULATION = re.compile(r"日本人|外国人|複数国籍|世帯|再掲|増減|率|割合|密度|前年")
_SEX_OF_BAND = re.compile(r"(?<=.)の?\(?(?P<sex>男性?|女性?)\)?$")
_PERSONS = names_of(TABLE, "persons")
_KEYS = {
    "sex": names_of(TABLE, "sex", "男女別", "男女"),
    "age_from": names_of(TABLE, "age_from"),
    "age_to": names_of(TABLE, "age_to"),
    "age": {squeeze(name) for name in ("年齢", "年齢階級", "年齢区分", "年齢別", "年齢(歳)")},
    "as_of": names_of(TABLE, "as_of", "調査日", "年月日", "時点", "調査年月日", "基準年月日"),
    "fiscal_year": {squeeze("年度")},
}


class PopulationReader(Reader):
    """Reads table ``population``."""

    table = TABLE
    looked_for = "「団体コード」と、「人口」（男・女・計）または年齢階級（「0～4歳」…）の列。自分の市の表は「年齢」と「男」「女」「計」の列"

    needs_day = True

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``, or None."""
        keys = municipal_keys(header, TABLE, _KEYS)
        if "municipality_code" not in keys and ("municipality_name" in keys or not is_of_one_city(header)):
            return None
        columns = header.columns_beside(keys)
        named = any("人口" in column.path for column in columns)
        titled = "人口" in squeeze("|".join(titles))
        measures = _age_measures(columns, keys)
        if not measures and (named or titled):
            measures = _sex_measures(columns, named)
        if not measures and {"age_from", "age"} & keys.keys():
            measures = [Measure(column, "persons") for column in columns if column.is_called(_PERSONS)][:1]
            measures = measures or _sex_measures(columns, named)
        if not measures and (named or titled) and "as_of" not in keys:
            measures = _year_measures(columns)
        if not measures or not ("municipality_code" in keys or _says_when_or_how_old(keys, measures)):
            return None
        fixed = [tuple(sorted(measure.fixed.items(), key=str)) for measure in measures]
        return Layout(header, keys, tuple(measures)) if len(fixed) == len(set(fixed)) else None

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        return "as_of" in layout.keys or all("year" in measure.fixed for measure in layout.measures)

    def label_columns(self, layout: Layout) -> list[int]:
        """Columns in which a row says that it is no data."""
        return [
            layout.keys[key].index
            for key in ("municipality_code", "prefecture", "municipality_name", "age")
            if key in layout.keys
        ]

    def groups_of_totals(
        self, part: Part, data: list[int], totals: list[int]
    ) -> dict[int, dict[str, list[int]]]:
        """What each sub-total of the sheet adds up."""
        if "municipality_code" not in part.layout.keys:
            finest = _finest_ages(part, data)
            return {row: {"年齢別の行": finest} for row in totals}
        return parts_of_totals(part, data, totals)

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` for the rows that can be read."""
        days = _days_of(part)
        sexes = _column(part, "sex", _read_sex)
        ages = _ages_of(part)
        places = municipalities_of(part)
        frames = []
        for measure in part.layout.measures:
            persons = read_numbers(part, part.ledger.data_rows, measure.column.index, measure.column.text)
            if year := measure.fixed.get("year"):
                days = dict.fromkeys(persons, _day_of_year(part, year))
            rows = [row for row in persons if row in places and row in days]
            bands: list[AgeBand] = [
                (measure.fixed["age_from"], measure.fixed["age_to"])
                if "age_from" in measure.fixed
                else ages.get(row, (0, None))
                for row in rows
            ]
            frames.append(
                pd.DataFrame(
                    {
                        "row": rows,
                        "fiscal_year": [fiscal_year_of(days[row]) for row in rows],
                        "as_of": pd.to_datetime([days[row] for row in rows]),
                        "municipality_code": [places[row]["municipality_code"] for row in rows],
                        "prefecture": [places[row]["prefecture"] for row in rows],
                        "municipality_name": [places[row]["municipality_name"] for row in rows],
                        "sex": [measure.fixed.get("sex") or sexes.get(row, "計") for row in rows],
                        "age_from": pd.array([band[0] for band in bands], dtype="Int64"),
                        "age_to": pd.array([band[1] for band in bands], dtype="Int64"),
                        "persons": [persons[row] for row in rows],
                    }
                )
            )
        return pd.concat(frames, ignore_index=True)


def _age_measures(columns: list[HeaderColumn], keys: dict[str, HeaderColumn]) -> list[Measure]:
    """Age bands across columns, under 男 / 女 / 計 where no column says the sex."""
    banded = [
        (column, band) for column in columns if (band := read_age_band(_SEX_OF_BAND.sub("", column.leaf)))
    ]
    if not any(band != (0, None) for _, band in banded):
        return []
    measures = []
    for column, band in banded:
        if _PART_OF_POPULATION.search(column.path):
            continue
        sex = next((_SEXES[label] for label in column.labels[:-1] if label in _SEXES), "計")
        if named := _SEX_OF_BAND.search(column.leaf):
            sex = _SEXES[named["sex"]]
        fixed: dict[str, Any] = {"age_from": band[0], "age_to": band[1]}
        measures.append(Measure(column, "persons", fixed if "sex" in keys else {**fixed, "sex": sex}))
    return measures


def _sex_measures(columns: list[HeaderColumn], named: bool) -> list[Measure]:
    """Men, women and total, under 人口 where any header says so."""
    measures = []
    for column in columns:
        in_group = len(column.labels) > 1
        if _PART_OF_POPULATION.search(column.path) or (named and in_group and "人口" not in column.path):
            continue
        leaf = bare(column.leaf).replace("人口", "") or "計"
        if leaf in _SEXES:
            measures.append(Measure(column, "persons", {"sex": _SEXES[leaf]}))
    if len(measures) == 1:
        return [Measure(measures[0].column, "persons")]
    return measures


def _year_measures(columns: list[HeaderColumn]) -> list[Measure]:
    """A column a year (平成30年, 令和元年, 2 …) of the whole population; the first of them says that it is a year."""
    labels = [column.printed[-1] for column in columns]
    first = next((index for index, label in enumerate(labels) if calendar_year_in(label)), len(labels))
    found = [
        Measure(column, "persons", {"year": year})
        for column, year in zip(columns[first:], _years_of(labels[first:]), strict=True)
        if year and not _PART_OF_POPULATION.search(column.path)
    ]
    return found if len(found) > 1 else []


def _years_of(labels: list[str]) -> list[int | None]:
    own = [calendar_year_in(label) for label in labels]
    try:
        carried = years_of_labels(["" if "年度" in label else label for label in labels])
    except UnreadableError:
        return own
    return [year or other for year, other in zip(own, carried, strict=True)]


def _says_when_or_how_old(keys: Mapping[str, HeaderColumn], measures: list[Measure]) -> bool:
    """Whether a table without municipalities is a population by age, or one of several days."""
    by_age = {"age_from", "age"} & keys.keys() or any("age_from" in measure.fixed for measure in measures)
    return bool(by_age) or "as_of" in keys


def _day_of_year(part: Part, year: int) -> dt.date:
    """The reference day of a year's column: the day of the year that a title names, else 1 January."""
    stated = part.period.day if part.period else None
    if stated is None:
        message = "基準日が書かれていないため、各年1月1日現在（住民基本台帳人口の基準日）としました。"
        if message not in part.ledger.warnings:
            part.ledger.warnings.append(message)
        return dt.date(year, 1, 1)
    return stated.replace(year=year)


def _finest_ages(part: Part, data: list[int]) -> list[int]:
    """The rows whose age band holds no other row's, so that bands beside single years are not added twice."""
    column = part.layout.keys.get("age") or part.layout.keys.get("age_from")
    if column is None:
        return data
    bands = {
        row: band
        for row in data
        if (band := read_age_band(squeeze(as_text(part.sheet.rows[row][column.index])), bare_number=True))
    }
    return [row for row, band in bands.items() if not any(_holds(band, other) for other in bands.values())]


def _holds(band: AgeBand, other: AgeBand) -> bool:
    """Whether ``other`` is a smaller band within ``band``."""
    end, other_end = (999 if last is None else last for last in (band[1], other[1]))
    return band != other and band[0] <= other[0] and other_end <= end


def _days_of(part: Part) -> dict[int, dt.date]:
    rows = part.ledger.data_rows
    if column := part.layout.keys.get("as_of"):
        return read_column(part, rows, column.index, read_date, column.text)
    if part.period and part.period.day:
        return dict.fromkeys(rows, part.period.day)
    if column := part.layout.keys.get("fiscal_year"):
        years = read_column(part, rows, column.index, read_fiscal_year, column.text)
        return {row: dt.date(year + 1, 1, 1) for row, year in years.items()}
    year = part.period.fiscal_year if part.period else part.stated_year
    if year is not None:
        part.ledger.warnings.append(
            f"基準日が書かれていないため、{year + 1}年1月1日現在（住民基本台帳人口の基準日）としました。"
        )
        return dict.fromkeys(rows, dt.date(year + 1, 1, 1))
    return {}


def _read_sex(cell: Cell) -> str:
    label = squeeze(cell)
    if label not in _SEXES:
        raise UnreadableError(f"「{as_text(cell)}」は性別（男・女・計）として読めません")
    return _SEXES[label]


def _column(part: Part, key: str, read: Any) -> dict[int, Any]:
    column = part.layout.keys.get(key)
    return read_column(part, part.ledger.data_rows, column.index, read, column.text) if column else {}


def _ages_of(part: Part) -> dict[int, AgeBand]:
    if "age_from" in part.layout.keys:
        first = _column(part, "age_from", _read_age)
        last = _column(part, "age_to", _read_age)
        return {row: (band[0], last[row][0] if row in last else None) for row, band in first.items()}
    return dict(_column(part, "age", _read_age))


def _read_age(cell: Cell) -> AgeBand:
    band = read_age_band(squeeze(as_text(cell)), bare_number=True)
    if band is None:
        raise UnreadableError(f"「{as_text(cell)}」は年齢として読めません")
    return band
