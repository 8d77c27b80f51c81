"""A OneRoster set as a whole: its manifest, its school year, and what its files say about each other."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from edu_dx.errors import UserError
from edu_dx.intake.dates import read_date
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.text import as_text, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.fiscal_year import fiscal_year_of

FILES = {
    "orgs": {"sourcedid", "name", "type"},
    "academicSessions": {"sourcedid", "title", "startdate", "enddate"},
    "courses": {"sourcedid", "title", "orgsourcedid"},
    "classes": {"sourcedid", "title", "schoolsourcedid"},
    "users": {"sourcedid", "givenname", "familyname"},
    "roles": {"sourcedid", "usersourcedid", "role", "orgsourcedid"},
    "enrollments": {"sourcedid", "classsourcedid", "usersourcedid", "role"},
    "demographics": {"sourcedid", "birthdate", "sex"},
    "userProfiles": {"sourcedid", "usersourcedid", "profiletype"},
    "manifest": {"propertyname", "value"},
}
"""The headers without which a sheet is not the file; a file is the first that fits and whose own name is not another."""
_NO_TABLES = {
    "userProfiles": "ログインの情報（OneRosterのuserProfiles）です。パスワードを含むことがあるため、取り込みません",
    "manifest": "OneRosterの目録（manifest.csv）です。ほかのファイルがそろっているかを確かめるのに使いました",
}
_VERSIONS = ("1.2", "1.2.1", "1.2_JP")
_FEWEST_FILES = 2
_DELETED = "tobedeleted"


@dataclass(frozen=True)
class RosterSet:
    """What the files of a set share.

    Args:
        files: the sheets of the set by the names of their files in the binding.
        fiscal_year: the school year that the set is about; None where no session says.
        remarks: what the manifest says that the files do not bear out.
    """

    files: Mapping[str, Sheet]
    fiscal_year: int | None
    remarks: tuple[str, ...] = ()
    _rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def rows(self, file: str) -> list[dict[str, str]]:
        """The records of a file by squeezed header; none where the set lacks it."""
        if file not in self._rows:
            self._rows[file] = records_of(self.files[file]) if file in self.files else []
        return self._rows[file]

    def ids(self, file: str) -> frozenset[str]:
        """Every sourcedId of a file, as printed."""
        return frozenset(row["sourcedid"] for row in self.rows(file))


def roster_of(raw: RawFile) -> RosterSet | None:
    """The OneRoster set that a file holds; None if it holds none.

    Raises:
        UserError: the set holds changes (delta) only, which mean nothing without what they change.
    """
    files: dict[str, Sheet] = {}
    for sheet in raw.sheets:
        if file := file_of(sheet):
            files.setdefault(file, sheet)
    if len(files.keys() - {"manifest", "userProfiles"}) < _FEWEST_FILES:
        return None
    properties = _properties(files.get("manifest"))
    _refuse_delta(raw, properties)
    sessions = records_of(files["academicSessions"]) if "academicSessions" in files else []
    courses = records_of(files["courses"]) if "courses" in files else []
    return RosterSet(files, _school_year(sessions, courses), _remarks(properties, files))


def file_of(sheet: Sheet) -> str | None:
    """Which file of the binding a sheet is, by its header."""
    if not sheet.filled:
        return None
    labels = {squeeze(cell) for cell in sheet.rows[sheet.filled[0]]}
    name = PurePosixPath(sheet.member).stem
    fitting = [file for file, needed in FILES.items() if needed <= labels]
    return name if name in fitting else next(iter(fitting), None)


def why_roster_file_is_not_read(sheet: Sheet) -> str:
    """Why a sheet that is a file of the binding is no table; empty for any other sheet."""
    return _NO_TABLES.get(file_of(sheet) or "", "")


def records_of(sheet: Sheet) -> list[dict[str, str]]:
    """The rows below the header by squeezed label, without those that are to be deleted."""
    first, *rest = sheet.filled
    labels = [squeeze(cell) for cell in sheet.rows[first]]
    rows = [dict(zip(labels, map(as_text, sheet.rows[row]), strict=True)) for row in rest]
    return [row for row in rows if row.get("status", "").casefold() != _DELETED]


def _properties(manifest: Sheet | None) -> dict[str, str]:
    if manifest is None:
        return {}
    return {row["propertyname"]: row["value"] for row in records_of(manifest)}


def _refuse_delta(raw: RawFile, properties: Mapping[str, str]) -> None:
    changed = [
        name.removeprefix("file.")
        for name, value in properties.items()
        if name.startswith("file.") and value.casefold() == "delta"
    ]
    if changed:
        raise UserError(
            f"前回からの変更分だけの名簿（delta）なので、取り込めません：{'・'.join(changed)}。",
            where=f"{raw.path.name}（manifest.csv）",
            fix="名簿の仕組みから、全件（bulk）で出力し直してください。",
        )


def _remarks(properties: Mapping[str, str], files: Mapping[str, Sheet]) -> tuple[str, ...]:
    if not properties:
        return ("目録（manifest.csv）がないため、ファイルがそろっているかは確かめていません。",)
    remarks = []
    version = properties.get("oneroster.version", "")
    if version not in _VERSIONS:
        remarks.append(
            f"目録のOneRosterの版は「{version or '記載なし'}」です。読めるのは {'・'.join(_VERSIONS)} です。"
            "列の意味が違っていないか確かめてください。"
        )
    for name, value in properties.items():
        file = name.removeprefix("file.")
        if name == file or file not in FILES:
            continue
        if value.casefold() == "bulk" and file not in files:
            remarks.append(f"目録では {file}.csv があることになっていますが、入っていません。")
        elif value.casefold() == "absent" and file in files:
            remarks.append(f"目録では {file}.csv がないことになっていますが、入っています。読みました。")
    return tuple(remarks)


def _school_year(sessions: list[dict[str, str]], courses: list[dict[str, str]]) -> int | None:
    """The fiscal year of the session that most courses name, else of the latest."""
    years = {}
    for session in sessions:
        with contextlib.suppress(UnreadableError):
            years[session["sourcedid"]] = fiscal_year_of(read_date(session["startdate"]))
    named = Counter(years[i] for course in courses if (i := course.get("schoolyearsourcedid", "")) in years)
    return named.most_common(1)[0][0] if named else max(years.values(), default=None)
