"""Every published file goes in without a hand-written option."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.intake import Context, Intake, read_file
from edu_dx.intake.values import missing_reasons

KINDS = {
    "EES_ytd_data_2024-06-27.csv": {"statistics"},
    "EES_ytd_data_2025-06-26.csv": {"statistics"},
    "Tech_guidance_headlines.csv": {"listings"},
    "Tech_guidance_la.csv": {"listings"},
    "Tech_guidance_reasons.csv": {"listings"},
    "monthly_202402.csv": {"survey_answers", "free_texts"},
    "area.csv": {"facilities"},
    "okunai.csv": {"facilities"},
    "gomihaisutu.csv": {"listings"},
    "000925835.xlsx": {"municipalities"},
    "mext_20260409-mxt_chousa01-000021273_1.xlsx": {"boards_of_education"},
    "mext_20210305-mxt_chousa01-000011635_01.csv": {"schools"},
    "mext_20251226-mxt_chousa01-000011635_1.xlsx": {"schools"},
    "足利市_児童生徒数_学校基本調査.csv": {"enrolment"},
    "つくばみらい市_学年別児童数・学級数.csv": {"enrolment"},
    **{f"{year}0501.xls": {"enrolment"} for year in range(2010, 2015)},
    **{f"{year}03ssjin.xls": {"births", "population"} for year in range(16, 21)},
    **{f"{year}04ssnen.xls": {"population"} for year in (16, 20)},
}
UNDATED = {"つくばみらい市_学年別児童数・学級数.csv": 2023}
"""The one file that says nowhere, and whose kind must say, of which year it is."""


def test_every_file_is_of_the_kind_expected_and_no_row_is_lost(shared_data: Path) -> None:
    paths = [path for path in sorted(shared_data.rglob("*.*")) if path.suffix != ".md"]
    assert {path.name for path in paths} == set(KINDS)
    for path in paths:
        intakes = read_file(path, context=Context(fiscal_year=UNDATED.get(path.name)))
        assert {intake.table for intake in intakes} == KINDS[path.name], path.name
        for receipt in (intake.receipt for intake in intakes):
            assert receipt.rows_in == receipt.rows_ok + receipt.rows_rejected + receipt.rows_not_data
        assert all(len(intake.frame) == intake.receipt.records for intake in intakes)
        assert sum(len(intake.frame) for intake in intakes) > 0, path.name


@pytest.fixture(scope="module")
def survey(shared_data: Path) -> dict[str, Intake]:
    """The questionnaire of Fukui, February 2024, by table."""
    found = read_file(shared_data / "fukui-survey" / "monthly_202402.csv")
    return {intake.table: intake for intake in found}


@pytest.fixture(scope="module")
def printed(shared_data: Path) -> pd.DataFrame:
    """The same file as printed."""
    return pd.read_csv(
        shared_data / "fukui-survey" / "monthly_202402.csv", dtype="string", keep_default_na=False
    )


@pytest.mark.parametrize("edition", ["2024-06-27", "2025-06-26"])
def test_every_cell_of_the_dfe_tables_is_one_record(shared_data: Path, edition: str) -> None:
    path = shared_data / "dfe-attendance" / f"EES_ytd_data_{edition}.csv"
    (intake,) = read_file(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        raw = list(csv.DictReader(file))
    measures = list(raw[0])[list(raw[0]).index("num_schools") : -1]
    stored = intake.frame
    assert intake.receipt.rows_ok == len(raw)
    assert len(stored) == sum(row[name] != "" for row in raw for name in measures)
    reasons = Counter(
        reason.name for text in stored["missing_reason"].dropna() for reason in missing_reasons(text).values()
    )
    assert reasons["SUPPRESSED"] == sum(row[name] == "c" for row in raw for name in row)
    assert stored["value"].isna().sum() == sum(reasons.values())
    values = stored.set_index(["area_level", "area_name", "category", "indicator"])["value"].sort_index()
    assert values.index.is_unique
    for row in raw:
        area = row["la_name"] or row["region_name"] or row["country_name"]
        of_row = values.loc[(row["geographic_level"], area, row["school_type"])]
        numbers = {name: float(row[name]) for name in measures if row[name] not in ("c", "NA", "")}
        assert of_row[list(numbers)].tolist() == list(numbers.values())


def test_the_two_editions_of_the_dfe_tables_are_one_series(shared_data: Path) -> None:
    found = [read_file(path)[0] for path in sorted((shared_data / "dfe-attendance").glob("EES*"))]
    assert [intake.receipt.fiscal_years for intake in found] == [(2023,), (2024,)]
    assert len({name for intake in found for name in intake.frame["series"]}) == 1


def test_every_answer_of_the_survey_is_kept(survey: dict[str, Intake], printed: pd.DataFrame) -> None:
    answers = survey["survey_answers"].frame
    assert survey["survey_answers"].receipt.rows_ok == len(printed) == 1344
    assert answers["respondent"].nunique() == 1344
    for question, given in answers[~answers["is_multiple"]].groupby("question"):
        assert len(given) == printed[str(question)].str.strip().ne("").sum(), question
    texts = survey["free_texts"].frame
    for question in ("満足度の理由", "推奨項目", "福井県に求めるもの"):
        assert (texts["question"] == question).sum() == printed[question].str.strip().ne("").sum()


def test_answers_in_one_cell_and_columns_of_marks_agree(
    survey: dict[str, Intake], printed: pd.DataFrame
) -> None:
    answers = survey["survey_answers"].frame
    several = answers[answers["is_multiple"]]
    assert set(several["question"]) == {name for name in printed.columns if name.endswith("ALL")}
    for question, given in several.groupby("question"):
        lines = printed[str(question)].str.strip().str.split("\n").explode().str.strip()
        assert given["answer"].value_counts().to_dict() == lines.value_counts().to_dict()
    for option in ("まちあるき、都市散策", "徒歩", "TV・ラジオ番組やCM"):
        assert (several["answer"] == option).sum() == (printed[option] == "1").sum()
    told = [text for text in survey["survey_answers"].receipt.warnings if "複数選択" in text]
    assert sum(int(text.split("選択肢の列")[1].split("列")[0]) for text in told) == 43
    assert all("一致します" in text for text in told)


def test_what_tells_who_answered_is_not_stored(survey: dict[str, Intake], printed: pd.DataFrame) -> None:
    handled = {c.header: c.handling.name for c in survey["survey_answers"].receipt.handled_columns}
    assert handled["会員ID"] == "PSEUDONYMISE"
    assert {name for name, handling in handled.items() if handling == "DROP"} == {
        "生まれ年",
        "回答時の年齢",
        "世帯年収",
        "UA",
    }
    stored = "".join(intake.frame.to_csv() for intake in survey.values())
    assert not any(f",{member}," in stored for member in printed["会員ID"].unique())


def test_okunai_is_a_list_of_335_shelters_with_their_positions(shared_data: Path) -> None:
    (intake,) = read_file(shared_data / "kobe-facilities" / "okunai.csv")
    assert len(intake.frame) == 335
    assert intake.frame[["address", "latitude", "longitude"]].notna().all(axis=None)
    assert intake.frame["phone"].isna().sum() == 5  # printed as "-"
    assert intake.frame["latitude"].between(34.5, 35).all()


def test_gomihaisutu_keeps_every_cell_under_both_headers(shared_data: Path) -> None:
    path = shared_data / "kobe-facilities" / "gomihaisutu.csv"
    (intake,) = read_file(path)
    raw = pd.read_csv(path, encoding="cp932", header=None, skiprows=2, dtype="string").iloc[:, :11]
    assert len(intake.frame) == raw.notna().sum().sum()
    assert "缶・びん・ペットボトル／曜日" in set(intake.frame["item"])
