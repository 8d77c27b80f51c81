"""The tables of the workbench."""

from __future__ import annotations

from edu_dx.tables.schema import Column, ColumnType, Table

TEXT, INTEGER, DECIMAL = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DECIMAL
DATE, DATETIME = ColumnType.DATE, ColumnType.DATETIME

FISCAL_YEAR = Column(
    "fiscal_year", "年度", INTEGER, "4月から翌年3月までの年度（西暦）", minimum=1948, maximum=2100
)
SCHOOL_CODE = Column(
    "school_code",
    "学校コード",
    TEXT,
    "文部科学省の学校コード（13桁）。名簿にない学校は学校名を、市全体の行は団体コード（6桁）を入れる",
    aliases=("学校番号", "schoolcode", "school code"),
)
MUNICIPALITY_CODE = Column(
    "municipality_code",
    "団体コード",
    TEXT,
    "全国地方公共団体コード（6桁）",
    aliases=("市区町村コード", "自治体コード", "地方公共団体コード", "地域コード"),
)
MUNICIPALITY_NAME = Column(
    "municipality_name", "市区町村名", TEXT, aliases=("市町村名", "市町村", "自治体名", "団体名", "地域名")
)
PREFECTURE = Column("prefecture", "都道府県名", TEXT, required=False, aliases=("都道府県",))

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

POPULATION = Table(
    "population",
    "人口",
    "1行は1市区町村の1つの年齢階級（男女別と計）",
    (
        FISCAL_YEAR,
        Column("as_of", "基準日", DATE),
        MUNICIPALITY_CODE,
        PREFECTURE,
        MUNICIPALITY_NAME,
        Column("sex", "性別", TEXT, choices=("計", "男", "女")),
        Column("age_from", "年齢（から）", INTEGER, "0で年齢（まで）が空欄の行は総数", unit="歳", minimum=0),
        Column("age_to", "年齢（まで）", INTEGER, "空欄は「以上」", unit="歳", required=False, minimum=0),
        Column("persons", "人口", INTEGER, unit="人", aliases=("人数", "総数", "計"), minimum=0),
    ),
    key=("as_of", "municipality_code", "sex", "age_from", "age_to"),
)

BIRTHS = Table(
    "births",
    "出生数",
    "1行は1市区町村の1つの期間",
    (
        FISCAL_YEAR,
        Column("period_start", "期間の初日", DATE),
        Column("period_end", "期間の末日", DATE),
        MUNICIPALITY_CODE,
        PREFECTURE,
        MUNICIPALITY_NAME,
        Column("births", "出生数", INTEGER, unit="人", aliases=("出生者数", "出生児数"), minimum=0),
    ),
    key=("period_start", "period_end", "municipality_code"),
)

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

MUNICIPALITIES = Table(
    "municipalities",
    "団体コード一覧",
    "1行は1団体（都道府県・市区町村）",
    (
        FISCAL_YEAR,
        MUNICIPALITY_CODE,
        PREFECTURE,
        Column("municipality_name", "市区町村名", TEXT, "都道府県の行では空欄", required=False),
        Column("prefecture_kana", "都道府県名（カナ）", TEXT, required=False),
        Column("municipality_kana", "市区町村名（カナ）", TEXT, required=False),
    ),
    key=("fiscal_year", "municipality_code"),
)

BOARDS_OF_EDUCATION = Table(
    "boards_of_education",
    "教育委員会コード一覧",
    "1行は1教育委員会",
    (
        FISCAL_YEAR,
        Column("board_code", "教育委員会コード", TEXT),
        Column("prefecture", "都道府県", TEXT, required=False, aliases=("都道府県名", "県名")),
        Column("board_name", "教育委員会名", TEXT, aliases=("名称",)),
    ),
    key=("fiscal_year", "board_code"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SCHOOLS,
        ENROLMENT,
        POPULATION,
        BIRTHS,
        COUNTER_TICKETS,
        CERTIFICATES,
        MUNICIPALITIES,
        BOARDS_OF_EDUCATION,
    )
}
