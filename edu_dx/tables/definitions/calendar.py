"""School days."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import FISCAL_YEAR, SCHOOL_CODE, SCHOOL_NAME
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, BOOLEAN, DATE = ColumnType.TEXT, ColumnType.BOOLEAN, ColumnType.DATE

CALENDAR = Table(
    "calendar",
    "学校の暦",
    "1行は1校の1日。市の全校に共通の日は、学校コードに団体コード（6桁）を入れる",
    (
        FISCAL_YEAR,
        Column("date", "日付", DATE, "暦の日", aliases=("年月日", "月日", "日", "day"), example="2025-05-12"),
        SCHOOL_CODE,
        SCHOOL_NAME,
        Column(
            "is_school_day",
            "授業日",
            BOOLEAN,
            "授業を行う日かどうか",
            aliases=("授業日フラグ", "授業の有無", "登校日", "授業", "school_day"),
            example="○",
        ),
        Column(
            "is_closed",
            "閉庁日",
            BOOLEAN,
            "学校閉庁日かどうか",
            required=False,
            aliases=("学校閉庁日", "閉庁", "閉庁日フラグ", "closed"),
            example="×",
        ),
        Column(
            "event",
            "行事",
            TEXT,
            "行事の名前や、授業日でない理由",
            required=False,
            aliases=("行事名", "行事・予定", "予定", "備考", "event_name"),
            example="家庭訪問",
        ),
    ),
    key=("date", "school_code"),
    analyses=("A1", "A4"),
)

TABLES = (CALENDAR,)
