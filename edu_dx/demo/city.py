"""The invented city: its codes, districts, schools and people.

The municipality number 09299 and the school numbers 9900001 and up are not in use: the real lists
(全国地方公共団体コード, 学校コード一覧) hold no such code, which tests/real checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from edu_dx.tables.codes import municipality_code_check_digit, school_code_check_digit

CITY = "みほん市（架空）"
BOARD = "みほん市教育委員会（架空）"
PREFECTURE = "栃木県"
PREFECTURE_NUMBER = "09"
MUNICIPALITY_CODE = "09299" + municipality_code_check_digit("09299")

ELEMENTARY, JUNIOR_HIGH = "小学校", "中学校"
DISTRICTS = ("中央", "東部", "西部", "南部", "北部")


@dataclass(frozen=True)
class School:
    """One invented school.

    Args:
        name: short name, as a table of schools prints it.
        school_type: 小学校 or 中学校.
        district: the part of the city it lies in.
        number: place in the list of its type, from 1.
        entrants: relative size of its grade-1 entry in FY2025; 0 for junior high schools.
        trend: yearly relative change of its share of the city's entrants.
        feeds: name of the junior high school its leavers go to; empty for junior high schools.
    """

    name: str
    school_type: str
    district: str
    number: int
    entrants: float = 0.0
    trend: float = 0.0
    feeds: str = ""

    @property
    def code(self) -> str:
        """The 13-character school code, of a number range not in use."""
        kind, start = ("B1", 9900000) if self.school_type == ELEMENTARY else ("C1", 9900100)
        first_twelve = f"{kind}{PREFECTURE_NUMBER}2{start + self.number}"
        return first_twelve + school_code_check_digit(first_twelve)

    @property
    def survey_number(self) -> str:
        """The older six-digit number that boards still print beside a school."""
        start = 9700 if self.school_type == ELEMENTARY else 9800
        return f"{PREFECTURE_NUMBER}{start + self.number}"

    @property
    def full_name(self) -> str:
        """The name as the school register prints it; a mark behind it would hide the school from its own files."""
        return f"みほん市立{self.name}{self.school_type}"


_ELEMENTARY = (
    # name, district, entrants, trend, junior high school
    ("あおば", "中央", 560, 0.010, "中央"),
    ("わかくさ", "中央", 390, 0.000, "中央"),
    ("せせらぎ", "中央", 230, -0.010, "みどり野"),
    ("みどり野", "中央", 470, 0.000, "みどり野"),
    ("こもれび", "中央", 300, -0.005, "第一"),
    ("ひばりが丘", "東部", 620, 0.030, "ひばりが丘"),
    ("さくら台", "東部", 430, 0.020, "さくら台"),
    ("なのはな", "東部", 270, 0.000, "さくら台"),
    ("あさひ野", "東部", 330, 0.000, "第一"),
    ("しらさぎ", "東部", 170, -0.010, "ひばりが丘"),
    ("つきみ野", "西部", 350, 0.010, "つきみ野"),
    ("かざみ", "西部", 200, -0.015, "つきみ野"),
    ("もみじ山", "西部", 120, -0.025, "もみじ山"),
    ("どんぐり", "西部", 80, -0.030, "もみじ山"),
    ("いずみの", "南部", 410, 0.005, "いずみの"),
    ("たいよう", "南部", 290, 0.000, "いずみの"),
    ("そよかぜ", "南部", 240, -0.005, "みなみ野"),
    ("はるかぜ", "南部", 190, -0.010, "みなみ野"),
    ("ほしの", "北部", 150, -0.020, "ほしの"),
    ("ゆうひが丘", "北部", 75, -0.030, "ほしの"),
    ("やまなみ", "北部", 46, -0.035, "やまなみ"),
    ("おくみほん", "北部", 24, -0.045, "やまなみ"),
)
_JUNIOR_HIGH = (
    ("第一", "中央"),
    ("中央", "中央"),
    ("みどり野", "中央"),
    ("ひばりが丘", "東部"),
    ("さくら台", "東部"),
    ("つきみ野", "西部"),
    ("もみじ山", "西部"),
    ("いずみの", "南部"),
    ("みなみ野", "南部"),
    ("ほしの", "北部"),
    ("やまなみ", "北部"),
)

ELEMENTARY_SCHOOLS = tuple(
    School(name, ELEMENTARY, district, number, entrants, trend, feeds)
    for number, (name, district, entrants, trend, feeds) in enumerate(_ELEMENTARY, start=1)
)
JUNIOR_HIGH_SCHOOLS = tuple(
    School(name, JUNIOR_HIGH, district, number)
    for number, (name, district) in enumerate(_JUNIOR_HIGH, start=1)
)
SCHOOLS = (*ELEMENTARY_SCHOOLS, *JUNIOR_HIGH_SCHOOLS)

PEOPLE = (
    # id, name, role
    ("hanako", "見本 花子（架空）", "支援員"),
    ("taro", "試作 太郎（架空）", "コンサルタント"),
    ("midori", "例示 みどり（架空）", "コンサルタント"),
    ("ichiro", "架空 一郎（架空）", "教育委員会"),
)
