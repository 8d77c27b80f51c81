import pytest

from edu_dx.intake.personal.headers import is_named_otherwise, personal_kind_of_header
from edu_dx.intake.personal.kinds import PersonalKind as Kind

PERSONAL = {
    Kind.NAME: (
        "氏名",
        "氏　　名",
        "姓",
        "名",
        "児童名",
        "児童氏名",
        "生徒の氏名",
        "保護者名",
        "担当者",
        "担当者名",
        "担任",
        "担任名",
        "担任（氏名）",
        "氏名（漢字）",
        "氏名※",
        "氏名／Name",
        "氏名\nName",
        "お名前",
        "familyName",
        "First Name",
        "student_name",
        "username",
    ),
    Kind.KANA: (
        "フリガナ",
        "ﾌﾘｶﾞﾅ",
        "ふりがな",
        "ローマ字",
        "氏名（カナ）",
        "カナ氏名",
        "ｼﾒｲ",
        "metadata.jp.kanaGivenName",
    ),
    Kind.BIRTH_DATE: (
        "生年月日",
        "生年月日(西暦)",
        "誕生日",
        "生まれ年",
        "birthDate",
        "Date of birth",
        "DOB",
    ),
    Kind.ADDRESS: ("住所", "住所1", "現住所", "自宅住所", "番地", "Home Address"),
    Kind.POSTCODE: ("郵便番号", "〒", "zip code"),
    Kind.PHONE: (
        "電話",
        "電話番号",
        "電話番号（自宅）",
        "携帯",
        "ＴＥＬ",
        "TEL/FAX",
        "FAX",
        "連絡先",
        "緊急連絡先",
        "保護者電話番号",
        "phone",
    ),
    Kind.EMAIL: ("メール", "メールアドレス", "E-Mailアドレス", "e-mail", "email"),
    Kind.MY_NUMBER: ("個人番号", "マイナンバー", "児童の個人番号"),
    Kind.OFFICIAL_NUMBER: ("基礎年金番号", "被保険者番号", "雇用保険被保険者番号", "口座番号"),
    Kind.PASSWORD: ("パスワード", "初期パスワード", "暗証番号", "password"),
    Kind.CARD: ("クレジットカード番号",),
    Kind.PERSON_ID: ("会員ID", "職員番号", "職員No.", "学籍番号", "出席番号", "User ID", "userSourcedId"),
    Kind.NETWORK: ("UA", "IPアドレス", "IP address", "User-Agent"),
}
OTHER = (
    *(
        "学校名",
        "園名",
        "業務名",
        "施設名",
        "項目名",
        "市区町村名",
        "会員市町村",
        "窓口名",
        "名称",
        "件名",
        "品名",
    ),
    *(
        "学校所在地",
        "学校住所",
        "学校電話番号",
        "代表電話",
        "学校名（ふりがな）",
        "施設名フリガナ",
        "名称カナ",
    ),
    *(
        "都道府県名（カナ）",
        "氏名の有無",
        "連絡先の有無",
        "人名用漢字",
        "住所変更",
        "電話件数",
        "電話相談件数",
    ),
    *("児童数", "職員数", "回答者数", "保護者", "担当課", "登録エリア", "設定年月日", "出生数", "名簿"),
    *("マイナンバーカード交付件数", "個人番号カード交付枚数", "カード番号札", "番号", "受付番号", "窓口番号"),
    *("name", "school_name", "la_name", "time_identifier", "file name", "school_code", "contact_rate", ""),
)


@pytest.mark.parametrize(
    ("kind", "header"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts]
)
def test_a_header_of_personal_data_is_known_by_its_kind(kind: Kind, header: str) -> None:
    assert personal_kind_of_header(header) == kind


@pytest.mark.parametrize("header", OTHER)
def test_a_header_of_something_else_is_left_alone(header: str) -> None:
    assert personal_kind_of_header(header) is None


@pytest.mark.parametrize("header", ["学校名", "学校所在地", "施設名\nName", "地区", "名称", "件数"])
def test_some_headers_say_that_no_person_is_meant(header: str) -> None:
    assert is_named_otherwise(header)


@pytest.mark.parametrize("header", ["氏名", "列1", "", "備考"])
def test_other_headers_leave_it_to_the_values(header: str) -> None:
    assert not is_named_otherwise(header)
