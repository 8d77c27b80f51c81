"""What each column of a published statistical table is: time, area, dimension, unit or number."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field

from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.profiles import Grid, Profile
from edu_dx.intake.readers.known_words import names_a_quantity
from edu_dx.intake.readers.statistics_periods import fiscal_year_of_period
from edu_dx.intake.text import bare, squeeze
from edu_dx.intake.values import Missing, UnreadableError, is_missing_symbol, missing_in
from edu_dx.tables.definitions.columns import SCHOOL_CODE, SCHOOL_NAME

_TIME = re.compile(
    r"time_?(?:period|frame)|時間軸(?:名称?)?(?:\(.*\))?|(?:調査|対象|実施|会計)?年(?:度|次)?(?:\(.*\))?|西暦(?:年度?)?|和暦(?:年度?)?"
    r"|(?:fiscal|academic|school|calendar|financial)?_?year|(?:reference_?)?(?:period|date|month|quarter)|時点|期間|年月(?:日)?"
    r"|基準日|調査(?:時点|期日|年月日?)|集計(?:年月|期間|時点)|四半期"
)
_TIME_UNIT = re.compile(r"time_?(?:identifier|unit)|時間軸の単位|期間区分|期間の単位")
_LEVEL = re.compile(r"(?:geographic|area|geo)_?level|地域(?:区分|階層|段階|レベル|の段階)|団体区分")
_AREAS = (
    r"country|region(?:al)?|(?:new_|old_)?la|lad|local_?authority|area|geography|prefecture|pref|municipality|city|county|district"
    r"|ward|town|pcon|都道府県|市?区?町?村|市町|県|自治体|団体|(?:全国)?地方公共団体|(?:標準)?地域|市区|行政区|区|圏域|教育事務所"
)
_AREA_CODE = re.compile(rf"(?:{_AREAS})[_\s]?(?:code|コード|番号|cd|id)")
_AREA_NAME = re.compile(rf"(?:{_AREAS})(?:[_\s]?name|名称?|別)?")
_AREA_VALUE = re.compile(r"全国|.{1,7}[都道府県]|.{1,12}[市区町村郡]|[EWSNK]\d{8}")
_CODE = re.compile(r"(?P<stem>.*?)[_\s]?(?:補助)?(?:コード|code|cd)")
_VALUE = re.compile(r"(?:obs_?)?value|値|数値|統計値|観測値|実数|データ値?")
_UNIT = re.compile(r"unit|単位|units?_of_measure")
_INDICATOR = re.compile(r"表章項目|indicator|measure|variable|指標(?:名)?|統計項目|項目名?")
_NOTE = re.compile(
    r"注(?:記|釈)?|備考|annotation|note|notes|footnote|摘要|remarks?|no\.?|項番|番号|id|通し番号|連番|通番"
)
_SCHOOLS = {squeeze(name) for name in (*SCHOOL_NAME.header_names, *SCHOOL_CODE.header_names)} | {
    "school_urn",
    "urn",
    "laestab",
}
_LONGEST_DIMENSION = 60
_FEW = 30
_MOSTLY = 0.9
_HALF = 0.5
_AMOUNT = re.compile(r".*(?:[数率額量費高計]|割合|人口|人員|面積)")
_LABEL_NUMBER = re.compile(r"[0-9]{1,2}|(?:19|20)[0-9]{2}")


@dataclass
class Roles:
    """The columns of a statistical table by what they are."""

    times: list[Profile] = field(default_factory=list)
    time_units: list[Profile] = field(default_factory=list)
    levels: list[Profile] = field(default_factory=list)
    area_codes: list[Profile] = field(default_factory=list)
    area_names: list[Profile] = field(default_factory=list)
    dimensions: list[Profile] = field(default_factory=list)
    units: list[Profile] = field(default_factory=list)
    measures: list[Profile] = field(default_factory=list)
    notes: list[Profile] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        """Whether each row holds one number, and says in a column what it counts."""
        return len(self.measures) == 1 and bool(_VALUE.fullmatch(self.measures[0].column.leaf))

    @property
    def indicator(self) -> Profile | None:
        """The dimension that says what the one column of numbers counts."""
        named = [profile for profile in self.dimensions if _INDICATOR.fullmatch(profile.column.leaf)]
        return named[0] if self.is_long and named else None


def roles_of(grid: Grid) -> Roles | None:
    """What each column is; None where a column is something that statistics have not, or the numbers are another
    table's.
    """
    roles = Roles()
    for profile in grid.profiles:
        place = _place(profile, roles)
        if place is None:
            return None
        place.append(profile)
    _settle_codes(roles)
    if not roles.measures or not (roles.area_names or roles.area_codes):
        return None
    if not (roles.times or roles.is_long) or _are_of_another_table(roles):
        return None
    return roles


def _place(profile: Profile, roles: Roles) -> list[Profile] | None:
    label = profile.column.leaf
    if label in _SCHOOLS or personal_kind_of_header(profile.column.printed[-1]):
        return None
    by_name = (
        (_TIME_UNIT, roles.time_units),
        (_LEVEL, roles.levels),
        (_AREA_CODE, roles.area_codes),
        (_UNIT, roles.units),
        (_NOTE, roles.notes),
    )
    for pattern, place in by_name:
        if pattern.fullmatch(label):
            return place
    if not profile.filled:
        return roles.notes
    if _TIME.fullmatch(label) and profile.share(_is_period) >= _MOSTLY:
        return roles.times
    if _CODE.fullmatch(label):
        return roles.dimensions
    is_measure = profile.is_measure or profile.is_all_missing or _is_damaged_measure(profile)
    if is_measure and not _AREA_NAME.fullmatch(label):
        return roles.measures
    if _AREA_NAME.fullmatch(bare(label)) or profile.share(_is_area) >= _MOSTLY:
        return roles.area_names
    return roles.dimensions if _is_dimension(profile) else None


def _is_damaged_measure(profile: Profile) -> bool:
    """Whether half of the cells are suppressed, or are numbers while the others cannot be read.

    Numbers may be names too (a grade, a year). They are none where the header names an amount (図書館数); or where there
    are amounts among them: at least as many as may be names, or beside cells that can name nothing.
    """
    if profile.share(_is_suppressed) >= _HALF:
        return True
    if profile.share_of_numbers < _HALF:
        return False
    if _AMOUNT.fullmatch(bare(profile.column.leaf)):
        return True
    amounts = profile.share(_is_amount)
    if not amounts:
        return False
    if profile.longest > _LONGEST_DIMENSION:
        return True
    return amounts >= profile.share(_names_a_thing) or profile.share(_names_nothing) == 1


def _is_suppressed(text: str) -> bool:
    return missing_in(text) is Missing.SUPPRESSED


def _names_nothing(text: str) -> bool:
    """Whether a cell is a number, right or wrong, what stands for a formula that failed, or why there is no number."""
    return text.startswith("#") or is_missing_symbol(text) or any(character.isdigit() for character in text)


def _is_amount(text: str) -> bool:
    return text[:1].isdigit() and not _names_a_thing(text)


def _names_a_thing(text: str) -> bool:
    """Whether a number may be a grade, an age, a question's or a year."""
    return bool(_LABEL_NUMBER.fullmatch(text))


