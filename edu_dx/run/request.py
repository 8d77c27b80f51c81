"""What is asked for, checked against the catalogue and the tables before anything starts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from edu_dx.errors import UserError
from edu_dx.run.catalogue import Analysis
from edu_dx.run.parameters import Edition
from edu_dx.tables.school_name import full_school_name
from edu_dx.workspace import Workspace

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
        board.must_hold(table)
    board.must_hold(analysis.tables[0], values["fiscal_year"])
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
    return [_for_school(analysis, values, school) for school in _schools(board, values["fiscal_year"])]


def _values(
    board: Workspace, analysis: Analysis, written: Mapping[str, str], edition: Edition
) -> dict[str, Any]:
    values = {parameter.name: parameter.default for parameter in analysis.parameters}
    values |= {"fiscal_year": board.config.board.fiscal_year, "edition": edition}
    for name, text in written.items():
        values[name] = analysis.parameter(name).parse(text)
    return values


class _School(NamedTuple):
    """A school, in the order in which schools are told: by type and code."""

    type: str
    code: str
    name: str

    @property
    def unit(self) -> str:
        return full_school_name(self.name, self.type)


def _for_school(analysis: Analysis, values: dict[str, Any], school: _School) -> Request:
    return Request(analysis, {**values, "school": school.code}, school.unit, school.code)


def _schools(board: Workspace, fiscal_year: int) -> list[_School]:
    """The schools that have pupils in the year."""
    board.must_hold("enrolment", fiscal_year)
    rows = board.store.rows("enrolment", fiscal_year, ["school_type", "school_code", "school_name", "pupils"])
    return sorted(
        {_School(type, code, name or code) for type, code, name, pupils in map(dict.values, rows) if pupils}
    )


def _school_called(written: str, schools: list[_School]) -> _School:
    """The school whose code or name is ``written``; UserError with near names otherwise."""
    found = [school for school in schools if written in (school.code, school.name, school.name + school.type)]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        choices = "、".join(f"{school.code}（{school.type}）" for school in found)
        raise UserError(
            f"「{written}」という学校は{len(found)}校あります: {choices}",
            where=f"-p school={written}",
            fix="上の学校コードで指定してください。",
        )
    names = [*(school.name for school in schools), *(school.code for school in schools)]
    near = difflib.get_close_matches(written, names, n=3, cutoff=0.4)
    hint = f"近い名前: {'、'.join(near)}。" if near else ""
    raise UserError(
        f"「{written}」という学校は資料にありません。{hint}",
        where=f"-p school={written}",
        fix="「edu-dx show enrolment」で学校コードと学校名を確かめてください。",
    )
