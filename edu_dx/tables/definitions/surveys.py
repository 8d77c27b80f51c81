"""Answers to questionnaires, and masked free text kept apart from them."""

from __future__ import annotations

from dataclasses import replace

from edu_dx.tables.definitions.columns import FISCAL_YEAR, OPTIONAL_GRADE, SCHOOL_CODE, SCHOOL_NAME
from edu_dx.tables.personal import PERSONAL, PUPIL_KEYS
from edu_dx.tables.schema import Column, ColumnType, Handling, SecurityClass, Table

TEXT, CODE, BOOLEAN, INTEGER = ColumnType.TEXT, ColumnType.CODE, ColumnType.BOOLEAN, ColumnType.INTEGER
DATE, DECIMAL = ColumnType.DATE, ColumnType.DECIMAL

SURVEY = Column(
    "survey",
    "調査名",
    TEXT,
    "アンケートの名前",
    aliases=("アンケート名", "アンケート", "調査", "調査の名称", "フォーム名", "survey_name"),
    example="学校からの連絡に関する保護者アンケート",
)
SURVEY_SCHOOL = replace(
    SCHOOL_CODE, required=False, description="回答者の学校の学校コード（13桁）。尋ねていないときは空欄"
)
SURVEY_GRADE = replace(
    OPTIONAL_GRADE,
    description="回答者（保護者では子）の学年。小学校は1から6、中学校は7から9。尋ねていないときは空欄",
)
QUESTION_ID = Column(
    "question_id",
    "質問番号",
    CODE,
    "質問の番号",
    aliases=("質問ID", "設問番号", "設問ID", "問番号", "問", "質問No", "question_no", "qid"),
    example="Q3",
)
QUESTION = Column(
    "question",
    "質問",
    TEXT,
    "質問の文",
    required=False,
    aliases=("質問文", "設問", "設問文", "質問内容", "質問項目"),
    example="学校からのお便りは、どの方法で受け取りたいですか",
)

SURVEY_ANSWERS = Table(
    "survey_answers",
    "アンケートの回答",
    "1行は1人の回答者の1つの質問への1つの回答。複数選択では選んだ選択肢の数だけ行がある",
    (
        FISCAL_YEAR,
        SURVEY,
        Column(
            "respondent",
            "回答者番号",
            CODE,
            "回答者を表す番号。取り込むときに仮名に置き換え、番号そのものは保管しない",
            aliases=(
                "回答者ID",
                "回答ID",
                "回答番号",
                "受付番号",
                "会員ID",
                "会員番号",
                "モニターID",
                "通し番号",
                "整理番号",
                "No",
                "No.",
                "番号",
                "ID",
                "rid",
                "respondent_id",
                "response_id",
            ),
            handling=Handling.PSEUDONYMISE,
            security=SecurityClass.III,
            example="1",
        ),
        Column(
            "answered_on",
            "回答日",
            DATE,
            "回答した日（時刻は持たない）",
            required=False,
            aliases=(
                "回答日時",
                "タイムスタンプ",
                "送信日時",
                "完了時刻",
                "回答年月日",
                "登録日時",
                "timestamp",
            ),
            example="2025-10-06",
        ),
        SURVEY_SCHOOL,
        SCHOOL_NAME,
        SURVEY_GRADE,
        QUESTION_ID,
        QUESTION,
        Column(
            "option_no",
            "選択肢番号",
            CODE,
            "選んだ選択肢の番号。資料にないときは空欄",
            required=False,
            aliases=("選択肢No", "回答コード", "選択番号", "値", "value"),
            example="1",
        ),
        Column(
            "answer",
            "回答",
            TEXT,
            "選んだ選択肢の文、または数の回答",
            required=False,
            aliases=("回答内容", "選択肢", "回答選択肢", "選択した回答", "回答値"),
            example="アプリ・メールの配信",
        ),
        Column(
            "is_multiple",
            "複数選択",
            BOOLEAN,
            "いくつでも選べる質問かどうか",
            required=False,
            aliases=("複数回答", "複数選択可", "MA", "multi_select"),
            example="×",
        ),
    ),
    key=("fiscal_year", "survey", "respondent", "question_id", "option_no", "answer"),
    security=SecurityClass.III,
    not_stored=(
        *PERSONAL,
        *PUPIL_KEYS,
        Column(
            "free_text",
            "自由記述",
            TEXT,
            "自分の言葉で書かれた回答。個人に関わる語を伏せ、回答者とのつながりを断って「自由記述」の表に保管する",
            required=False,
            aliases=(
                "自由回答",
                "自由意見",
                "ご意見",
                "ご意見・ご要望",
                "その他（自由記述）",
                "感想",
                "記述",
                "コメント",
                "備考",
                "その他の内容",
                "free_answer",
                "comment",
            ),
            handling=Handling.MASK,
            security=SecurityClass.II,
        ),
        Column(
            "network_address",
            "IPアドレス",
            CODE,
            "回答に使われた機器の番号",
            required=False,
            aliases=("IP", "ip_address", "端末ID", "UserAgent", "ユーザーエージェント"),
            handling=Handling.DROP,
            security=SecurityClass.II,
        ),
    ),
    analyses=("A12",),
)

