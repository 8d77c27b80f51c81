from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import load_workbook


def test_the_school_register_is_utf8_with_byte_order_mark_and_lists_33_schools(raw: Path) -> None:
    (path,) = raw.glob("*学校コード一覧*.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 33
    assert rows[0]["学校名"] == "みほん市立あおば小学校"
    assert all("架空" in row["学校所在地"] for row in rows)


def test_births_are_cp932_with_era_years_and_full_width_digits(raw: Path) -> None:
    (path,) = raw.glob("*出生数*.csv")
    text = path.read_bytes().decode("cp932")
    assert "平成２０年,092991,みほん市（架空）,１，３" in text
    assert "令和元年" in text
    assert "令和７年" in text


def test_population_bands_add_up_and_both_sexes_make_the_whole(raw: Path) -> None:
    (path,) = raw.glob("*年齢階級別人口*.xlsx")
    for sheet in load_workbook(path).worksheets:
        both, men, women = ([int(str(cell)) for cell in row[4:]] for row in list(sheet.values)[2:5])
        assert both[0] == sum(both[1:])
        assert [man + woman for man, woman in zip(men, women, strict=True)] == both
        assert 95_000 < both[0] < 107_000
