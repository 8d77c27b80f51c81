"""Population, births, and the lists of municipalities and boards."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import (
    FISCAL_YEAR,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PREFECTURE,
)
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER = ColumnType.TEXT, ColumnType.INTEGER
DATE, DATETIME = ColumnType.DATE, ColumnType.DATETIME

POPULATION = Table(
    "population",
    "人口",
    "1行は1市区町村の1つの年齢階級（男女別と計）",
    (
        FISCAL_YEAR,
        Column("as_of", "基準日", DATE),
        MUNICIPALITY_CODE,
        PREFECTURE,
        MUNICIPALITY_NAME,
        Column("sex", "性別", TEXT, choices=("計", "男", "女")),
        Column("age_from", "年齢（から）", INTEGER, "0で年齢（まで）が空欄の行は総数", unit="歳", minimum=0),
        Column("age_to", "年齢（まで）", INTEGER, "空欄は「以上」", unit="歳", required=False, minimum=0),
        Column("persons", "人口", INTEGER, unit="人", aliases=("人数", "総数", "計"), minimum=0),
    ),
    key=("as_of", "municipality_code", "sex", "age_from", "age_to"),
)

BIRTHS = Table(
    "births",
    "出生数",
    "1行は1市区町村の1つの期間",
    (
        FISCAL_YEAR,
        Column("period_start", "期間の初日", DATE),
        Column("period_end", "期間の末日", DATE),
        MUNICIPALITY_CODE,
        PREFECTURE,
        MUNICIPALITY_NAME,
        Column("births", "出生数", INTEGER, unit="人", aliases=("出生者数", "出生児数"), minimum=0),
    ),
    key=("period_start", "period_end", "municipality_code"),
)


MUNICIPALITIES = Table(
    "municipalities",
    "団体コード一覧",
    "1行は1団体（都道府県・市区町村）",
    (
        FISCAL_YEAR,
        MUNICIPALITY_CODE,
        PREFECTURE,
        Column("municipality_name", "市区町村名", TEXT, "都道府県の行では空欄", required=False),
        Column("prefecture_kana", "都道府県名（カナ）", TEXT, required=False),
        Column("municipality_kana", "市区町村名（カナ）", TEXT, required=False),
    ),
    key=("fiscal_year", "municipality_code"),
)

BOARDS_OF_EDUCATION = Table(
    "boards_of_education",
    "教育委員会コード一覧",
    "1行は1教育委員会",
    (
        FISCAL_YEAR,
        Column("board_code", "教育委員会コード", TEXT),
        Column("prefecture", "都道府県", TEXT, required=False, aliases=("都道府県名", "県名")),
        Column("board_name", "教育委員会名", TEXT, aliases=("名称",)),
    ),
    key=("fiscal_year", "board_code"),
)

TABLES = (POPULATION, BIRTHS, MUNICIPALITIES, BOARDS_OF_EDUCATION)
