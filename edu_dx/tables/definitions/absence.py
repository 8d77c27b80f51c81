"""Absence from school, counted by school and grade on the schools' side: no row is a child."""

from __future__ import annotations

from edu_dx.tables.definitions.columns import (
    FISCAL_YEAR,
    GRADE,
    MISSING_REASON,
    MONTH,
    SCHOOL_CODE,
    SCHOOL_NAME,
)
from edu_dx.tables.personal import PERSONAL, PUPIL_CARE, PUPIL_KEYS
from edu_dx.tables.schema import Column, ColumnType, Handling, SecurityClass, Table

TEXT, INTEGER = ColumnType.TEXT, ColumnType.INTEGER

NOT_STORED = (
    *PERSONAL,
    *PUPIL_KEYS,
    *PUPIL_CARE,
    Column(
        "circumstances",
        "欠席の事情",
        TEXT,
        "一人ひとりの欠席の事情や対応の記録",
        required=False,
        aliases=(
            "欠席理由の詳細",
            "状況",
            "備考",
            "所見",
            "対応状況",
            "支援の状況",
            "特記事項",
            "経過",
            "メモ",
        ),
        handling=Handling.DROP,
        security=SecurityClass.I,
    ),
)


def _count(
    name: str,
    label: str,
    description: str,
    aliases: tuple[str, ...],
    example: str,
    *,
    unit: str = "人",
    required: bool = False,
) -> Column:
    return Column(
        name,
        label,
        INTEGER,
        description,
        unit=unit,
        required=required,
        aliases=aliases,
        minimum=0,
        example=example,
    )


ABSENCE_MONTHS = Table(
    "absence_months",
    "欠席の状況（月ごと）",
    "1行は1校1学年の1か月。学校側で数えた人数と日数で、児童生徒ごとの行は持たない",
    (
        FISCAL_YEAR,
        MONTH,
        SCHOOL_CODE,
        SCHOOL_NAME,
        GRADE,
        _count(
            "pupils",
            "在籍者数",
            "月末に在籍する児童生徒の数",
            ("在籍", "在籍数", "在籍児童生徒数", "児童生徒数", "児童数", "生徒数", "enrolled"),
            "62",
        ),
        _count(
            "days_required",
            "出席しなければならない日数計",
            "授業日数から出席停止・忌引等を除いた日数の、全員の合計",
            (
                "出席しなければならない日数",
                "出席すべき日数",
                "出席すべき日数計",
                "要出席日数",
                "要出席日数計",
                "延べ要出席日数",
            ),
            "1240",
            unit="人日",
        ),
        _count(
            "days_absent",
            "欠席日数計",
            "欠席した日数の、全員の合計",
            ("欠席日数", "欠席", "延べ欠席日数", "欠席延べ日数", "欠席者延べ数", "欠席計"),
            "48",
            unit="人日",
        ),
        _count(
            "days_suspended",
            "出席停止・忌引等日数計",
            "出席停止・忌引等の日数の、全員の合計",
            (
                "出席停止・忌引等日数",
                "出停忌引日数計",
                "出停忌引日数",
                "出停・忌引",
                "出席停止・忌引等の日数",
                "出席停止忌引等",
                "出席停止・忌引等",
            ),
            "9",
            unit="人日",
        ),
        _count(
            "pupils_three_days",
            "3日以上欠席人数",
            "その月に3日以上欠席した人数",
            (
                "3日以上人数",
                "月3日以上",
                "3日以上",
                "月3日以上欠席者数",
                "3日以上欠席者数",
                "3日以上の欠席者",
            ),
            "3",
        ),
        _count(
            "pupils_thirty_days",
            "累計30日以上欠席人数",
            "年度の初めからの欠席が30日以上になった人数",
            (
                "累計30日以上人数",
                "30日以上人数",
                "30日以上",
                "累計30日以上",
                "年度累計30日以上",
                "30日以上欠席者数",
            ),
            "1",
        ),
        MISSING_REASON,
    ),
    key=("month", "school_code", "grade"),
    security=SecurityClass.III,
    not_stored=NOT_STORED,
    analyses=("A4",),
)

ABSENCE_REASONS = ("病気", "経済的理由", "不登校", "その他", "新型コロナウイルスの感染回避", "計")

ABSENCE_YEARS = Table(
    "absence_years",
    "長期欠席（年度ごと）",
    "1行は1校1学年の1つの理由。理由は主なもの1つで、学校の判断による",
    (
        FISCAL_YEAR,
        SCHOOL_CODE,
        SCHOOL_NAME,
        GRADE,
        Column(
            "reason",
            "理由",
            TEXT,
            "長期欠席の主な理由。新型コロナウイルスの感染回避は2020から2022年度の調査だけにある",
            aliases=("欠席理由", "長期欠席の理由", "主な理由", "理由別", "区分", "reason_type"),
            choices=ABSENCE_REASONS,
            choice_aliases=(
                ("病気による", "病気"),
                ("経済", "経済的理由"),
                ("経済的な理由", "経済的理由"),
                ("経済的理由による", "経済的理由"),
                ("不登校による", "不登校"),
                ("不登校児童数", "不登校"),
                ("不登校生徒数", "不登校"),
                ("その他の理由", "その他"),
                ("感染回避", "新型コロナウイルスの感染回避"),
                ("新型コロナ", "新型コロナウイルスの感染回避"),
                ("コロナ回避", "新型コロナウイルスの感染回避"),
                ("新型コロナウイルス感染回避", "新型コロナウイルスの感染回避"),
                ("合計", "計"),
                ("総数", "計"),
                ("長期欠席者数", "計"),
            ),
            example="不登校",
        ),
        _count(
            "pupils",
            "人数",
            "30日以上欠席した人数（欠席日数と出席停止・忌引等日数の合計で数える年度がある）",
            ("欠席者数", "長期欠席者数", "長期欠席児童生徒数", "計", "合計", "総数", "児童数", "生徒数"),
            "4",
        ),
        _count(
            "new", "新規", "前年度は30日未満だった人数", ("新規人数", "新規数", "新たに", "うち新規"), "2"
        ),
        _count(
            "continued",
            "継続",
            "前年度も30日以上だった人数",
            ("継続人数", "継続数", "うち継続", "前年度から継続"),
            "2",
        ),
        _count(
            "days_30_89",
            "30日以上89日以下",
            "欠席が30日から89日の人数",
            ("30-89", "30〜89日", "30～89日", "30日から89日", "30-89日"),
            "2",
        ),
        _count("days_90", "90日以上", "欠席が90日以上の人数", ("90+", "90日以上の者", "うち90日以上"), "2"),
        _count(
            "few_present",
            "出席10日以下",
            "90日以上欠席し、出席が1日から10日の人数",
            ("出席日数10日以下", "うち出席10日以下", "出席日数が10日以下"),
            "0",
        ),
        _count(
            "never_present",
            "出席0日",
            "90日以上欠席し、出席がない人数",
            ("出席日数0日", "うち出席0日", "出席日数が0日", "全欠"),
            "0",
        ),
        _count(
            "supported",
            "支援先あり",
            "学校内外の機関等で相談・指導等を受けた人数",
            ("支援あり", "相談・指導等を受けた人数", "支援につながっている人数", "支援先有"),
            "3",
        ),
        MISSING_REASON,
    ),
    key=("fiscal_year", "school_code", "grade", "reason"),
    security=SecurityClass.III,
    not_stored=NOT_STORED,
    analyses=("A4",),
)

TABLES = (ABSENCE_MONTHS, ABSENCE_YEARS)
