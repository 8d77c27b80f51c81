"""What happens at the counters of the city office."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import (
    FISCAL_YEAR,
)
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER = ColumnType.TEXT, ColumnType.INTEGER
DATE, DATETIME = ColumnType.DATE, ColumnType.DATETIME

COUNTER_TICKETS = Table(
    "counter_tickets",
    "窓口発券記録",
    "1行は1枚の番号札",
    (
        FISCAL_YEAR,
        Column("ticket_no", "受付番号", TEXT, aliases=("番号", "整理番号", "発券番号", "ticket_id")),
        Column("office", "窓口", TEXT, aliases=("庁舎", "課名", "部署", "場所")),
        Column("service", "用件", TEXT, aliases=("業務", "手続", "手続き", "サービス", "業務名")),
        Column("issued_at", "発券時刻", DATETIME, aliases=("発券日時", "受付日時", "受付時刻")),
        Column("called_at", "呼出時刻", DATETIME, required=False, aliases=("呼出日時", "呼び出し時刻")),
        Column(
            "finished_at",
            "終了時刻",
            DATETIME,
            required=False,
            aliases=("終了日時", "完了時刻", "対応終了時刻"),
        ),
        Column("counter_id", "窓口番号", TEXT, required=False, aliases=("窓口No", "カウンター")),
    ),
    key=("issued_at", "office", "ticket_no"),
)

CHANNELS = ("窓口", "コンビニ", "オンライン", "郵送")

CERTIFICATES = Table(
    "certificates",
    "証明書交付件数",
    "1行は1か月の1種類の証明書の1つの受取方法",
    (
        FISCAL_YEAR,
        Column("month", "年月", DATE, "その月の1日", aliases=("月", "交付年月", "対象月")),
        Column("certificate_type", "証明書の種類", TEXT, aliases=("証明書", "種類", "証明種別", "証明書名")),
        Column(
            "channel",
            "受取方法",
            TEXT,
            aliases=("チャネル", "交付方法", "取得方法", "申請方法"),
            choices=CHANNELS,
        ),
        Column("count", "交付件数", INTEGER, unit="通", aliases=("件数", "通数", "交付通数"), minimum=0),
        Column(
            "fee",
            "手数料",
            INTEGER,
            "1通あたり",
            unit="円",
            required=False,
            aliases=("手数料額", "単価"),
            minimum=0,
        ),
    ),
    key=("month", "certificate_type", "channel"),
)

TABLES = (COUNTER_TICKETS, CERTIFICATES)
