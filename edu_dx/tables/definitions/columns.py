"""Columns that several tables share."""

from __future__ import annotations

from dataclasses import replace

from edu_dx.tables.schema import CodeSystem, Column, ColumnType

TEXT = ColumnType.TEXT

FISCAL_YEAR = Column(
    "fiscal_year",
    "年度",
    ColumnType.FISCAL_YEAR,
    "4月から翌年3月までの年度（西暦）",
    aliases=("対象年度", "実施年度", "調査年度", "会計年度", "年度（西暦）", "年度（和暦）"),
    minimum=1948,
    maximum=2100,
    example="2025",
)
SCHOOL_CODE = Column(
    "school_code",
    "学校コード",
    TEXT,
    "文部科学省の学校コード（13桁）。名簿にない学校は学校名を、市全体の行は団体コード（6桁）を入れる",
    aliases=("学校番号", "schoolcode", "school code", "学校ID", "school_id", "所属コード", "所属校コード"),
    code_system=CodeSystem.SCHOOL,
    example="B109299900014",
)
SCHOOL_NAME = Column(
    "school_name",
    "学校名",
    TEXT,
    "学校の名前。学校コードがないときは、学校名簿から学校コードを調べるために使う",
    required=False,
    aliases=(
        "校名",
        "学校",
        "所属",
        "所属名",
        "所属校",
        "所属学校",
        "勤務校",
        "在籍校",
        "学校の名称",
        "school",
    ),
    example="みほん小学校",
)
GRADE = Column(
    "grade",
    "学年",
    ColumnType.INTEGER,
    "小学校は1から6、中学校は7から9（中1は7）。義務教育学校は1から9",
    aliases=("対象学年", "学年コード", "grades", "school_grade"),
    choice_aliases=(
        *(
            (f"{kind}{grade}{year}", str(grade))
            for kind in ("小", "小学")
            for grade in range(1, 7)
            for year in ("", "年", "年生")
        ),
        *(
            (f"{kind}{grade}{year}", str(grade + 6))
            for kind in ("中", "中学")
            for grade in range(1, 4)
            for year in ("", "年", "年生")
        ),
        *((f"P{grade}", str(grade)) for grade in range(1, 7)),
        *((f"J{grade}", str(grade + 6)) for grade in range(1, 4)),
    ),
    unit="学年",
    minimum=1,
    maximum=9,
    example="5",
)
OPTIONAL_GRADE = replace(GRADE, required=False)
MONTH = Column(
    "month",
    "年月",
    ColumnType.MONTH,
    "その月の1日",
    aliases=("月", "対象月", "対象年月", "集計月", "処理年月", "年・月", "年/月", "year_month", "ym"),
    example="2025-05",
)
SUBJECT = Column(
    "subject",
    "教科",
    TEXT,
    "国語・算数・数学・理科・英語など",
    aliases=("教科名", "科目", "教科・科目", "調査教科", "subjects"),
    choice_aliases=(
        ("国", "国語"),
        ("算", "算数"),
        ("数", "数学"),
        ("理", "理科"),
        ("英", "英語"),
        ("小国", "国語"),
        ("中国", "国語"),
        ("小算", "算数"),
        ("中数", "数学"),
        ("小理", "理科"),
        ("中理", "理科"),
        ("中英", "英語"),
    ),
    example="算数",
)
TOWN_CODE = Column(
    "town_code",
    "町丁コード",
    ColumnType.CODE,
    "町丁・字またはメッシュのコード。住所より細かい区切りは使わない",
    aliases=(
        "町丁字コード",
        "町字コード",
        "大字コード",
        "町コード",
        "小地域コード",
        "メッシュコード",
        "mesh_code",
        "KEY_CODE",
        "town",
        "mesh",
    ),
    example="09299-0010",
)
TOWN_NAME = Column(
    "town_name",
    "町丁名",
    TEXT,
    "町丁・字の名前",
    required=False,
    aliases=("町丁字名", "町名", "町字名", "大字名", "町丁目", "町丁・字", "地区名", "町丁"),
    example="見本町一丁目",
)
MUNICIPALITY_CODE = Column(
    "municipality_code",
    "団体コード",
    TEXT,
    "全国地方公共団体コード（6桁）",
    aliases=("市区町村コード", "自治体コード", "地方公共団体コード", "地域コード"),
    code_system=CodeSystem.MUNICIPALITY,
    example="092991",
)
MUNICIPALITY_NAME = Column(
    "municipality_name",
    "市区町村名",
    TEXT,
    "市区町村の名前",
    aliases=("市町村名", "市町村", "自治体名", "団体名", "地域名"),
    example="みほん市",
)
PREFECTURE = Column(
    "prefecture",
    "都道府県名",
    TEXT,
    "都道府県の名前",
    required=False,
    aliases=("都道府県",),
    example="栃木県",
)

MISSING_REASON = Column(
    "missing_reason",
    "欠測の理由",
    TEXT,
    "数がない列とその理由。「列の英語名=理由」を「;」でつなぐ。理由は none（該当なし）・unknown（不詳）・"
    "suppressed（秘匿）・not_submitted（未提出）・below_limit（表示下限未満）",
    required=False,
    example="pupils=suppressed",
)