def _is_dimension(profile: Profile) -> bool:
    few = len(profile.counts) <= max(_FEW, profile.rows // 2)
    return few and profile.longest <= _LONGEST_DIMENSION


def _is_period(text: str) -> bool:
    with contextlib.suppress(UnreadableError, ValueError):
        fiscal_year_of_period(text)
        return True
    return False


def _is_area(text: str) -> bool:
    return bool(_AREA_VALUE.fullmatch(text.strip()))


def _settle_codes(roles: Roles) -> None:
    """Codes of dimensions, times and units that stand beside a column of names say nothing more."""
    names = [*roles.times, *roles.dimensions, *roles.area_names, *roles.measures]
    stems = {squeeze(profile.column.leaf) for profile in names if not _CODE.fullmatch(profile.column.leaf)}
    kept = []
    for profile in roles.dimensions:
        match = _CODE.fullmatch(profile.column.leaf)
        if match is None:
            kept.append(profile)
        elif match["stem"] in stems or _is_followed_by_names(profile, names):
            roles.notes.append(profile)
        else:
            kept.append(profile)
    roles.dimensions = kept


def _is_followed_by_names(profile: Profile, names: list[Profile]) -> bool:
    """Whether the next column names what this one codes: ``cat01_code``, ``性別``."""
    after = [other for other in names if other.column.index == profile.column.index + 1]
    return any(not _CODE.fullmatch(other.column.leaf) and not other.is_measure for other in after)


def _are_of_another_table(roles: Roles) -> bool:
    """Whether most of the numbers bear the names of another table's quantities."""
    if roles.is_long:
        return False
    known = sum(names_a_quantity(profile.column) for profile in roles.measures)
    return known * 2 > len(roles.measures)
