"""What happens at the counters of the city office."""

from __future__ import annotations

from dataclasses import replace

from edu_dx.tables.definitions.columns import FISCAL_YEAR, MISSING_REASON, MONTH
from edu_dx.tables.personal import PERSONAL
from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER = ColumnType.TEXT, ColumnType.INTEGER
DATE, DATETIME, TIME, DURATION = ColumnType.DATE, ColumnType.DATETIME, ColumnType.TIME, ColumnType.DURATION

OFFICE = Column(
    "office",
    "窓口",
    TEXT,
    "窓口のある庁舎・課の名前",
    aliases=("庁舎", "課名", "部署", "場所"),
    example="本庁市民課",
)

COUNTER_TICKETS = Table(
    "counter_tickets",
    "窓口発券記録",
    "1行は1枚の番号札",
    (
        FISCAL_YEAR,
        Column(
            "ticket_no",
            "受付番号",
            TEXT,
            "番号札の番号。日ごとに1から始まってよい",
            aliases=("番号", "整理番号", "発券番号", "ticket_id"),
            example="0012",
        ),
        OFFICE,
        Column(
            "service",
            "用件",
            TEXT,
            "手続の種類",
            aliases=("業務", "手続", "手続き", "サービス", "業務名"),
            example="住民票・印鑑証明",
        ),
        Column(
            "issued_at",
            "発券時刻",
            DATETIME,
            "番号札を取った日と時刻",
            aliases=("発券日時", "受付日時", "受付時刻"),
            example="2025-06-03 09:12",
        ),
        Column(
            "called_at",
            "呼出時刻",
            DATETIME,
            "窓口に呼ばれた日と時刻",
            required=False,
            aliases=("呼出日時", "呼び出し時刻"),
            example="2025-06-03 09:20",
        ),
        Column(
            "finished_at",
            "終了時刻",
            DATETIME,
            "手続が終わった日と時刻",
            required=False,
            aliases=("終了日時", "完了時刻", "対応終了時刻"),
            example="2025-06-03 09:31",
        ),
        Column(
            "counter_id",
            "窓口番号",
            TEXT,
            "呼ばれた窓口の番号",
            required=False,
            aliases=("窓口No", "カウンター"),
            example="3",
        ),
    ),
    key=("issued_at", "office", "ticket_no"),
    not_stored=PERSONAL,
    analyses=("A8",),
)

CHANNELS = ("窓口", "コンビニ", "オンライン", "郵送")

CERTIFICATES = Table(
    "certificates",
    "証明書交付件数",
    "1行は1か月の1種類の証明書の1つの受取方法",
    (
        FISCAL_YEAR,
        Column(
            "month",
            "年月",
            DATE,
            "その月の1日",
            aliases=("月", "交付年月", "対象月"),
            example="2025-06-01",
        ),
        Column(
            "certificate_type",
            "証明書の種類",
            TEXT,
            "証明書の名前",
            aliases=("証明書", "種類", "証明種別", "証明書名"),
            example="住民票の写し",
        ),
        Column(
            "channel",
            "受取方法",
            TEXT,
            "証明書を受け取った場所・手段",
            aliases=("チャネル", "交付方法", "取得方法", "申請方法"),
            choices=CHANNELS,
            example="コンビニ",
        ),
        Column(
            "count",
            "交付件数",
            INTEGER,
            "交付した通数",
            unit="通",
            aliases=("件数", "通数", "交付通数"),
            minimum=0,
            example="842",
        ),
        Column(
            "fee",
            "手数料",
            INTEGER,
            "1通あたり",
            unit="円",
            required=False,
            aliases=("手数料額", "単価"),
            minimum=0,
            example="250",
        ),
        MISSING_REASON,
    ),
    key=("month", "certificate_type", "channel"),
    analyses=("A9",),
)

COUNTER_STAFFING = Table(
    "counter_staffing",
    "窓口の配置人数",
    "1行は1つの窓口の1日の1つの時間帯（30分）の人数",
    (
        FISCAL_YEAR,
        Column(
            "date",
            "日付",
            DATE,
            "配置した日",
            aliases=("年月日", "月日", "勤務日", "配置日"),
            example="2025-06-03",
        ),
        OFFICE,
        Column(
            "slot",
            "時間帯",
            TIME,
            "時間帯の始まりの時刻",
            unit="分",
            aliases=("時刻", "開始時刻", "時間", "コマ", "時間帯開始"),
            minimum=0,
            maximum=1440,
            example="09:00",
        ),
        Column(
            "persons",
            "配置人数",
            INTEGER,
            "その時間帯に窓口で応対できる人数",
            unit="人",
            aliases=("人数", "窓口人数", "職員数", "応対人数", "配置職員数"),
            minimum=0,
            example="4",
        ),
    ),
    key=("date", "office", "slot"),
    not_stored=PERSONAL,
    analyses=("A8",),
)

CARDS = Table(
    "cards",
    "マイナンバーカードの保有",
    "1行は1か月の保有枚数と人口。カードの番号や保有者は持たない",
    (
        FISCAL_YEAR,
        MONTH,
        Column(
            "holders",
            "保有枚数",
            INTEGER,
            "月末に有効なカードの数",
            unit="枚",
            required=False,
            aliases=(
                "保有者数",
                "カード保有枚数",
                "保有枚数（累計）",
                "有効枚数",
                "交付枚数",
                "カード保有者数",
            ),
            minimum=0,
            example="108000",
        ),
        Column(
            "valid_certificates",
            "有効な電子証明書",
            INTEGER,
            "そのうち利用者証明用電子証明書が有効なカードの数",
            unit="枚",
            required=False,
            aliases=("電子証明書有効枚数", "利用者証明用電子証明書", "電子証明書", "有効電子証明書数"),
            minimum=0,
            example="99000",
        ),
        Column(
            "population",
            "人口",
            INTEGER,
            "保有率の分母になる人口",
            unit="人",
            required=False,
            aliases=("総人口", "住民数", "住民基本台帳人口"),
            minimum=0,
            example="136000",
        ),
        MISSING_REASON,
    ),
    key=("month",),
    not_stored=PERSONAL,
    analyses=("A9",),
)

OFFICE_OVERTIME = Table(
    "office_overtime",
    "窓口の課の時間外勤務",
    "1行は1つの窓口の課の1か月の時間外勤務の合計。職員ごとの行は持たない",
    (
        FISCAL_YEAR,
        MONTH,
        replace(OFFICE, aliases=(*OFFICE.aliases, "課", "所属", "所属名", "部署名")),
        Column(
            "staff",
            "職員数",
            INTEGER,
            "その月の職員の数",
            unit="人",
            required=False,
            aliases=("人数", "人員", "在籍職員数", "対象職員数"),
            minimum=0,
            example="14",
        ),
        Column(
            "overtime",
            "時間外勤務時間",
            DURATION,
            "その月の時間外勤務の合計。時間は分にそろえて保管する",
            unit="分",
            aliases=("時間外", "時間外勤務", "時間外合計", "超過勤務時間", "残業時間", "時間外時間数"),
            minimum=0,
            example="186:30",
        ),
        MISSING_REASON,
    ),
    key=("month", "office"),
    not_stored=PERSONAL,
    analyses=("A8", "A9"),
)

TABLES = (COUNTER_TICKETS, CERTIFICATES, COUNTER_STAFFING, CARDS, OFFICE_OVERTIME)
