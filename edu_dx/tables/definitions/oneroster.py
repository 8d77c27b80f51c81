"""The roster set of OneRoster 1.2 CSV (Japan profile): one table for each file of the set.

Authority: 1EdTech OneRoster 1.2 CSV binding and its Japan profile. Names, addresses, identifiers and passwords of
persons are in no table; whatever stands for a person is a pseudonym, the same in all tables.
"""

from __future__ import annotations

from dataclasses import replace

from edu_dx.tables.definitions.columns import FISCAL_YEAR
from edu_dx.tables.personal import ATTENDANCE_NUMBER, HOMEROOM
from edu_dx.tables.schema import Column, ColumnType, Handling, SecurityClass, Table

TEXT, CODE, BOOLEAN, DATE = ColumnType.TEXT, ColumnType.CODE, ColumnType.BOOLEAN, ColumnType.DATE
YEAR = replace(FISCAL_YEAR, aliases=())


def _column(
    name: str,
    header: str,
    label: str,
    type: ColumnType = CODE,
    description: str = "",
    *,
    required: bool = False,
) -> Column:
    return Column(name, label, type, description, required=required, aliases=(header,))


def _person(name: str, header: str, label: str, *, required: bool = False) -> Column:
    return Column(
        name,
        label,
        CODE,
        "個人を表す番号。取り込むときに仮名に置き換える。どの表でも同じ人は同じ仮名になる",
        required=required,
        aliases=(header,),
        handling=Handling.PSEUDONYMISE,
        security=SecurityClass.III,
    )


def _dropped(name: str, label: str, *headers: str, security: SecurityClass = SecurityClass.II) -> Column:
    return Column(
        name, label, TEXT, required=False, aliases=headers, handling=Handling.DROP, security=security
    )


SOURCED_ID = _column(
    "sourced_id", "sourcedId", "番号（sourcedId）", description="名簿の中でこの行を表す番号", required=True
)
STATUS = _column("status", "status", "状態", TEXT, "空欄か active は有効、tobedeleted は削除予定")
MODIFIED = _column("modified_on", "dateLastModified", "最終更新日", DATE, "名簿の仕組みで最後に変えられた日")
FRAME = (SOURCED_ID, STATUS, MODIFIED)
TITLE = _column("title", "title", "名称", TEXT, required=True)
GRADES = _column("grades", "grades", "学年", TEXT, "P1-P6は小学校、J1-J3は中学校。二つ以上は「,」でつなぐ")
BEGINS = _column("begins_on", "beginDate", "開始日", DATE)
ENDS = _column("ends_on", "endDate", "終了日", DATE)
KEY = ("fiscal_year", "sourced_id")

ORGS = Table(
    "oneroster_orgs",
    "名簿：組織",
    "1行は1つの学校または教育委員会",
    (
        YEAR,
        *FRAME,
        replace(_column("name", "name", "名称", TEXT, required=True), security=SecurityClass.IV),
        _column("type", "type", "種類", TEXT, "school は学校、district は教育委員会など", required=True),
        _column("identifier", "identifier", "学校コード・団体コード", CODE, "学校は学校コード（13桁）"),
        _column("parent_id", "parentSourcedId", "上位の組織"),
    ),
    key=KEY,
    has_form=False,
)

ACADEMIC_SESSIONS = Table(
    "oneroster_academic_sessions",
    "名簿：学年暦",
    "1行は1つの年度または学期",
    (
        YEAR,
        *FRAME,
        TITLE,
        _column("type", "type", "種類", TEXT, "schoolYear は年度、term は学期", required=True),
        _column("starts_on", "startDate", "初日", DATE, required=True),
        _column("ends_on", "endDate", "末日", DATE, required=True),
        _column("parent_id", "parentSourcedId", "上位の期間"),
        _column("school_year", "schoolYear", "年度（資料のまま）", TEXT),
    ),
    key=KEY,
    has_form=False,
)

COURSES = Table(
    "oneroster_courses",
    "名簿：科目",
    "1行は1つの科目（教科の年間の枠）",
    (
        YEAR,
        *FRAME,
        _column("school_year_id", "schoolYearSourcedId", "年度の番号"),
        TITLE,
        _column("course_code", "courseCode", "科目コード"),
        GRADES,
        _column("org_id", "orgSourcedId", "組織", required=True),
        _column("subjects", "subjects", "教科", TEXT),
        _column("subject_codes", "subjectCodes", "教科コード"),
    ),
    key=KEY,
    has_form=False,
)

CLASSES = Table(
    "oneroster_classes",
    "名簿：学級",
    "1行は1つの学級または授業の組",
    (
        YEAR,
        *FRAME,
        TITLE,
        GRADES,
        _column("course_id", "courseSourcedId", "科目"),
        _column("class_code", "classCode", "学級コード"),
        _column("class_type", "classType", "種類", TEXT, "homeroom は学級、scheduled は授業"),
        _column("location", "location", "場所", TEXT),
        _column("school_id", "schoolSourcedId", "学校", required=True),
        _column("term_ids", "termSourcedIds", "学期"),
        _column("subjects", "subjects", "教科", TEXT),
        _column("subject_codes", "subjectCodes", "教科コード"),
        _column("periods", "periods", "時限", TEXT),
        _column("is_special_needs", "metadata.jp.specialNeeds", "特別支援学級", BOOLEAN),
    ),
    key=KEY,
    has_form=False,
)

