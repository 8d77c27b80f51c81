"""Published statistics of any subject, one number a row."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import FISCAL_YEAR, MISSING_REASON
from edu_dx.tables.schema import Column, ColumnType, SecurityClass, Table

TEXT = ColumnType.TEXT

STATISTICS = Table(
    "statistics",
    "公表統計",
    "1行は公表された統計表の1つの数（期間・地域・区分・項目ごと）。秘匿などで数がないところも、理由とともに1行とする",
    (
        FISCAL_YEAR,
        Column(
            "series",
            "統計の名前",
            TEXT,
            "資料の表題。表題がなければ、日付を除いたファイル名",
            example="出席状況調査",
        ),
        Column("period", "期間", TEXT, "資料に印刷されたとおりの時点や期間", example="2025年度"),
        Column(
            "area_level",
            "地域の段階",
            TEXT,
            "全国・都道府県・市区町村など",
            required=False,
            example="市区町村",
        ),
        Column(
            "area_code",
            "地域コード",
            TEXT,
            "資料に印刷されたとおりのコード",
            required=False,
            security=SecurityClass.IV,
            example="09202",
        ),
        Column(
            "area_name",
            "地域名",
            TEXT,
            "資料に印刷されたとおりの名前",
            required=False,
            security=SecurityClass.IV,
            example="みほん市",
        ),
        Column(
            "category",
            "区分",
            TEXT,
            "学校種・性別など、地域と期間のほかの区分。二つ以上あれば「区分名：値」を「／」でつなぐ",
            required=False,
            example="小学校",
        ),
        Column("indicator", "項目", TEXT, "数の列の見出し", example="出席率"),
        Column(
            "value",
            "値",
            ColumnType.DECIMAL,
            "印刷された数。空欄なら欠測の理由を見る",
            required=False,
            example="93.1",
        ),
        Column("unit", "単位", TEXT, "資料に単位があるときだけ", required=False, example="%"),
        MISSING_REASON,
    ),
    key=("fiscal_year", "series", "period", "area_level", "area_code", "area_name", "category", "indicator"),
)

TABLES = (STATISTICS,)
