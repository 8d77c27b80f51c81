"""Personal data found by what stands in a column."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edu_dx.intake.dates import read_date
from edu_dx.intake.personal.birth_dates import are_birth_dates
from edu_dx.intake.personal.check_digits import digits_of, is_card_number, is_my_number
from edu_dx.intake.personal.headers import is_named_otherwise, personal_kind_of_header
from edu_dx.intake.personal.kinds import OF_ORGANISATIONS_TOO, PersonalKind
from edu_dx.intake.personal.passwords import are_passwords
from edu_dx.intake.text import Cell, as_text, is_blank
from edu_dx.intake.values import UnreadableError
from edu_dx.privacy.patterns import ADDRESS, EMAIL, IP_ADDRESS, PHONE, POSTCODE, USER_AGENT
from edu_dx.privacy.person_names import Likeness, is_kana_name, likeness


@dataclass(frozen=True)
class Suspicion:
    """Why a column is taken for personal data.

    Args:
        kind: what it seems to tell.
        reason: the evidence, one Japanese phrase without any value.
    """

    kind: PersonalKind
    reason: str


@dataclass(frozen=True)
class _Sign:
    """A form of cells: at least ``share`` of the filled cells, and ``fewest`` of them, must have it."""

    kind: PersonalKind
    is_hit: Callable[[str], bool]
    share: float
    fewest: int


def _mobile_without_zero(text: str) -> bool:
    """What a sheet leaves of 09012345678 when it takes it for a number."""
    return re.fullmatch(r"[5789]0[1-9]\d{7}", text) is not None


_SIGNS = (
    _Sign(PersonalKind.EMAIL, lambda text: EMAIL.search(text) is not None, 0.05, 1),
    _Sign(PersonalKind.PHONE, lambda text: PHONE.search(text) is not None, 0.05, 1),
    _Sign(PersonalKind.PHONE, _mobile_without_zero, 0.8, 5),
    _Sign(PersonalKind.MY_NUMBER, lambda text: is_my_number(digits_of(text)), 0.8, 3),
    _Sign(PersonalKind.CARD, lambda text: is_card_number(digits_of(text)), 0.8, 3),
    _Sign(PersonalKind.ADDRESS, lambda text: ADDRESS.search(text) is not None, 0.3, 2),
    _Sign(PersonalKind.POSTCODE, lambda text: POSTCODE.fullmatch(text.strip()) is not None, 0.8, 3),
    _Sign(PersonalKind.NETWORK, lambda text: IP_ADDRESS.fullmatch(text.strip()) is not None, 0.5, 2),
    _Sign(PersonalKind.NETWORK, lambda text: USER_AGENT.search(text) is not None, 0.3, 2),
    _Sign(PersonalKind.KANA, is_kana_name, 0.5, 3),
)
_COUNT = re.compile(
    r"[\d,.]{1,5}(?:[%人件回名通枚]|)|[-…xX*○◯×●〇✓レ有無]|あり|なし|はい|いいえ|true|false", re.IGNORECASE
)
_NEVER_SHORT = (PersonalKind.PERSON_ID, PersonalKind.BIRTH_DATE, PersonalKind.PASSWORD)


def personal_kind_of_values(
    values: Sequence[Cell],
    header: str,
    *,
    school_names: frozenset[str] = frozenset(),
    today: dt.date | None = None,
) -> Suspicion | None:
    """What the cells of a column tell about persons; None where they tell nothing.

    Args:
        values: cells of the column; blank ones do not count.
        header: the column's header as printed. One that names persons' data is believed unless the cells are counts or
            marks; one that names something else (学校名, 所在地) is believed where schools and offices have such data too.
        school_names: names that stand in the school register, and so are no persons.
        today: the day on which ages are reckoned, by default the present day.
    """
    texts = [as_text(value) for value in values if not is_blank(value) and not isinstance(value, bool)]
    cells = Counter(text for text in texts if text not in school_names)
    if not cells:
        return None
    return (
        _by_header(cells, header)
        or _by_signs(cells, header)
        or _by_names(cells, header)
        or _by_passwords(cells)
        or _by_birth_dates(values, header, today or dt.date.today())
    )


def _by_header(cells: Counter[str], header: str) -> Suspicion | None:
    kind = personal_kind_of_header(header)
    if kind is None:
        return None
    counts = sum(
        number for text, number in cells.items() if _COUNT.fullmatch(unicodedata.normalize("NFKC", text))
    )
    if kind not in _NEVER_SHORT and counts > 0.5 * cells.total():
        return None
    return Suspicion(kind, "見出しが個人に関わる項目の名前です")


def _by_signs(cells: Counter[str], header: str) -> Suspicion | None:
    organisation = is_named_otherwise(header)
    for sign in _SIGNS:
        if organisation and (sign.kind in OF_ORGANISATIONS_TOO or sign.kind is PersonalKind.KANA):
            continue
        hits = sum(number for text, number in cells.items() if sign.is_hit(text))
        if hits >= sign.fewest and hits >= sign.share * cells.total():
            return Suspicion(sign.kind, _share(hits, cells.total(), sign.kind))
    return None


def _by_names(cells: Counter[str], header: str) -> Suspicion | None:
    """Kanji names: on distinct cells, since a time card names the same persons every day."""
    found = Counter(likeness(text) for text in cells)
    full, alone, shaped = found[Likeness.FULL_NAME], found[Likeness.SURNAME], found[Likeness.SHAPE]
    if is_named_otherwise(header):
        named = full >= 5 and full >= 0.8 * len(cells)
    else:
        named = (full >= 3 and full >= 0.25 * len(cells) and full + alone + shaped >= 0.75 * len(cells)) or (
            alone >= 5 and full + alone >= 0.5 * len(cells)
        )
    if not named:
        return None
    return Suspicion(PersonalKind.NAME, _share(full + alone, len(cells), PersonalKind.NAME, "種類の値"))


def _by_passwords(cells: Counter[str]) -> Suspicion | None:
    if not are_passwords(list(cells)):
        return None
    return Suspicion(PersonalKind.PASSWORD, "英字・数字・記号が不規則に混じる値が並んでいます")


def _by_birth_dates(values: Sequence[Cell], header: str, today: dt.date) -> Suspicion | None:
    if _OTHER_DATE.search(unicodedata.normalize("NFKC", header).casefold()):
        return None
    filled = [value for value in values if not is_blank(value)]
    dates = [date for value in filled if (date := _date(value)) is not None]
    if len(dates) < 0.9 * len(filled) or not are_birth_dates(dates, today=today):
        return None
    return Suspicion(
        PersonalKind.BIRTH_DATE,
        f"3歳から100歳までの人の生年月日のように散らばる日付が{len(dates):,}か所あります",
    )


_OTHER_DATE = re.compile(
    r"[一-鿿](?<![年月])(?:日時?|時刻|年月日?)|期日|期限|開始|終了|発行|作成|更新|登録|設定|時|created|updated|start|end|issued|modified|valid|due"
)
_YEAR_MONTH_DAY = re.compile(r"\D{0,2}\d{1,4}\D\d{1,2}\D\d{1,2}\D?|(?:19|20)\d{6}")


def _date(value: Cell) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else None
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not _YEAR_MONTH_DAY.fullmatch(
        unicodedata.normalize("NFKC", value).strip()
    ):
        return None
    try:
        return read_date(value)
    except UnreadableError:
        return None


def _share(hits: int, total: int, kind: PersonalKind, unit: str = "か所") -> str:
    return f"空欄でない{total:,}{unit}のうち{hits:,}{unit}が{kind.value}のように見えます"
