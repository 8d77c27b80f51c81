"""Joint use of a system: the boards that share it and what it costs."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import (
    FISCAL_YEAR,
    MISSING_REASON,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
)
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER = ColumnType.TEXT, ColumnType.INTEGER


def _whole(
    name: str, label: str, description: str, unit: str, aliases: tuple[str, ...], example: str
) -> Column:
    return Column(
        name,
        label,
        INTEGER,
        description,
        unit=unit,
        required=False,
        aliases=aliases,
        minimum=0,
        example=example,
    )


MEMBERS = Table(
    "members",
    "共同利用の構成団体",
    "1行は1団体の1年度。按分の基準になる数を持つ",
    (
        FISCAL_YEAR,
        MUNICIPALITY_CODE,
        MUNICIPALITY_NAME,
        _whole("population", "人口", "住民の数", "人", ("総人口", "住民数", "住民基本台帳人口"), "136000"),
        _whole(
            "pupils", "児童生徒数", "公立小・中学校の児童生徒の数", "人", ("児童・生徒数", "在籍者数"), "8400"
        ),
        _whole("schools", "学校数", "共同利用をする学校の数", "校", ("校数", "対象校数"), "33"),
        _whole(
            "staff",
            "教職員数",
            "利用する教職員の数（ライセンスの数）",
            "人",
            ("職員数", "教員数", "ライセンス数", "利用者数"),
            "720",
        ),
        _whole(
            "stand_alone_cost",
            "単独費用",
            "単独で同じものを使う場合の1年の費用（税込）",
            "円",
            ("単独費用（円）", "単独調達費用", "単独導入費用", "単独の費用", "現行費用"),
            "21000000",
        ),
        Column(
            "joined_in",
            "参加年度",
            ColumnType.FISCAL_YEAR,
            "共同利用に加わった（加わる）年度（西暦）",
            required=False,
            aliases=("加入年度", "参加開始年度"),
            minimum=1990,
            maximum=2100,
            example="2026",
        ),
        Column(
            "left_in",
            "脱退年度",
            ColumnType.FISCAL_YEAR,
            "共同利用から抜けた（抜ける）年度（西暦）。続けるときは空欄",
            required=False,
            aliases=("離脱年度", "脱退予定年度"),
            minimum=1990,
            maximum=2100,
            example="2031",
        ),
        MISSING_REASON,
    ),
    key=("fiscal_year", "municipality_code"),
    analyses=("A11",),
)

SHARED_COSTS = Table(
    "shared_costs",
    "共同利用の費用",
    "1行は1年度の1つの費目",
    (
        FISCAL_YEAR,
        Column(
            "item",
            "費目",
            TEXT,
            "費用の名前",
            aliases=("項目", "内訳", "費用項目", "経費", "名称", "品目"),
            example="クラウド利用料",
        ),
        Column(
            "kind",
            "費用区分",
            TEXT,
            "初期（1回だけ）・固定（毎年同じ）・変動（利用の数による）",
            aliases=("区分", "種別", "費用種別", "経費区分"),
            choices=("初期", "固定", "変動"),
            choice_aliases=(
                ("初期費用", "初期"),
                ("イニシャル", "初期"),
                ("イニシャルコスト", "初期"),
                ("導入費", "初期"),
                ("固定費", "固定"),
                ("ランニング", "固定"),
                ("ランニングコスト", "固定"),
                ("運用費", "固定"),
                ("変動費", "変動"),
                ("従量", "変動"),
            ),
            example="変動",
        ),
        Column(
            "amount",
            "金額",
            INTEGER,
            "その年度の金額（税込）。変動の費目では単価",
            unit="円",
            aliases=("金額（円）", "費用", "年額", "税込金額", "費用（円）", "amount_yen"),
            minimum=0,
            example="48000",
        ),
        Column(
            "per",
            "単位",
            TEXT,
            "変動の費目の単価が何につき掛かるか",
            required=False,
            aliases=("単価の単位", "数量単位", "計算単位"),
            choices=("児童生徒", "教職員", "学校", "人口"),
            choice_aliases=(
                ("児童生徒1人", "児童生徒"),
                ("1人当たり", "児童生徒"),
                ("教職員1人", "教職員"),
                ("1ライセンス", "教職員"),
                ("ライセンス", "教職員"),
                ("1校", "学校"),
                ("校", "学校"),
                ("住民1人", "人口"),
            ),
            example="教職員",
        ),
        MISSING_REASON,
    ),
    key=("fiscal_year", "item", "kind"),
    analyses=("A11",),
)

TABLES = (MEMBERS, SHARED_COSTS)
