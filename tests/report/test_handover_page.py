import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from edu_dx.report.handover_page import handover_page
from edu_dx.review.handover import Handover, SourceFacts, handover
from edu_dx.review.status import Lapsed
from edu_dx.workspace import Workspace
from edu_dx.workspace.public_key import key_fingerprint
from tests.boards import store_three_schools, write_template
from tests.report.sample import HOSTILE, record
from tests.review.signing import with_key

NOW = dt.datetime(2026, 3, 20, 17, tzinfo=dt.timezone(dt.timedelta(hours=9)))
SOURCE = SourceFacts(
    file_name=f"学校一覧{HOSTILE}.xlsx",
    table="児童生徒数・学級数",
    sheets=("小学校",),
    fiscal_years=(2021, 2022, 2024),
    mapping={"在籍": "児童生徒数"},
    arrivals=(dt.date(2025, 6, 2),),
)


@pytest.fixture
def facts(board: Workspace, templates: Path) -> Handover:
    write_template(templates)
    store_three_schools(board)
    return handover(board, [SOURCE], NOW)


@pytest.fixture
def page(facts: Handover) -> str:
    return handover_page(facts)


def test_the_page_is_japanese_and_says_whose_it_is(page: str) -> None:
    assert page.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert "<title>引継ぎ書　みほん市教育委員会　2025年度（令和7年度）</title>" in page
    assert "2026年（令和8年）3月20日現在" in page
    assert "架空のデータです" in page


def test_the_page_has_no_script_and_asks_for_nothing(page: str) -> None:
    assert not re.search(r"<(script|link|iframe|object|embed|img|base|form)\b", page)
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:|//)""", page)
    assert page.count("data:font/otf;base64,") == 2


def test_text_from_files_is_shown_as_it_is(page: str) -> None:
    assert HOSTILE not in page
    assert "学校一覧" in page


def test_a_source_is_told_with_its_years_its_mapping_and_an_empty_field_for_its_owner(page: str) -> None:
    assert "2021～2022・2024年度" in page
    assert "「在籍」→ 児童生徒数" in page
    assert "2025-06-02" in page
    assert '<td class="blank"></td>' in page


def test_what_lapsed_is_told_with_its_reason(facts: Handover) -> None:
    lapsed = Lapsed(record(), NOW, ("使った資料「児童生徒数」が、実行のあとに入れ替わっています。",), None)
    page = handover_page(replace(facts, status=replace(facts.status, lapsed=(lapsed,))))

    assert "使った資料「児童生徒数」が、実行のあとに入れ替わっています。" in page
    assert "承認が失効した分析が1件あります" in page


def test_every_section_of_the_contents_is_there(page: str) -> None:
    listed = re.findall(r'href="#(\w+)"', page)

    assert listed == re.findall(r'<section id="(\w+)"', page)


def test_keys_are_never_handed_over(page: str) -> None:
    assert "鍵は引き継ぎません" in page
    assert "「edu-dx key new」" in page


def test_people_come_with_the_fingerprint_of_their_key(board: Workspace, facts: Handover) -> None:
    taro = with_key(board, board.config.person("taro"))
    assert taro.public_key
    page = handover_page(replace(facts, people=(taro,)))

    assert key_fingerprint(taro.public_key) in page
    assert taro.public_key not in page


def test_equal_facts_give_equal_pages(facts: Handover, page: str) -> None:
    assert handover_page(facts) == page
