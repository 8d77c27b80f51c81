"""Population, births, and the lists of municipalities and boards."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import (
    FISCAL_YEAR,
    MISSING_REASON,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PREFECTURE,
)
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER, DATE = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DATE

POPULATION = Table(
    "population",
    "人口",
    "1行は1市区町村の1つの年齢階級（男女別と計）",
    (
        FISCAL_YEAR,
        Column("as_of", "基準日", DATE, "人口を数えた日", example="2025-04-01"),
        MUNICIPALITY_CODE,
        PREFECTURE,
        MUNICIPALITY_NAME,
        Column("sex", "性別", TEXT, "計・男・女", choices=("計", "男", "女"), example="計"),
        Column(
            "age_from",
            "年齢（から）",
            INTEGER,
            "0で年齢（まで）が空欄の行は総数",
            unit="歳",
            minimum=0,
            example="5",
        ),
        Column(
            "age_to",
            "年齢（まで）",
            INTEGER,
            "空欄は「以上」",
            unit="歳",
            required=False,
            minimum=0,
            example="9",
        ),
        Column(
            "persons",
            "人口",
            INTEGER,
            "その年齢の人の数",
            unit="人",
            aliases=("人数", "総数", "計"),
            minimum=0,
            example="4310",
        ),
        MISSING_REASON,
    ),
    key=("as_of", "municipality_code", "sex", "age_from", "age_to"),
    analyses=("A5",),
)

BIRTHS = Table(
    "births",
    "出生数",
    "1行は1市区町村の1つの期間",
    (
        FISCAL_YEAR,
        Column("period_start", "期間の初日", DATE, "数えた期間の最初の日", example="2024-04-01"),
        Column("period_end", "期間の末日", DATE, "数えた期間の最後の日", example="2025-03-31"),
        MUNICIPALITY_CODE,
        PREFECTURE,
        MUNICIPALITY_NAME,
        Column(
            "births",
            "出生数",
            INTEGER,
            "その期間に生まれた人の数",
            unit="人",
            aliases=("出生者数", "出生児数"),
            minimum=0,
            example="742",
        ),
        MISSING_REASON,
    ),
    key=("period_start", "period_end", "municipality_code"),
    analyses=("A5",),
)


MUNICIPALITIES = Table(
    "municipalities",
    "団体コード一覧",
    "1行は1団体（都道府県・市区町村）",
    (
        FISCAL_YEAR,
        MUNICIPALITY_CODE,
        PREFECTURE,
        Column(
            "municipality_name",
            "市区町村名",
            TEXT,
            "都道府県の行では空欄",
            required=False,
            example="みほん市",
        ),
        Column(
            "prefecture_kana",
            "都道府県名（カナ）",
            TEXT,
            "都道府県名の読み",
            required=False,
            example="ﾄﾁｷﾞｹﾝ",
        ),
        Column(
            "municipality_kana",
            "市区町村名（カナ）",
            TEXT,
            "市区町村名の読み",
            required=False,
            example="ﾐﾎﾝｼ",
        ),
    ),
    key=("fiscal_year", "municipality_code"),
    analyses=("A5", "A11"),
)

BOARDS_OF_EDUCATION = Table(
    "boards_of_education",
    "教育委員会コード一覧",
    "1行は1教育委員会",
    (
        FISCAL_YEAR,
        Column(
            "board_code", "教育委員会コード", TEXT, "県コードと教育委員会番号をつないだ6桁", example="094299"
        ),
        Column(
            "prefecture",
            "都道府県",
            TEXT,
            "都道府県の名前",
            required=False,
            aliases=("都道府県名", "県名"),
            example="栃木県",
        ),
        Column(
            "board_name",
            "教育委員会名",
            TEXT,
            "教育委員会の名前",
            aliases=("名称",),
            example="みほん市教育委員会",
        ),
    ),
    key=("fiscal_year", "board_code"),
    analyses=("A11",),
)

TABLES = (POPULATION, BIRTHS, MUNICIPALITIES, BOARDS_OF_EDUCATION)
