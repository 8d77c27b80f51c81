"""Columns that several tables share."""

from __future__ import annotations

from edu_dx.tables.schema import CodeSystem, Column, ColumnType

TEXT = ColumnType.TEXT

FISCAL_YEAR = Column(
    "fiscal_year",
    "年度",
    ColumnType.FISCAL_YEAR,
    "4月から翌年3月までの年度（西暦）",
    minimum=1948,
    maximum=2100,
)
SCHOOL_CODE = Column(
    "school_code",
    "学校コード",
    TEXT,
    "文部科学省の学校コード（13桁）。名簿にない学校は学校名を、市全体の行は団体コード（6桁）を入れる",
    aliases=("学校番号", "schoolcode", "school code"),
    code_system=CodeSystem.SCHOOL,
)
MUNICIPALITY_CODE = Column(
    "municipality_code",
    "団体コード",
    TEXT,
    "全国地方公共団体コード（6桁）",
    aliases=("市区町村コード", "自治体コード", "地方公共団体コード", "地域コード"),
    code_system=CodeSystem.MUNICIPALITY,
)
MUNICIPALITY_NAME = Column(
    "municipality_name", "市区町村名", TEXT, aliases=("市町村名", "市町村", "自治体名", "団体名", "地域名")
)
PREFECTURE = Column("prefecture", "都道府県名", TEXT, required=False, aliases=("都道府県",))

MISSING_REASON = Column(
    "missing_reason",
    "欠測の理由",
    TEXT,
    "数がない列とその理由。「列の英語名=理由」を「;」でつなぐ。理由は none（該当なし）・unknown（不詳）・"
    "suppressed（秘匿）・not_submitted（未提出）・below_limit（表示下限未満）",
    required=False,
)
