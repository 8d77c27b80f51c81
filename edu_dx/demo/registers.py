"""Births, population and the school register, as the city's other offices and the ministry hand them over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from edu_dx.demo.city import CITY, MUNICIPALITY_CODE, PREFECTURE, PREFECTURE_NUMBER, SCHOOLS
from edu_dx.demo.cohorts import LAST_YEAR
from edu_dx.demo.paper import commas, era_date, new_workbook, wide, write_csv
from edu_dx.tables.fiscal_year import era_year

_REGISTER_COLUMNS = (
    "学校コード",
    "学校種",
    "都道府県番号",
    "設置区分",
    "本分校",
    "学校名",
    "学校所在地",
    "郵便番号",
    "属性情報設定年月日",
    "属性情報廃止年月日",
    "旧学校調査番号",
    "移行後の学校コード",
)

_BANDS = ["0～4歳", *(f"{age}～{age + 4}" for age in range(5, 100, 5)), "100歳以上"]
_FIRST_BIRTHS = 2008
_FIRST_COUNT, _LAST_COUNT = 2016, 2026
_ADULTS = {  # persons aged 15 and over in 1,000, by 5-year band from 15-19 to 100 and over
    2016: (5.2, 4.6, 4.7, 5.3, 6.2, 7.4, 6.8, 6.0, 5.8, 6.6, 8.4, 7.1, 5.6, 4.3, 3.1, 1.5, 0.45, 0.06),
    2026: (4.5, 3.9, 3.9, 4.3, 5.0, 5.6, 6.3, 7.4, 6.7, 5.8, 5.5, 6.1, 7.5, 5.9, 3.9, 2.1, 0.70, 0.09),
}


def write_school_register(folder: Path) -> Path:
    """The 33 schools in the layout of the ministry's 学校コード一覧, UTF-8 with byte order mark."""
    rows = [
        [
            school.code,
            school.code[:2],
            PREFECTURE_NUMBER,
            "2",
            "1",
            school.full_name,
            f"みほん市{school.district}{wide(school.number)}番地（架空）",
            "0000000",
            "2020-12-22",
            "",
            school.survey_number,
            "",
        ]
        for school in SCHOOLS
    ]
    path = folder / f"{LAST_YEAR}0501_学校コード一覧_みほん市_架空データ.csv"
    return write_csv(path, [_REGISTER_COLUMNS, *rows], encoding="utf-8-sig")


def write_births(folder: Path, births: Mapping[int, int]) -> Path:
    """Births by calendar year: CP932, era years, full-width digits and thousands commas."""
    rows: list[list[str]] = [
        ["出生数の推移（架空データ）"],
        ["", "", "", "（各年１月１日から１２月３１日まで）"],
        ["年", "団体コード", "市区町村名", "出生数"],
        *(
            [wide(f"{era_year(year)}年"), MUNICIPALITY_CODE, CITY, wide(commas(number))]
            for year, number in births.items()
            if year >= _FIRST_BIRTHS
        ),
        ["※　架空の数値です。", "", "", ""],
    ]
    return write_csv(folder / "みほん市_出生数_架空データ.csv", rows, encoding="cp932")


def write_population(folder: Path, births: Mapping[int, int], seed: int) -> Path:
    """Population by sex and 5-year age band on 1 January, one sheet a year, in the ministry's layout."""
    rng = np.random.default_rng([seed, 4])
    path = folder / "みほん市_年齢階級別人口_架空データ.xlsx"
    with new_workbook(path, "みほん市　年齢階級別人口（架空データ）") as workbook:
        head = workbook.add_format({"align": "center", "border": 1})
        number = workbook.add_format({"border": 1, "num_format": "#,##0"})
        for year in range(_LAST_COUNT, _FIRST_COUNT - 1, -1):
            day = era_date(dt.date(year, 1, 1))
            sheet = workbook.add_worksheet(day[: day.index("年") + 1])
            sheet.write(0, 0, f"{day}住民基本台帳年齢階級別人口（みほん市）（架空データ）")
            sheet.write(0, 20, "（単位：人）")
            header = ["団体コード", "都道府県名", "市区町村名", "性別", "総数", *_BANDS]
            sheet.write_row(1, 0, header, head)
            both = _population(births, year)
            men = rng.binomial(both, _male_share())
            for row, (sex, persons) in enumerate((("計", both), ("男", men), ("女", both - men)), start=2):
                sheet.write_row(row, 0, [MUNICIPALITY_CODE, PREFECTURE, CITY, sex])
                sheet.write_row(row, 4, [int(persons.sum()), *persons.tolist()], number)
    return path


def _population(births: Mapping[int, int], year: int) -> np.ndarray:
    """Residents by 5-year band on 1 January; children follow the births, adults two age pyramids."""
    children = [
        round(sum(births[year - 1 - age] for age in range(youngest, youngest + 5)) * 0.99)
        for youngest in (0, 5, 10)
    ]
    share = (year - _FIRST_COUNT) / (_LAST_COUNT - _FIRST_COUNT)
    adults = share * np.array(_ADULTS[_LAST_COUNT]) + (1 - share) * np.array(_ADULTS[_FIRST_COUNT])
    return np.array([*children, *np.rint(adults * 1000).astype(int)])


def _male_share() -> np.ndarray:
    return np.interp(np.arange(len(_BANDS)), [0, 10, 14, 16, 20], [0.513, 0.51, 0.485, 0.43, 0.14])
