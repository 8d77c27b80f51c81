"""Public places, and lists that fit no other table."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import FISCAL_YEAR
from edu_dx.tables.schema import Column, ColumnType, SecurityClass, Table

TEXT, CODE, INTEGER, DECIMAL = ColumnType.TEXT, ColumnType.CODE, ColumnType.INTEGER, ColumnType.DECIMAL
PUBLIC = SecurityClass.IV

LIST_NAME = Column(
    "list_name",
    "一覧の名前",
    TEXT,
    "資料の表題。表題がなければ、日付を除いたファイル名",
    example="公民館一覧",
)
RECORD_NO = Column(
    "record_no", "行の順番", INTEGER, "一覧の中で上から何番目の行か（1から）", minimum=1, example="1"
)

FACILITIES = Table(
    "facilities",
    "施設・地点一覧",
    "1行は1つの施設または地点（公開されているもの）",
    (
        FISCAL_YEAR,
        LIST_NAME,
        RECORD_NO,
        Column("facility_name", "名称", TEXT, "施設や地点の名前", security=PUBLIC, example="みほん公民館"),
        Column("kind", "種別", TEXT, "施設の種類", required=False, example="公民館"),
        Column(
            "area",
            "地域",
            TEXT,
            "区・市町・地区の名前",
            required=False,
            security=PUBLIC,
            example="みほん地区",
        ),
        Column(
            "address",
            "所在地",
            TEXT,
            "施設の住所",
            required=False,
            security=PUBLIC,
            example="みほん市本町1-1",
        ),
        Column(
            "postcode",
            "郵便番号",
            CODE,
            "施設の郵便番号",
            required=False,
            security=PUBLIC,
            example="000-0000",
        ),
        Column(
            "phone",
            "電話番号",
            CODE,
            "施設の電話番号",
            required=False,
            security=PUBLIC,
            example="0000-00-0000",
        ),
        Column(
            "latitude",
            "緯度",
            DECIMAL,
            "北緯が正（世界測地系かどうかは資料による）",
            unit="度",
            required=False,
            minimum=-90,
            maximum=90,
            example="36.34",
        ),
        Column(
            "longitude",
            "経度",
            DECIMAL,
            "東経が正",
            unit="度",
            required=False,
            minimum=-180,
            maximum=180,
            example="139.45",
        ),
        Column(
            "other_items",
            "そのほかの項目",
            TEXT,
            "ほかの列を「見出し：値」にして「／」でつないだもの。個人に関わる語は伏せる",
            required=False,
            example="駐車場：あり／備考：月曜休館",
        ),
    ),
    key=("fiscal_year", "list_name", "record_no"),
)

LISTINGS = Table(
    "listings",
    "そのほかの一覧表",
    "1行は、決まった表のどれにも当てはまらない一覧表の1つの欄。文字のまま保管する",
    (
        FISCAL_YEAR,
        LIST_NAME,
        RECORD_NO,
        Column("item", "項目", TEXT, "列の見出し", example="収集曜日"),
        Column("value", "内容", TEXT, "欄の文字。個人に関わる語は伏せる", example="月・木"),
    ),
    key=("fiscal_year", "list_name", "record_no", "item"),
)

TABLES = (FACILITIES, LISTINGS)
