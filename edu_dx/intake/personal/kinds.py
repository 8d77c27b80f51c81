"""Kinds of personal data that raw files hold."""

from __future__ import annotations

from enum import StrEnum


class PersonalKind(StrEnum):
    """What a column tells about a person, in the words of the receipt."""

    NAME = "氏名"
    KANA = "氏名のふりがな・ローマ字"
    BIRTH_DATE = "生年月日"
    ADDRESS = "住所"
    POSTCODE = "郵便番号"
    PHONE = "電話番号"
    EMAIL = "メールアドレス"
    MY_NUMBER = "個人番号（マイナンバー）"
    OFFICIAL_NUMBER = "年金・保険・口座などの番号"
    PERSON_ID = "会員・職員・児童生徒などの番号"
    PASSWORD = "パスワード"
    CARD = "カード番号"
    NETWORK = "通信機器の情報（IPアドレス・UAなど）"


OF_ORGANISATIONS_TOO = frozenset(
    [PersonalKind.ADDRESS, PersonalKind.POSTCODE, PersonalKind.PHONE, PersonalKind.EMAIL]
)
"""Kinds that schools and offices have as well, and publish."""
