"""Personal data found by the name of a column."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from edu_dx.intake.personal.kinds import PersonalKind
from edu_dx.intake.text import bare, squeeze

_PERSON = (
    "児童|生徒|園児|幼児|学生|受験生|子ども|子供|お子様|保護者|父親?|母親?|親権者|家族|兄弟姉妹|本人|教職員|職員|教員|教師|教諭|講師|先生"
    "|担任|学級担任|副担任|校長|副校長|教頭|園長|担当者?|主担当|責任者|代表者|管理者|委員|支援員|社員|従業員|スタッフ"
    "|記入者|記載者|回答者|申請者|申込者|届出者|請求者|来庁者|来所者|相談者|対象者|受験者|受講者|参加者|利用者|使用者|会員|登録者|受給者"
    "|対応者|作成者|更新者|起票者|報告者|連絡者|受付者|承認者|世帯主|筆頭者|名義人|契約者|購入者|患者|受診者|緊急時?|ユーザー?|ご?本人"
)
_OF = rf"(?:(?:対象)?(?:{_PERSON})の?)?"
_NUMBERED = r"[0-9①-⑨]?"
_NAME = r"(?:氏名|姓名|お?名前|フルネーム|本名|戸籍名|通称名|旧姓|署名|氏)"
_KANA = r"(?:かな|カナ|仮名|ふりがな|フリガナ|ヨミ(?:ガナ|仮名)?|よみ(?:がな|仮名)?|読み(?:がな|仮名|方)?|ローマ字|英字|アルファベット)"
_JAPANESE: tuple[tuple[PersonalKind, str], ...] = (
    (PersonalKind.KANA, rf"{_OF}(?:{_NAME}|姓|名)?[_の]?{_KANA}(?:氏名|姓|名)?"),
    (PersonalKind.KANA, rf"{_OF}(?:シメイ|しめい|セイ|せい|メイ|めい|カナ姓名|カナ氏名)"),
    (PersonalKind.NAME, rf"{_OF}(?:漢字)?{_NAME}(?:[_の]?漢字)?"),
    (PersonalKind.NAME, rf"(?:{_PERSON})の?名"),
    (
        PersonalKind.NAME,
        r"姓|名|苗字|名字|ミドルネーム|ファーストネーム|ラストネーム|人名|ニックネーム|ハンドルネーム|アカウント名|ユーザー?名",
    ),
    (
        PersonalKind.NAME,
        r"(?:ご?担当|対応|来庁|来所|来館|相談|参加|受講|記入|記載|申請|申込|届出|請求|作成|更新|起票|報告|受付|承認)者|(?:学級|正|副)?担任|世帯主|筆頭者|名義人",
    ),
    (
        PersonalKind.BIRTH_DATE,
        rf"{_OF}(?:生年月日|誕生年?月?日|生れ年月日|生まれた?(?:年月?|日)|出生(?:年月)?日|生年月?|誕生年)",
    ),
    (
        PersonalKind.ADDRESS,
        rf"{_OF}(?:ご|現|自宅|住民票の?|実家の?|送付先|郵送先|帰省先)*(?:住所|居所|本籍地?|番地|丁目番地|町名番地|住所以下|地番|方書|建物名部屋番号)",
    ),
    (PersonalKind.POSTCODE, rf"{_OF}(?:ご|自宅|現住所|住所|送付先)*の?(?:郵便番号|〒|郵便no\.?)"),
    (
        PersonalKind.PHONE,
        rf"{_OF}(?:ご|自宅|日中の?|昼間の?|緊急時?の?|携帯|固定)*の?(?:電話(?:番号)?|携帯(?:番号)?|スマホ番号|tel\.?|(?:tel|電話)/?fax|fax(?:番号)?"
        r"|ファックス(?:番号)?|ファクシミリ(?:番号)?|ファクス(?:番号)?|(?:ご?連絡|緊急連絡)先(?:電話(?:番号)?)?|電話no\.?)",
    ),
    (
        PersonalKind.EMAIL,
        rf"{_OF}(?:ご|自宅|携帯|連絡用|通知用|pc)*(?:e-?メール|メール|e-?mail|電子メール|メアド)(?:アドレス|address)?",
    ),
    (PersonalKind.MY_NUMBER, rf"{_OF}(?:個人番号|マイ・?ナンバー(?:カード番号)?)"),
    (
        PersonalKind.OFFICIAL_NUMBER,
        r"(?:基礎)?年金番号|.*被保険者(?:証)?(?:の?(?:記号|番号|記号番号))|保険証番号|免許証?番号|旅券番号|パスポート番号|在留カード番号"
        r"|(?:健康)?保険(?:者|証)?(?:記号)?番号|(?:銀行|振込)?口座番号|宛名番号|住民票コード|世帯番号|整理番号\(個人\)|障害者手帳番号|手帳番号",
    ),
    (PersonalKind.PASSWORD, r".*(?:パスワード|暗証番号|暗証|合言葉|秘密の質問.*|パスコード)"),
    (PersonalKind.CARD, r"(?:クレジット)?カード(?:会員)?番号|クレジットカード"),
    (
        PersonalKind.PERSON_ID,
        rf"(?:{_PERSON}|個人|ログイン|利用|学籍|出席|受験|給与|社員|主体|端末使用者)(?:管理|識別|整理)?(?:番号|id|no\.?|コード|アカウント)"
        r"|学籍番号|出席番号|アカウント|ログイン名",
    ),
    (
        PersonalKind.NETWORK,
        r"ua|ipアドレス|ip|macアドレス|端末識別(?:番号|子|id)|ユーザー?エージェント|クッキー|アクセス元",
    ),
)
_ENGLISH: tuple[tuple[PersonalKind, str], ...] = (
    (
        PersonalKind.KANA,
        r"(?:.* )?(?:kana|furigana|romaji|katakana)(?: (?:given|family|middle|first|last|full) ?name| name)?",
    ),
    (
        PersonalKind.NAME,
        r"(?:(?:preferred|legal|student|pupil|child|teacher|staff|parent|guardian|person|contact|user) )?"
        r"(?:full|first|last|family|given|middle|maiden|nick) ?names?"
        r"|surname|forename|(?:student|pupil|child|teacher|staff|parent|guardian|person|contact|employee|member|user|login)s? ?name|username",
    ),
    (
        PersonalKind.BIRTH_DATE,
        r"(?:.* )?(?:birth ?dates?|date of birth|dob|birthday|birth ?year|year of birth|birth month)",
    ),
    (
        PersonalKind.NETWORK,
        r"(?:.* )?(?:ip|mac) ?(?:addr(?:ess)?)?|ua|user ?agent|cookie(?: id)?|device id|imei|idfa",
    ),
    (
        PersonalKind.EMAIL,
        r"(?:(?:student|pupil|parent|guardian|staff|user|contact|home|work|primary) )?(?:e ?mail|mail)(?: addr(?:ess)?)?",
    ),
    (
        PersonalKind.ADDRESS,
        r"(?:(?:student|pupil|parent|guardian|staff|user|home|street|postal|mailing|current|residential) )*(?:address)(?: (?:line )?[0-9])?",
    ),
    (PersonalKind.POSTCODE, r"(?:home )?(?:post ?code|zip(?: ?code)?|postal code)"),
    (
        PersonalKind.PHONE,
        r"(?:(?:student|parent|guardian|staff|user|home|mobile|cell|work|contact|emergency) )*"
        r"(?:phone|tel|telephone|mobile|fax|sms|contact|cell)(?: ?(?:number|no|num))?",
    ),
    (PersonalKind.PASSWORD, r"(?:.* )?(?:password|passwd|passcode|pwd|pin code)"),
    (PersonalKind.CARD, r"(?:credit )?card (?:number|no)"),
    (PersonalKind.MY_NUMBER, r"my ?number|individual number"),
    (
        PersonalKind.OFFICIAL_NUMBER,
        r"passport (?:number|no)|national insurance number|ssn|social security number",
    ),
    (
        PersonalKind.PERSON_ID,
        r"(?:student|pupil|child|teacher|staff|employee|person|member|user|login|account|respondent|candidate|customer|guardian)s? ?"
        r"(?:sourced ?)?(?:id|ids|no|number|identifier|code)|upn|uln|user master identifier|pid|account",
    ),
)
_BY_JAPANESE = tuple((kind, re.compile(pattern)) for kind, pattern in _JAPANESE)
_BY_ENGLISH = tuple((kind, re.compile(pattern)) for kind, pattern in _ENGLISH)
_BEARS_PERSON = re.compile(rf"(?:{_PERSON})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED_OTHERWISE = re.compile(
    r"(?:.*(?:学校|校|園|施設|業務|項目|市区町村|市町村|都道府県|団体|自治体|窓口|課|係|部署|所属|会場|場所|地区|学区|校区|町丁?|大字|字"
    r"|用件|手続き?|サービス|事業所?|会社|企業|法人|機関|センター|証明書?|種類|種別|教科|科目|学年|学級|クラス|組|品目?|商品|製品|機種|端末"
    r"|設備|備品|教材|単元|設問|問|駅|路線|バス停|エリア|国|地域|区|行事|イベント|部活動?|計画|目的|指標|ファイル|シート|列|表|システム|ソフト|アプリ"
    r"|school|office|org|organi[sz]ation|place|area|region|facility|authority|course|class|subject|file|institution|local authority|la)"
    r"の?(?:正式|略|省略)?(?:名称?|名前|name)?(?:[_の]?(?:かな|カナ|ふりがな|フリガナ|よみ|ヨミ|英語))?)"
    r"|(?:学校|校|園|施設|事業所|会場|窓口|団体|法人|機関|会社|店舗?|代表)の?(?:代表)?(?:住所|郵便番号|電話(?:番号)?|tel|fax(?:番号)?|連絡先|e?-?メール(?:アドレス)?|e-?mail)"
    r"|.*所在地?.*|名称(?:[_の]?(?:かな|カナ|ふりがな|フリガナ))?|設置場所|.*(?:件数|人数|回数|の有無|可否|割合|率)"
)


@lru_cache(maxsize=8192)
def personal_kind_of_header(text: str) -> PersonalKind | None:
    """What a column with this header tells about a person; None for any other header.

    Args:
        text: the header as printed: Japanese, English or both, padded, with a remark in brackets or on a second line.
    """
    whole = _kind_of_label(text)
    if whole or not _is_compound(text):
        return whole
    pieces = [piece for piece in re.split(r"[／/\n|｜]", text) if piece.strip()]
    if any(is_named_otherwise(piece) for piece in pieces):
        return None
    kinds = [_kind_of_label(piece) for piece in pieces]
    return next((kind for kind in reversed(kinds) if kind), None)


@lru_cache(maxsize=8192)
def is_named_otherwise(text: str) -> bool:
    """Whether a header names something that is no person: 学校名, 施設名, 所在地, 業務名, 件数."""
    return any(
        _NAMED_OTHERWISE.fullmatch(bare(squeeze(piece))) is not None
        for piece in re.split(r"[／/\n|｜]", text)
    )


def _is_compound(text: str) -> bool:
    return re.search(r"[／/\n|｜]", text.strip()) is not None


def _kind_of_label(text: str) -> PersonalKind | None:
    label = squeeze(text).strip("※*＊●○◎・:：")
    within = re.findall(r"[(\[【]([^()\[\]【】]*)[)\]】]", label)
    plain = re.sub(r"[0-9]{1,2}$|^[0-9]{1,2}[.．)]", "", bare(label))
    kind = _first(_BY_JAPANESE, plain) or _first(_BY_ENGLISH, _english_words(text))
    if kind is PersonalKind.NAME and any(
        _first(_BY_JAPANESE, inner) is PersonalKind.KANA for inner in within
    ):
        return PersonalKind.KANA
    if kind is None and within and (not plain or _BEARS_PERSON.fullmatch(plain)):
        return next(filter(None, (_first(_BY_JAPANESE, inner) for inner in within)), None)
    return kind


def _first(patterns: tuple[tuple[PersonalKind, re.Pattern[str]], ...], label: str) -> PersonalKind | None:
    return next((kind for kind, pattern in patterns if label and pattern.fullmatch(label)), None)


def _english_words(text: str) -> str:
    """``familyName``, ``FAMILY_NAME`` and ``Family-Name (kanji)`` as ``family name``."""
    plain = bare(unicodedata.normalize("NFKC", text)).removeprefix("metadata.jp.")
    return " ".join(re.sub(r"[_\-.:\s]+", " ", _CAMEL.sub(" ", plain)).casefold().split())
