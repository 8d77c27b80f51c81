"""Free text with what tells who a person is replaced by 〔氏名〕, 〔電話番号〕 and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edu_dx.privacy.patterns import ADDRESS, EMAIL, IP_ADDRESS, PHONE, POSTCODE
from edu_dx.privacy.person_names import KANJI, Likeness, likeness

_NOT_NAMES = (
    r"客|皆|同|多|仕|模|異|神|王|奥|殿|貴|有|外|諸|各|全|何|誰|人|者|方|達|店|業|生徒|児童|園児|幼児|子供|保護|先生|校長|教頭|園長|担任|担当|主任|副|新任|前任"
    r"|主事|主幹|指導|主務|主任|助|栄養|任用|教諭|講師|養護|特任|支援員|司書|事務|業者|職員|会員|女王|女将|大将|店主|主人|農家|作家|隣|父|母|兄|姉|弟|妹|祖|爺|婆|嫁|娘|息子|孫|友|摂|華|彼|諸君|両|代表|会長|社長|部長|課長|係長"
    r"|英語|国語|算数|数学|理科|社会|音楽|体育|美術|図工|家庭|技術|書道|道徳|学年|学級|学校|塾|医|獣|歯科|看護|保健|警察|大学|高校|中学|小学|幼稚園|保育"
)
_STOP = re.compile(
    rf"(?:.*(?:{_NOT_NAMES})|.*[年組番代月日時分週回校園課室会屋員手掌長職]|.*[ただ]く|変わり)"
)
_STOP_AFTER_SURNAME = re.compile(r".*(?:先生|校長|教頭|担任|たく)")
_HIRAGANA = "".join(map(chr, range(ord("ぁ"), ord("ん") + 1)))
_HONORIFIC = r"さん|くん|君(?!臨)|ちゃん|先生|氏(?![名神族家遺])|様(?![子式々相似変])|教諭|校長|教頭|さま"
_HONOURED = re.compile(
    rf"(?<![{KANJI}ァ-ヶーおご])"
    rf"(?P<name>[{KANJI}]{{1,4}}(?:[ 　][{KANJI}]{{1,3}})?|[{KANJI}]{{1,3}}[ぁ-ん]{{2,3}}|[ァ-ヶー]{{2,6}})"
    rf"(?=(?:{_HONORIFIC}))"
)
_KANA_HONOURED = re.compile(r"(?<![ぁ-んァ-ヶー一-鿿])(?P<name>[ぁ-ん]{2,4})(?=(?:くん|ちゃん|さん))")
_LED = re.compile(
    r"(?:(?:担任|担当|校長|教頭|教諭|講師)の|(?:担任|担当者?|氏名|名前|児童名|生徒名|保護者名|記入者|連絡者|申請者)(?:名|氏名)?\s?[:：]\s?)"
    rf"(?P<name>[{KANJI}]{{2,4}}(?:[ 　][{KANJI}]{{1,3}})?|[ァ-ヶー]{{2,6}})(?![{KANJI}])"
)
_KANA_STOP = re.compile(
    r"お.*|ご.*|みな|たく|かあ|とう|あか|こども|たくさ|ばあ|じい|ねえ|にい|おく|.*(?:の|は|が|を|に|で|と|も)"
)
_URL = re.compile(r"https?://[!-~]*(?:[?=#@]|\d{4})[!-~]*")
_BIRTH_DATE = re.compile(
    r"(?:生年月日|誕生日|生まれた日)\s?[はがのと:：]?\s?"
    r"(?P<name>(?:[明大昭平令][和治正成]?|[MTSHR])?\s?[\d元]{1,4}\s?[年.．/／-]\s?\d{1,2}\s?[月.．/／-]\s?\d{1,2}日?)"
    r"|(?P<born>(?:[明大昭平令][和治正成]?|[MTSHR])?\s?[\d元]{1,4}\s?[年.．/／-]\s?\d{1,2}\s?[月.．/／-]\s?\d{1,2}日?)(?=\s?(?:生まれ|生れ|うまれ|生(?![徒活産])))"
)
_LABELLED_NUMBER = re.compile(
    r"(?:学籍|職員|会員|出席|受験|生徒|児童|個人|利用者|社員|年金|保険|口座|免許証?)(?:番号|ID|ＩＤ|No\.?|コード)\s?[はが:：]?\s?(?P<name>[A-Za-z]{0,3}[-]?\d[\d-]*)"
)
_LOCAL_PHONE = re.compile(
    r"(?:電話(?:番号)?|tel|fax|☎|携帯|連絡先)[.．]?\s?[はがの:：]?\s?(?P<name>\d{2,4}[-－‐−ー]\d{4})(?![-－]?\d)",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(
    r"(?<![\d.,A-Za-z])\d{9,}(?![\d.,]*\d)|(?<![\d-])\d{4}([ -])\d{4}\1\d{4}(?:\1\d{2,4})?(?![\d-])"
)

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_URL, "URL"),
    (EMAIL, "メールアドレス"),
    (_BIRTH_DATE, "生年月日"),
    (_LABELLED_NUMBER, "番号"),
    (PHONE, "電話番号"),
    (_LOCAL_PHONE, "電話番号"),
    (POSTCODE, "郵便番号"),
    (_LONG_NUMBER, "番号"),
    (IP_ADDRESS, "IPアドレス"),
    (ADDRESS, "住所"),
    (_LED, "氏名"),
    (_HONOURED, "氏名"),
    (_KANA_HONOURED, "氏名"),
)


@dataclass(frozen=True)
class Masked:
    """A text without what tells who a person is.

    Args:
        text: the text with 〔…〕 in place of each hit.
        count: how many hits were replaced.
    """

    text: str
    count: int


def mask_text(text: str) -> Masked:
    """Replace addresses, numbers, dates of birth and names in free text; the rest stays character by character.

    A name is masked where the text marks it as one (山田さん, 担任の山田, 氏名：山田): a name without a mark cannot be told
    from a place, so that masked text is still kept apart and read by the board alone. Masking twice changes nothing.
    """
    count = 0
    while True:
        masked, hits = _masked_once(text)
        if not hits:
            return Masked(text, count)
        text, count = masked, count + hits


def _masked_once(text: str) -> tuple[str, int]:
    count = 0
    for pattern, label in _RULES:

        def replaced(match: re.Match[str], label: str = label) -> str:
            nonlocal count
            start, stop = _span(match)
            if label == "氏名" and _is_no_name(match[0][start - match.start() : stop - match.start()]):
                return match[0]
            count += 1
            return match[0][: start - match.start()] + f"〔{label}〕" + match[0][stop - match.start() :]

        text = pattern.sub(replaced, text)
    return text, count


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the personal part of a match stands: its named group, or all of it."""
    for group in ("name", "born"):
        if group in match.re.groupindex and match[group] is not None:
            return match.span(group)
    return match.span()


def _is_no_name(name: str) -> bool:
    """Whether a text before さん or 先生 is an occupation or a word; a frequent surname is always a name."""
    if "ぁ" <= name[0] <= "ん":
        return _KANA_STOP.fullmatch(name) is not None
    if likeness(name) in (Likeness.SURNAME, Likeness.FULL_NAME):
        return _STOP_AFTER_SURNAME.fullmatch(name) is not None
    return any(_STOP.fullmatch(text) for text in (name, name.rstrip(_HIRAGANA)))
