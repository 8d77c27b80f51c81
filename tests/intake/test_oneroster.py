"""OneRoster sets of the Japan profile. All schools and persons are invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file
from edu_dx.tables import Handling

Rows = list[list[str]]
WriteSet = Callable[..., Path]
FRAME = ["sourcedId", "status", "dateLastModified"]
SCHOOL = "B109299900014"


def users() -> Rows:
    header = [*FRAME, "enabledUser", "username", "userIds", "givenName", "familyName", "identifier", "email"]
    header += [
        "sms",
        "phone",
        "agentSourcedIds",
        "grades",
        "password",
        "primaryOrgSourcedId",
        "metadata.jp.homeClass",
    ]
    grades = {"u1": "P1", "u2": "P1", "u3": "P2", "t1": ""}
    return [
        header,
        *(
            [
                u,
                "",
                "",
                "true",
                f"login-{u}",
                "",
                "太郎",
                "架空",
                f"id-{u}",
                f"{u}@example.jp",
                "",
                "",
                "t1" if u == "u1" else "",
                grade,
                "himitsu",
                "school",
                "1組",
            ]
            for u, grade in grades.items()
        ),
    ]


def files() -> dict[str, Rows]:
    kinds = (
        "academicSessions",
        "orgs",
        "courses",
        "classes",
        "users",
        "roles",
        "enrollments",
        "demographics",
    )
    return {
        "manifest": [
            ["propertyName", "value"],
            ["manifest.version", "1.0"],
            ["oneroster.version", "1.2_JP"],
            *([f"file.{kind}", "bulk"] for kind in kinds),
        ],
        "academicSessions": [
            [*FRAME, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"],
            ["fy", "", "", "2026年度", "schoolYear", "2026-04-01", "2027-03-31", "", "2026"],
        ],
        "orgs": [
            [*FRAME, "name", "type", "identifier", "parentSourcedId"],
            ["board", "", "", "みほん市教育委員会", "district", "", ""],
            ["school", "", "", "みほん小学校", "school", SCHOOL, "board"],
        ],
        "courses": [
            [*FRAME, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects"],
            ["c1", "", "", "fy", "学級", "", "P1", "school", ""],
        ],
        "classes": [
            [
                *FRAME,
                "title",
                "grades",
                "courseSourcedId",
                "classType",
                "schoolSourcedId",
                "termSourcedIds",
                "metadata.jp.specialNeeds",
            ],
            ["h1", "", "", "1年1組", "P1", "c1", "homeroom", "school", "fy", "false"],
            ["h2", "", "", "ひまわり", "P1,P2", "c1", "homeroom", "school", "fy", "true"],
            ["s1", "", "", "算数", "P1", "c1", "scheduled", "school", "fy", "false"],
        ],
        "users": users(),
        "roles": [
            [*FRAME, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"],
            *([f"r-{u}", "", "", u, "primary", "student", "", "", "school"] for u in ("u1", "u2", "u3")),
            ["r-t1", "", "", "t1", "primary", "teacher", "2026-04-01", "", "school"],
        ],
        "enrollments": [
            [
                *FRAME,
                "classSourcedId",
                "schoolSourcedId",
                "userSourcedId",
                "role",
                "primary",
                "beginDate",
                "endDate",
                "metadata.jp.ShussekiNo",
            ],
            ["e1", "", "", "h1", "school", "u1", "student", "false", "", "", "1"],
            ["e2", "", "", "h1", "school", "u2", "student", "false", "", "", "2"],
            ["e3", "", "", "h2", "school", "u3", "student", "false", "", "", "3"],
            ["e4", "", "", "s1", "school", "u1", "student", "false", "", "", ""],
            ["e5", "", "", "h1", "school", "t1", "teacher", "true", "", "", ""],
        ],
        "demographics": [[*FRAME, "birthDate", "sex"], ["u1", "", "", "2019-05-05", "male"]],
        "userProfiles": [
            [*FRAME, "userSourcedId", "profileType", "vendorId", "credentialType", "username", "password"],
            ["p1", "", "", "u1", "x", "", "", "login-u1", "himitsu"],
        ],
    }


@pytest.fixture
def write_set(tmp_path: Path) -> WriteSet:
    """Write a set as a zip; files given by name stand for those of the usual set, None leaves one out."""

    def write(**instead: Rows | None) -> Path:
        path = tmp_path / "roster.zip"
        with zipfile.ZipFile(path, "w") as package:
            for name, rows in (files() | instead).items():
                if rows is not None:
                    text = io.StringIO(newline="")
                    csv.writer(text).writerows(rows)
                    package.writestr(f"{name}.csv", text.getvalue())
        return path

    return write


def by_table(path: Path, **context: Any) -> dict[str, Intake]:
    return {intake.table: intake for intake in read_file(path, context=Context(**context))}


def test_each_file_becomes_a_table_of_the_school_year(write_set: WriteSet) -> None:
    found = by_table(write_set())
    assert {name: len(intake.frame) for name, intake in found.items()} == {
        "oneroster_orgs": 2,
        "oneroster_academic_sessions": 1,
        "oneroster_courses": 1,
        "oneroster_classes": 3,
        "oneroster_users": 4,
        "oneroster_roles": 4,
        "oneroster_enrollments": 5,
        "oneroster_demographics": 1,
        "enrolment": 3,
    }
    for intake in found.values():
        assert set(intake.frame["fiscal_year"]) == {2026}
        assert intake.receipt.rejected == ()
        assert not [warning for warning in intake.receipt.warnings if "目録" in warning]


def test_nothing_that_names_a_person_is_stored(write_set: WriteSet) -> None:
    found = by_table(write_set())
    stored = "".join(intake.frame.to_csv() for intake in found.values())
    receipts = "".join(intake.receipt.model_dump_json() for intake in found.values())
    for secret in ("太郎", "架空", "login-", "example.jp", "himitsu", "id-u1", "2019-05-05", "u1", "t1"):
        assert secret not in stored, secret
    for secret in ("太郎", "login-", "example.jp", "himitsu", "2019-05-05"):
        assert secret not in receipts, secret
    handled = {c.header: c.handling for c in found["oneroster_users"].receipt.handled_columns}
    assert handled["givenName"] is handled["password"] is handled["metadata.jp.homeClass"] is Handling.DROP
    assert handled["sourcedId"] is Handling.PSEUDONYMISE


def test_a_person_has_the_same_pseudonym_in_every_file(write_set: WriteSet) -> None:
    found = by_table(write_set())
    persons = set(found["oneroster_users"].frame["sourced_id"])
    assert set(found["oneroster_roles"].frame["user_id"]) == persons
    assert set(found["oneroster_enrollments"].frame["user_id"]) == persons
    assert set(found["oneroster_demographics"].frame["sourced_id"]) < persons
    assert set(found["oneroster_users"].frame["agent_ids"].dropna()) < persons


def test_enrolment_is_counted_from_homerooms(write_set: WriteSet) -> None:
    intake = by_table(write_set())["enrolment"]
    columns = ["school_code", "grade", "class_kind", "pupils", "special_support_pupils", "classes"]
    assert intake.frame[columns].astype(object).where(
        intake.frame[columns].notna(), None
    ).values.tolist() == [
        [SCHOOL, 1, "通常", 2, 0, 1],
        [SCHOOL, 2, "通常", 1, 1, 0],
        [SCHOOL, None, "特別支援", None, None, 1],
    ]
    receipt = intake.receipt
    assert (receipt.rows_in, receipt.rows_ok, receipt.rows_rejected, receipt.rows_not_data) == (6, 3, 0, 3)


def test_a_school_without_a_right_code_stands_under_its_name(write_set: WriteSet) -> None:
    orgs = [[cell.replace(SCHOOL, "B109299900000") for cell in row] for row in files()["orgs"]]
    intake = by_table(write_set(orgs=orgs))["enrolment"]
    assert set(intake.frame["school_code"]) == {"みほん小学校"}
    assert any("B109299900000" in warning for warning in intake.receipt.warnings)


def test_login_profiles_are_never_read(write_set: WriteSet) -> None:
    first = next(iter(by_table(write_set()).values()))
    reasons = {sheet.sheet: sheet.reason for sheet in first.receipt.sheets_not_read}
    assert "取り込みません" in reasons["userProfiles.csv"]


def test_changes_without_what_they_change_are_refused(write_set: WriteSet) -> None:
    manifest = [[name, "delta" if name == "file.users" else value] for name, value in files()["manifest"]]
    with pytest.raises(UserError, match=r"delta.*users"):
        read_file(write_set(manifest=manifest))


def test_the_manifest_is_held_against_the_files(write_set: WriteSet) -> None:
    manifest = [
        [n, {"oneroster.version": "1.1", "file.roles": "absent"}.get(n, v)] for n, v in files()["manifest"]
    ]
    told = by_table(write_set(manifest=manifest, courses=None))["oneroster_orgs"].receipt.warnings
    assert any("1.1" in warning for warning in told)
    assert any("courses.csv" in warning and "入っていません" in warning for warning in told)
    assert any("roles.csv" in warning and "入っています" in warning for warning in told)


def test_numbers_that_stand_for_nothing_are_told_and_the_rows_kept(write_set: WriteSet) -> None:
    enrollments = files()["enrollments"]
    enrollments[1][5] = "nobody"
    intake = by_table(write_set(enrollments=enrollments))["oneroster_enrollments"]
    assert len(intake.frame) == 5
    (warning,) = intake.receipt.warnings
    assert "2行目" in warning
    assert "users.csv" in warning
    assert "nobody" not in warning


def test_unknown_columns_are_told(write_set: WriteSet) -> None:
    orgs = [[*row, extra] for row, extra in zip(files()["orgs"], ("metadata.x", "a", "b"), strict=True)]
    receipt = by_table(write_set(orgs=orgs))["oneroster_orgs"].receipt
    (finding,) = (finding for finding in receipt.findings if finding.check == "columns_not_read")
    assert finding.values == ("metadata.x",)


def test_a_loose_file_needs_a_year_alone(write_csv: Callable[..., Path]) -> None:
    path = write_csv("orgs.csv", files()["orgs"])
    found = by_table(path, fiscal_year=2025)
    assert set(found["oneroster_orgs"].frame["fiscal_year"]) == {2025}


def test_a_loose_file_of_logins_is_refused(write_csv: Callable[..., Path]) -> None:
    with pytest.raises(UserError):
        read_file(write_csv("userProfiles.csv", files()["userProfiles"]))
