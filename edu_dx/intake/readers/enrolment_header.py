"""What one header of an enrolment table says: pupils or classes, which grade, special support or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.text import bare

PUPILS, CLASSES, SPECIAL = "pupils", "classes", "special_support_pupils"

_KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_GRADE = re.compile(
    r"(?<![0-9元和成昭rhs])(?P<stage>小学校|中学校|小学|中学|小|中)?第?(?P<grade>[1-9])学?年(?:生|次|児童|生徒)?(?![度前間月齢])"
)
_STAGE_GROUP = re.compile(r"(?P<first>小学校|小学部|前期課程)|(?P<second>中学校|中学部|後期課程)")
_SHORT_GRADE = re.compile(r"(?P<stage>[小中pj])(?P<grade>[1-9])|grade_?(?P<english>[1-9])")
_NUMBERED = re.compile(r"(?P<stage>)(?P<grade>[1-9])")
_SPECIAL = re.compile(r"特別支援|特支|special|特別$|特学|知的|情緒|難聴|肢体|病弱|虚弱|弱視|言語障")
_ORDINARY_CLASS_KINDS = re.compile(r"(特別支援|特支|複式|通常|普通|特別)の?学級(?!数)")
_PUPIL_WORDS = re.compile(r"児童|生徒|在籍|人数|人員|pupils")
_CLASS_WORDS = re.compile(r"学級|クラス|組数|classes")
_TOTAL = {"計", "合計", "総計", "総数", "小計", "全体", "全学年", "学年計", "total"}
_SEVERAL_GRADES = re.compile(r"[1-9]年?生?[~〜・,、\-–][1-9]年")
_SEX = re.compile(
    r"(?:(?:在籍)?(?:児童|生徒|者)?数?|人数)\(?(?P<sex>[男女])(?:子|児|性)?(?:児童数?|生徒数?)?\)?(?:合計|小計|計)?"
)
_CLASS = re.compile(r"(?:[0-9]{1,2}|[a-z])組")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_ROMAN_GRADE = re.compile(r"(?:第)?(?P<roman>i{1,3}|iv|vi?)学?年生?")
_PART_IN_BRACKETS = re.compile(r"\((?:うち|内)[^()]*\)")
_LAST_YEAR = re.compile(r"前年|昨年|増減|比較|推計|見込|予測")
_OTHER_THINGS = re.compile(
    r"教員|職員|教諭|教職|外国|帰国|日本語|通級|要保護|就学援助|卒業|入学者|転入|転出|欠席|不登校|教室|面積|平均|割合|比率|構成比|%|当たり|あたり"
)


@dataclass(frozen=True)
class Grade:
    """A printed grade: its number and, if the header says so, the stage (小 or 中) that it counts in."""

    number: int
    stage: str = ""

    def absolute(self, school_type: str) -> int | None:
        """Grade 1-9 for a school of ``school_type``; None if such a school has no such grade.

        中学校 count 1-3 as 7-9; a 義務教育学校 counts 1-9 through (or 中1-3 where the stage is printed).
        """
        if self.stage == "中":
            return self.number + 6 if self.number <= 3 and school_type != "小学校" else None
        if school_type == "中学校" and not self.stage and self.number <= 3:
            return self.number + 6
        allowed = {"小学校": range(1, 7), "中学校": range(7, 10), "義務教育学校": range(1, 10)}[school_type]
        return self.number if self.number in allowed else None


@dataclass(frozen=True)
class Facet:
    """One column of an enrolment table.

    Args:
        column: where it stands.
        measure: ``pupils``, ``classes`` or "" where no word says which.
        grade: None for a column over all grades.
        special: counts special support only (特別支援学級).
        combined: counts combined-grade classes (複式学級).
        excludes_special: counts all but special support (…を除く).
        sex: the part of a sum that it counts: 男, 女 or a class (``1組``); "" for all.
        is_total: a printed total over grades, sexes or kinds.
    """

    column: HeaderColumn
    measure: str
    grade: Grade | None
    special: bool
    combined: bool
    excludes_special: bool
    sex: str
    is_total: bool

    def measuring(self, measure: str) -> Facet:
        """This facet with a measure taken from the title, where its own header says none."""
        return self if self.measure else replace(self, measure=measure)

    @property
    def counts(self) -> bool:
        """Whether it says more than that it is a total."""
        return bool(
            self.measure or self.grade or self.special or self.combined or self.excludes_special or self.sex
        )

    @property
    def content(self) -> tuple[object, ...]:
        """What is counted: two columns of one sheet must not count the same."""
        kind_of_support = self.column.path if self.special and not self.grade else ""
        return (
            kind_of_support,
            self.measure,
            self.grade,
            self.special,
            self.combined,
            self.excludes_special,
            self.sex,
            self.is_total,
        )


def read_grade(label: str) -> Grade | None:
    """A squeezed label or cell as a grade: ``1年``, ``第1学年``, ``小1``, ``中2年生``, ``一年``, ``J3``, ``7``."""
    text = label.translate(_KANJI_DIGITS)
    if roman := _ROMAN_GRADE.fullmatch(text):
        return Grade(int(_ROMAN[roman["roman"]]))
    match = _SHORT_GRADE.fullmatch(text) or _NUMBERED.fullmatch(text) or _GRADE.search(text)
    if not match:
        return None
    stage = {"p": "小", "j": "中"}.get(match["stage"] or "", (match["stage"] or "")[:1])
    return Grade(int(match["grade"] or match["english"]), stage)


def read_facet(column: HeaderColumn) -> Facet | None:
    """What a header says; None for a column that counts nothing of the table (names, remarks, last year)."""
    labels = tuple(_PART_IN_BRACKETS.sub("", label) or label.strip("()") for label in column.labels)
    path, leaf = "|".join(labels), labels[-1]
    if _LAST_YEAR.search(path) or _OTHER_THINGS.search(path):
        return None
    if _SEVERAL_GRADES.search(path) and not re.search(r"複式|特別|特支", path):
        return None
    grade = _grade_of(labels)
    excludes = bool(re.search(r"除く|除き|含まない|通常学級|普通学級|通常の学級", path))
    special = bool(_SPECIAL.search(re.sub(r"\([^()]*(?:除|含)[^()]*\)", "", path))) and not re.search(
        r"特別支援学級[^|]*(?:除|含)", path
    )
    sex = _sex_of(leaf)
    measure = _measure_of(labels)
    is_total = _GRADE.sub("", bare(leaf).translate(_KANJI_DIGITS)) in _TOTAL or (
        grade is None and bool(re.fullmatch(r".*(?:合計|総計|総数|計)", bare(leaf)))
    )
    if not (measure or grade or special or excludes or "複式" in path or sex or is_total):
        return None
    return Facet(column, measure, grade, special, "複式" in path, excludes and not special, sex, is_total)


def grade_alone(label: str) -> Grade | None:
    """The grade that a squeezed text names; None if it names none, or several (1・2年)."""
    return None if _SEVERAL_GRADES.search(label) else read_grade(label)


def _sex_of(leaf: str) -> str:
    """男 or 女 for ``男``, ``女子``, ``男子児童数``, ``1年(女)``; the class for ``1年2組``."""
    part = _GRADE.sub("", leaf.translate(_KANJI_DIGITS))
    if _CLASS.fullmatch(part):
        return part
    match = _SEX.fullmatch(part)
    return match["sex"] if match else ""


def _grade_of(labels: tuple[str, ...]) -> Grade | None:
    """The grade that the lowest label with one names; a group such as 中学校 or 後期課程 says how it counts."""
    grade = next((found for label in reversed(labels) if (found := grade_alone(label))), None)
    if grade is None or grade.stage:
        return grade
    for label in labels:
        if match := _STAGE_GROUP.fullmatch(bare(label)):
            return Grade(grade.number, "小" if match["first"] else "中")
    return grade


def _measure_of(labels: tuple[str, ...]) -> str:
    for label in reversed(labels):
        text = re.sub(r"\([^()]*(?:除|含)[^()]*\)", "", _ORDINARY_CLASS_KINDS.sub("", label))
        if _CLASS_WORDS.search(text) and not re.search(r"学級(?:の)?(?:児童|生徒|在籍)", text):
            return CLASSES
        if _PUPIL_WORDS.search(text):
            return PUPILS
    return ""
