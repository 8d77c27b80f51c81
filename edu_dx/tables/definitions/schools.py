"""Schools, and their pupils and classes."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import (
    FISCAL_YEAR,
    SCHOOL_CODE,
)
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER = ColumnType.TEXT, ColumnType.INTEGER
DATE, DATETIME = ColumnType.DATE, ColumnType.DATETIME

SCHOOLS = Table(
    "schools",
    "学校名簿",
    "1行は1校（本校・分校ごと）",
    (
        FISCAL_YEAR,
        SCHOOL_CODE,
        Column("school_name", "学校名", TEXT, aliases=("校名", "名称", "学校の名称")),
        Column(
            "school_type",
            "学校種",
            TEXT,
            "学校コードの1-2文字目が表す種別",
            aliases=("種別", "校種", "学校種別"),
        ),
        Column("prefecture_number", "都道府県番号", TEXT, "01から47", required=False),
        Column(
            "establishment",
            "設置区分",
            TEXT,
            "国立・公立・私立",
            required=False,
            choices=("国立", "公立", "私立"),
        ),
        Column("branch", "本分校", TEXT, "本校・分校・廃校", required=False),
        Column("address", "学校所在地", TEXT, required=False, aliases=("所在地", "住所")),
        Column("postcode", "郵便番号", TEXT, required=False),
        Column("valid_from", "属性情報設定年月日", DATE, required=False, aliases=("設定年月日",)),
        Column("abolished_on", "属性情報廃止年月日", DATE, required=False, aliases=("廃止年月日",)),
        Column("former_survey_number", "旧学校調査番号", TEXT, required=False, aliases=("学校調査番号",)),
        Column("successor_code", "移行後の学校コード", TEXT, required=False),
    ),
    key=("fiscal_year", "school_code"),
)

CLASS_KINDS = ("通常", "複式", "特別支援")

ENROLMENT = Table(
    "enrolment",
    "児童生徒数・学級数",
    "1行は1校1学年。複式学級と特別支援学級の学級数は、学年を空欄にした別の行に置く",
    (
        FISCAL_YEAR,
        SCHOOL_CODE,
        Column("school_name", "学校名", TEXT, aliases=("校名", "市町村名", "園名", "名称")),
        Column(
            "school_type",
            "学校種",
            TEXT,
            aliases=("種別", "校種", "学校種別"),
            choices=("小学校", "中学校", "義務教育学校"),
        ),
        Column(
            "grade",
            "学年",
            INTEGER,
            "1-6は小学校、7-9は中学校の学年。複式・特別支援学級の行では空欄",
            required=False,
            minimum=1,
            maximum=9,
        ),
        Column(
            "class_kind",
            "学級の種類",
            TEXT,
            "通常・複式・特別支援。児童生徒数は通常の行だけに置く",
            choices=CLASS_KINDS,
        ),
        Column(
            "pupils",
            "児童生徒数",
            INTEGER,
            "特別支援学級の在籍者を含む",
            unit="人",
            required=False,
            aliases=("児童数", "生徒数", "在籍者数"),
            minimum=0,
        ),
        Column(
            "special_support_pupils",
            "うち特別支援学級",
            INTEGER,
            "児童生徒数のうち特別支援学級の在籍者。資料にないときは空欄",
            unit="人",
            required=False,
            aliases=("特別支援学級児童数", "特別支援学級生徒数", "特別支援学級在籍者数"),
            minimum=0,
        ),
        Column(
            "classes",
            "学級数",
            INTEGER,
            "その行の種類の学級の数。資料にないときは空欄",
            unit="学級",
            required=False,
            minimum=0,
        ),
    ),
    key=("fiscal_year", "school_type", "school_code", "grade", "class_kind"),
)

TABLES = (SCHOOLS, ENROLMENT)