SURVEYS = Table(
    "surveys",
    "アンケートの概要",
    "1行は1つのアンケートを1つの学校・学年に配った数。回収率の分母になる",
    (
        FISCAL_YEAR,
        SURVEY,
        Column(
            "audience",
            "対象",
            TEXT,
            "誰に尋ねたか",
            aliases=("調査対象", "対象者", "回答者の種類", "回答者区分"),
            choices=("保護者", "教職員", "児童生徒", "住民", "その他"),
            choice_aliases=(
                ("保護者等", "保護者"),
                ("教員", "教職員"),
                ("職員", "教職員"),
                ("児童", "児童生徒"),
                ("生徒", "児童生徒"),
                ("市民", "住民"),
                ("地域住民", "住民"),
            ),
            example="保護者",
        ),
        SURVEY_SCHOOL,
        SCHOOL_NAME,
        SURVEY_GRADE,
        Column(
            "distributed",
            "配布数",
            INTEGER,
            "依頼した人の数",
            unit="人",
            aliases=("配布人数", "対象者数", "依頼数", "配布", "発送数"),
            minimum=0,
            example="412",
        ),
        Column(
            "collected",
            "回収数",
            INTEGER,
            "回答した人の数",
            unit="人",
            required=False,
            aliases=("回答数", "回答者数", "有効回答数", "回収"),
            minimum=0,
            example="288",
        ),
        Column(
            "opened_on",
            "開始日",
            DATE,
            "回答の受付を始めた日",
            required=False,
            aliases=("調査開始日", "受付開始日", "開始"),
            example="2025-10-01",
        ),
        Column(
            "closed_on",
            "終了日",
            DATE,
            "回答の受付を終えた日",
            required=False,
            aliases=("調査終了日", "締切日", "回答期限", "締切", "終了"),
            example="2025-10-17",
        ),
    ),
    key=("fiscal_year", "survey", "audience", "school_code", "grade"),
    analyses=("A12",),
)

SURVEY_WEIGHTS = Table(
    "survey_weights",
    "アンケートの重み",
    "1行は1つの層（学校種・学年など）の集計の重み",
    (
        FISCAL_YEAR,
        SURVEY,
        Column(
            "group_by",
            "層の項目",
            TEXT,
            "何で分けた層か（学校コード・学年など）",
            aliases=("層別項目", "属性", "属性名"),
            example="学年",
        ),
        Column("group", "層", TEXT, "層の値", aliases=("層の値", "属性値", "カテゴリ"), example="5"),
        Column(
            "weight",
            "重み",
            DECIMAL,
            "1人の回答が代表する人数",
            unit="人",
            aliases=("ウェイト", "ウエイト", "ウェイト値", "加重", "拡大係数"),
            minimum=0,
            example="1.43",
        ),
    ),
    key=("fiscal_year", "survey", "group_by", "group"),
    analyses=("A12",),
)

FREE_TEXTS = Table(
    "free_texts",
    "自由記述",
    "1行は1つの記述。個人に関わる語を伏せてある。回答者・学校・学年・日時は持たず、並びも資料と変えてあり、ほかの回答とつなげない",
    (
        FISCAL_YEAR,
        Column("source_table", "もとの表", TEXT, "記述のあった表の英語名", example="survey_answers"),
        replace(SURVEY, required=False),
        QUESTION_ID,
        QUESTION,
        Column(
            "text_no",
            "記述番号",
            INTEGER,
            "同じ質問の記述を文字の順に並べた通し番号。資料の順とは関わりがない",
            unit="番",
            minimum=1,
            example="1",
        ),
        Column(
            "text",
            "記述",
            TEXT,
            "個人に関わる語を伏せた文",
            example="［氏名］先生の連絡がアプリになり、助かっています",
        ),
        Column("masked_count", "伏せた語の数", INTEGER, "伏せた語の数", unit="語", minimum=0, example="1"),
    ),
    key=("fiscal_year", "source_table", "survey", "question_id", "text_no"),
    security=SecurityClass.III,
    analyses=("A12",),
    from_files=False,
    has_form=False,
)
"""What people wrote in their own words.

A text can point at its writer by what it tells, whatever words are masked; beside the writer's school, grade and
other answers it does so much more easily. So the rows have no respondent, and neither their order nor their place
leads back to one.
"""

TABLES = (SURVEY_ANSWERS, SURVEYS, SURVEY_WEIGHTS, FREE_TEXTS)