USERS = Table(
    "oneroster_users",
    "名簿：利用者",
    "1行は1人の児童生徒・教職員など。氏名・連絡先・ログインの情報は持たない",
    (
        YEAR,
        _person("sourced_id", "sourcedId", "利用者（仮名）", required=True),
        STATUS,
        MODIFIED,
        _column("is_enabled", "enabledUser", "利用中", BOOLEAN),
        _person("agent_ids", "agentSourcedIds", "保護者など（仮名）"),
        GRADES,
        _column("primary_org_id", "primaryOrgSourcedId", "主な組織"),
    ),
    key=KEY,
    has_form=False,
    security=SecurityClass.III,
    not_stored=(
        _dropped("username", "ログイン名", "username"),
        _dropped("user_ids", "ほかの仕組みでの番号", "userIds"),
        _dropped("names", "氏名", "givenName"),
        _dropped("family_name", "姓", "familyName"),
        _dropped("middle_name", "ミドルネーム", "middleName"),
        _dropped("preferred_given_name", "通称の名", "preferredGivenName"),
        _dropped("preferred_middle_name", "通称のミドルネーム", "preferredMiddleName"),
        _dropped("preferred_family_name", "通称の姓", "preferredFamilyName"),
        _dropped("kana_given_name", "名のふりがな", "metadata.jp.kanaGivenName"),
        _dropped("kana_family_name", "姓のふりがな", "metadata.jp.kanaFamilyName"),
        _dropped("kana_middle_name", "ミドルネームのふりがな", "metadata.jp.kanaMiddleName"),
        _dropped("kana_preferred_given_name", "通称の名のふりがな", "metadata.jp.kanaPreferredGivenName"),
        _dropped("kana_preferred_family_name", "通称の姓のふりがな", "metadata.jp.kanaPreferredFamilyName"),
        _dropped(
            "kana_preferred_middle_name",
            "通称のミドルネームのふりがな",
            "metadata.jp.kanaPreferredMiddleName",
        ),
        replace(HOMEROOM, aliases=(*HOMEROOM.aliases, "metadata.jp.homeClass")),
        _dropped("identifier", "個人の番号", "identifier"),
        _dropped("master_identifier", "個人の共通の番号", "userMasterIdentifier"),
        _dropped("resource_ids", "教材", "resourceSourcedIds"),
        _dropped("pronouns", "代名詞", "pronouns"),
        _dropped("email", "メールアドレス", "email"),
        _dropped("sms", "携帯電話", "sms"),
        _dropped("phone", "電話番号", "phone"),
        _dropped("password", "パスワード", "password", security=SecurityClass.I),
    ),
)

ROLES = Table(
    "oneroster_roles",
    "名簿：役割",
    "1行は1人の1つの組織での役割",
    (
        YEAR,
        _person("sourced_id", "sourcedId", "番号（仮名）", required=True),
        STATUS,
        MODIFIED,
        _person("user_id", "userSourcedId", "利用者（仮名）", required=True),
        _column("role_type", "roleType", "主な役割か", TEXT, "primary は主、secondary は副"),
        _column("role", "role", "役割", TEXT, "student・teacher・administrator など", required=True),
        BEGINS,
        ENDS,
        _column("org_id", "orgSourcedId", "組織", required=True),
    ),
    key=KEY,
    has_form=False,
    security=SecurityClass.III,
    not_stored=(_dropped("user_profile_id", "ログインの情報の番号", "userProfileSourcedId"),),
)

ENROLLMENTS = Table(
    "oneroster_enrollments",
    "名簿：在籍",
    "1行は1人の1つの学級・授業への在籍",
    (
        YEAR,
        _person("sourced_id", "sourcedId", "番号（仮名）", required=True),
        STATUS,
        MODIFIED,
        _column("class_id", "classSourcedId", "学級", required=True),
        _column("school_id", "schoolSourcedId", "学校", required=True),
        _person("user_id", "userSourcedId", "利用者（仮名）", required=True),
        _column("role", "role", "役割", TEXT, "student・teacher など", required=True),
        _column("is_primary", "primary", "主担当", BOOLEAN),
        BEGINS,
        ENDS,
        replace(
            _column("is_public", "metadata.jp.publicFlg", "公開の可否", BOOLEAN),
            aliases=("metadata.jp.publicFlg", "metadata.jp.PublicFlg"),
        ),
    ),
    key=KEY,
    has_form=False,
    security=SecurityClass.III,
    not_stored=(replace(ATTENDANCE_NUMBER, aliases=(*ATTENDANCE_NUMBER.aliases, "metadata.jp.shussekiNo")),),
)

DEMOGRAPHICS = Table(
    "oneroster_demographics",
    "名簿：属性",
    "1行は1人の属性。生年月日と出身は持たない",
    (
        YEAR,
        _person("sourced_id", "sourcedId", "利用者（仮名）", required=True),
        STATUS,
        MODIFIED,
        _column("sex", "sex", "性別", TEXT, "male・female・unspecified・other"),
    ),
    key=KEY,
    has_form=False,
    security=SecurityClass.III,
    not_stored=(
        _dropped("birth_date", "生年月日", "birthDate"),
        *(
            _dropped(f"origin_{number}", f"人種・出身{number}", header, security=SecurityClass.I)
            for number, header in enumerate(
                (
                    "americanIndianOrAlaskaNative",
                    "asian",
                    "blackOrAfricanAmerican",
                    "nativeHawaiianOrOtherPacificIslander",
                    "white",
                    "demographicRaceTwoOrMoreRaces",
                    "hispanicOrLatinoEthnicity",
                    "countryOfBirthCode",
                    "stateOfBirthAbbreviation",
                    "cityOfBirth",
                ),
                start=1,
            )
        ),
        _dropped("residence", "居住の状況", "publicSchoolResidenceStatus"),
    ),
)

TABLES = (ORGS, ACADEMIC_SESSIONS, COURSES, CLASSES, USERS, ROLES, ENROLLMENTS, DEMOGRAPHICS)
