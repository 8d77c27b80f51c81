"""What is asked for, checked against the catalogue and the tables before anything starts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edu_dx.errors import UserError
from edu_dx.run.catalogue import Analysis
from edu_dx.run.parameters import Edition
from edu_dx.tables.school_name import full_school_name
from edu_dx.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

WHOLE_BOARD = "全市"


@dataclass(frozen=True)
class Request:
    """One run to be made: an analysis with every parameter set.

    Args:
        analysis: the analysis.
        parameters: a value for each of its parameters.
        unit: 全市, or the school's name.
        slug: short name of the unit for folder names.
    """

    analysis: Analysis
    parameters: dict[str, Any]
    unit: str
    slug: str

    @property
    def edition(self) -> Edition:
        """Internal or public."""
        edition: Edition = self.parameters["edition"]
        return edition

    @property
    def stem(self) -> str:
        """Folder name without its number; the same for every repetition of the run."""
        public = "-public" if self.edition == "public" else ""
        return f"{self.analysis.name}-{self.parameters['fiscal_year']}-{self.slug}{public}"


def request_for_board(
    board: Workspace, analysis: Analysis, written: Mapping[str, str], edition: Edition
) -> Request:
    """A checked request for the whole board, or for the one school that ``written`` names.

    Args:
        written: parameters as the user wrote them.
        edition: internal or public.

    Raises:
        UserError: an unknown parameter, a wrong value, a missing table, a year or school not in the data.
    """
    values = _values(board, analysis, written, edition)
    for table in analysis.tables:
        board.table(table)
    board.table(analysis.tables[0], values["fiscal_year"])
    school = values.get("school")
    if school is None:
        return Request(analysis, values, WHOLE_BOARD, "city")
    chosen = _school_called(school, _schools(board, values["fiscal_year"]))
    return _for_school(analysis, values, chosen)


def requests_per_school(
    board: Workspace, analysis: Analysis, written: Mapping[str, str], edition: Edition
) -> list[Request]:
    """One checked request for each school that has pupils in the fiscal year."""
    if analysis.unit != "board_or_school":
        raise UserError(
            f"「{analysis.title}」は全市の分析で、学校ごとには実行できません。",
            where="--per school",
            fix="--per school を付けずに実行してください。",
        )
    values = request_for_board(board, analysis, written, edition).parameters
    schools = _schools(board, values["fiscal_year"])
    return [_for_school(analysis, values, school) for _, school in schools.iterrows()]


def _values(
    board: Workspace, analysis: Analysis, written: Mapping[str, str], edition: Edition
) -> dict[str, Any]:
    values = {parameter.name: parameter.default for parameter in analysis.parameters}
    values |= {"fiscal_year": board.config.board.fiscal_year, "edition": edition}
    for name, text in written.items():
        values[name] = analysis.parameter(name).parse(text)
    return values


def _for_school(analysis: Analysis, values: dict[str, Any], school: pd.Series) -> Request:
    code = str(school["school_code"])
    unit = full_school_name(str(school["school_name"]), str(school["school_type"]))
    return Request(analysis, {**values, "school": code}, unit, code)


def _schools(board: Workspace, fiscal_year: int) -> pd.DataFrame:
    """One row a school of the year, in the order of type and code: school_code, school_name, school_type."""
    rows = board.table("enrolment", fiscal_year)
    pupils = rows[rows["pupils"].fillna(0) > 0]
    columns = ["school_type", "school_code", "school_name"]
    return pupils[columns].drop_duplicates().sort_values(columns[:2], ignore_index=True)


def _school_called(written: str, schools: pd.DataFrame) -> pd.Series:
    """The school whose code or name is ``written``; UserError with near names otherwise."""
    full_names = schools["school_name"] + schools["school_type"]
    found = schools[
        (schools["school_code"] == written) | (schools["school_name"] == written) | (full_names == written)
    ]
    if len(found) == 1:
        return found.iloc[0]
    if len(found) > 1:
        choices = "、".join(f"{row.school_code}（{row.school_type}）" for row in found.itertuples())
        raise UserError(
            f"「{written}」という学校は{len(found)}校あります: {choices}",
            where=f"-p school={written}",
            fix="上の学校コードで指定してください。",
        )
    names = [*schools["school_name"], *schools["school_code"]]
    near = difflib.get_close_matches(written, names, n=3, cutoff=0.4)
    hint = f"近い名前: {'、'.join(near)}。" if near else ""
    raise UserError(
        f"「{written}」という学校は資料にありません。{hint}",
        where=f"-p school={written}",
        fix="「edu-dx show enrolment」で学校コードと学校名を確かめてください。",
    )
