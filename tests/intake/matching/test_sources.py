"""What the workspace remembers of a source from one year to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.sources import Sources, pattern_of
from tests.intake.matching.test_drift import profile

MAPPING = Mapping(sheet="", table="enrolment", columns={"校": "school_name"})


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("児童数_R6.5.1", "児童数"),
        ("令和６年度 児童数（訂正版）", "児童数"),
        ("20240501児童数_確定値", "児童数"),
        ("児童数2024", "児童数"),
        ("EES_ytd_data_2024-06-27", "eesytddata"),
        ("20120501", ""),
    ],
)
def test_years_dates_and_editions_do_not_tell_sources_apart(name: str, pattern: str) -> None:
    assert pattern_of(name) == pattern


def test_next_years_file_is_of_the_same_source(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    sources.remember(profile(2024), MAPPING)

    source = sources.find(profile(2025))
    assert source is not None
    assert source.before(profile(2025)) == profile(2024)
    assert source.mapping == MAPPING


def test_a_file_of_another_name_is_another_source(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    sources.remember(profile(2024), MAPPING)

    assert sources.find(profile(2025, file_name="生徒数_2025.csv")) is None


def test_a_file_of_the_same_name_with_other_headers_is_another_source(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    sources.remember(profile(2024), None)
    sources.remember(profile(2024, ("年齢", "男", "女")), None)

    assert len(sources.all()) == 2


def test_a_corrected_file_takes_the_place_of_its_predecessor(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    sources.remember(profile(2024, records=90), None)
    sources.remember(profile(2024), None)

    (source,) = sources.all()
    assert source.profiles == (profile(2024),)
    assert source.before(profile(2024)) is None


def test_a_mapping_stays_when_a_later_file_needs_none(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    sources.remember(profile(2024), MAPPING)
    sources.remember(profile(2025), None)

    (source,) = sources.all()
    assert (source.mapping, len(source.profiles)) == (MAPPING, 2)


def test_mappings_of_like_named_files_come_apart_from_the_others(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    sources.remember(profile(2024), MAPPING)

    assert sources.mappings("児童数_R7.csv") == ([MAPPING], [])
    assert sources.mappings("ほかの資料.csv") == ([], [MAPPING])
