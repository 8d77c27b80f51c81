"""What each column of a questionnaire's export is: when, who, a question of some kind, or personal."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from edu_dx.intake.dates import read_moment
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.personal.kinds import PersonalKind
from edu_dx.intake.personal.values import personal_kind_of_values
from edu_dx.intake.profiles import Grid, Profile
from edu_dx.intake.readers.survey_options import Options, options_of
from edu_dx.intake.text import Cell, as_text, bare, is_blank, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES
from edu_dx.tables.personal import PUPIL_CARE

_TABLE = TABLES["survey_answers"]
_STAMP = re.compile(
    r"タイムスタンプ|(?:回答|送信|登録|投稿|提出|完了|入力)(?:日時?|時刻|年月日|完了日時|終了日時)|time_?stamp|completion_?time"
    r"|submitted(?:_?at)?|submission_?(?:date|time)|submit_?date|answered(?:_?at)?"
)
_OTHER_STAMPS = re.compile(
    r"開始(?:日時|時刻)|start_?time|最終更新(?:日時|時刻)|last_?modified_?time|(?:回答|受付)開始日時"
)
_RESPONDENTS = {squeeze(name) for name in _TABLE.column("respondent").header_names}
_QUESTIONNAIRE = re.compile(
    r"アンケート|意識調査|満足度調査|survey|questionnaire|回答(?:一覧|データ|結果)|フォーム"
)
_QUESTION = re.compile(
    r".*[?？]|.*(?:ください|下さい|ですか|ますか|でしたか|ましたか|でしょうか|について|とおりですか|思う|満足|理由|意向|感想)"
    r".*|(?:q|問|設問|質問)[0-9]+.*"
)
_FREE = re.compile(
    r".*(?:自由(?:記述|記入|回答|意見)|ご?意見|ご?要望|感想|コメント|理由|具体的|記述|お書き|ご記入|内容(?:を|に|$)|求めるもの|困って|課題|改善|工夫|気づ|こと(?:は|を|が|$)|点(?:は|を|が|$)|(?:fa|oa)$|comment|please).*"
)
_EXACT_AGE = re.compile(r"(?:回答時の?|満)?(?:年齢|歳)(?:\(.*\))?|age")
_AGE_BAND = re.compile(r"年代|年齢(?:層|階層|階級|区分)|age_?(?:group|band|range)")
_CARE = {squeeze(name) for column in PUPIL_CARE for name in column.header_names}
_CARE_ALSO = re.compile(
    r"(?:ご?家庭の?|世帯の?|ご?本人の?)?(?:年収|収入|所得)(?:区分|階層|帯)?(?:\(.*\))?|国籍|宗教|信条|病歴"
)
_FLAGS = {"0", "1", "0.0", "1.0", "○", "〇", "◯", "✓", "レ", "true", "false"}
_NOT_CHOSEN = {"0", "0.0", "false", ""}
_FLAG_SHARE = 0.9
_MOSTLY = 0.9
_LONG_QUESTION = 10
_LONG_TEXT = 60
_FREE_SHARE = 0.6
_AS_FREE = 0.3
_SOME = 5
_MANY = 10
_ONCE_SHARE = 0.4
_ENOUGH_EVIDENCE = 4
_SAMPLE = 2000
_LONG_ANSWER = 15
_MUCH_LONGER = 1.5
_ENOUGH_ROWS = 20


@dataclass(frozen=True)
class PersonalColumn:
    """A column of a questionnaire that is not stored, and why."""

    column: HeaderColumn
    reason: str


@dataclass
class Questionnaire:
    """The columns of a questionnaire's export by what they are.

    Args:
        stamp: when the answer was given.
        respondent: who gave it, by a number.
        school_code: the respondent's school by its code.
        school_name: the respondent's school by its name.
        single: questions with one answer.
        multiple: questions with several answers in one cell, and how they are parted.
        flags: columns of marks (0 and 1), one for each option of a question with several answers.
        texts: questions answered in the respondent's own words.
        personal: columns that are not stored.
        left: columns that say nothing about the answer.
        own_words: what respondents wrote in their own words among the options of a question, by its column's index.
    """

    stamp: Profile | None = None
    respondent: Profile | None = None
    school_code: Profile | None = None
    school_name: Profile | None = None
    single: list[Profile] = field(default_factory=list)
    multiple: list[tuple[Profile, Options]] = field(default_factory=list)
    flags: list[Profile] = field(default_factory=list)
    texts: list[Profile] = field(default_factory=list)
    personal: list[PersonalColumn] = field(default_factory=list)
    left: list[Profile] = field(default_factory=list)
    own_words: dict[int, frozenset[str]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def questionnaire_of(grid: Grid) -> Questionnaire | None:
    """The questionnaire that a grid is the export of; None if it is none. Readers of one grid ask one after the other."""
    found = Questionnaire()
    rest = _without_frame(grid, found)
    if not _is_questionnaire(grid, found, rest):
        return None
    has_band = any(_AGE_BAND.fullmatch(profile.column.leaf) for profile in rest)
    questions = []
    for profile in rest:
        reason = _why_personal(grid, profile, has_band)
        if reason:
            found.personal.append(PersonalColumn(profile.column, reason))
        else:
            questions.append(profile)
    _sort_questions(found, questions)
    _find_own_words(found)
    return found


def _without_frame(grid: Grid, found: Questionnaire) -> list[Profile]:
    """The columns left when those that say when, who and from which school are taken out."""
    schools = {
        name: {squeeze(text) for text in _TABLE.column(name).header_names}
        for name in ("school_code", "school_name")
    }
    rest = []
    for profile in grid.profiles:
        label = profile.column.leaf
        if not profile.filled or _OTHER_STAMPS.fullmatch(bare(label)):
            found.left.append(profile)
        elif found.stamp is None and _STAMP.fullmatch(bare(label)) and profile.share(_is_moment) >= _MOSTLY:
            found.stamp = profile
        elif found.respondent is None and label in _RESPONDENTS:
            found.respondent = profile
        elif found.school_code is None and label in schools["school_code"]:
            found.school_code = profile
        elif found.school_name is None and label in schools["school_name"]:
            found.school_name = profile
        else:
            rest.append(profile)
    return rest


def _is_moment(text: str) -> bool:
    with contextlib.suppress(UnreadableError, ValueError):
        read_moment(text)
        return True
    return False


def _is_questionnaire(grid: Grid, found: Questionnaire, rest: list[Profile]) -> bool:
    """Whether enough speaks for answers of persons: a time of answering, numbers of respondents, questions, a title."""
    asked = [profile for profile in rest if _is_like_question(profile)]
    named = any(_QUESTIONNAIRE.search(squeeze(text)) for text in (*grid.titles, grid.stem))
    choices = sum(_has_few_answers(profile) for profile in rest)
    evidence = 2 * (found.stamp is not None) + (found.respondent is not None) + 2 * named
    evidence += 2 * (len(asked) * 2 >= len(rest) > 0) + (choices * 2 >= len(rest) > 0)
    is_answered = found.stamp is not None or found.respondent is not None or named
    return is_answered and len(rest) > 1 and evidence >= _ENOUGH_EVIDENCE


def _is_like_question(profile: Profile) -> bool:
    label = profile.column.leaf
    return len(label) >= _LONG_QUESTION or bool(_QUESTION.fullmatch(label))


def _has_few_answers(profile: Profile) -> bool:
    return 1 < len(profile.counts) * 2 <= profile.filled


def _why_personal(grid: Grid, profile: Profile, has_band: bool) -> str:
    """Why a column of a questionnaire is not stored; empty if it may be."""
    label = profile.column.leaf
    if label in _CARE or _CARE_ALSO.fullmatch(label):
        return "家庭の収入や病歴などは、慎重に扱うべき情報（重要性分類Ⅰ）のため取り込みません"
    suspicion = personal_kind_of_values(_answers(grid, profile), profile.column.printed[-1])
    if suspicion and suspicion.kind is PersonalKind.BIRTH_DATE and has_band:
        return "生まれた年や日は個人の特定につながります。年代の列を使います"
    if suspicion:
        return f"{suspicion.kind.value}のようです。{suspicion.reason}"
    if has_band and _EXACT_AGE.fullmatch(label) and profile.is_measure:
        return "1歳ごとの年齢は個人の特定につながります。年代の列を使います"
    return ""


def _answers(grid: Grid, profile: Profile) -> list[Cell]:
    """A sample of a column's answers, each by itself where a cell holds several."""
    cells = grid.sheet.columns[profile.column.index]
    rows = np.array(grid.rows[:: max(1, len(grid.rows) // _SAMPLE)], dtype=np.int64)
    sample = cells.cells_at(cells.codes[rows].astype(np.int64))
    options = options_of(_cells(profile))
    return [answer for cell in sample for answer in options.chosen(as_text(cell))] if options else sample


def _sort_questions(found: Questionnaire, questions: list[Profile]) -> None:
    found.flags = [profile for profile in questions if is_flag_column(profile)]
    known = {option for profile in found.flags for option in (as_text(profile.column.printed[-1]),)}
    for profile in questions:
        if profile in found.flags:
            continue
        options = options_of(_cells(profile), known) or options_of(_cells(profile))
        if options and not _is_free_text(profile, options):
            found.multiple.append((profile, options))
        elif _is_free_text(profile):
            found.texts.append(profile)
        else:
            found.single.append(profile)


def _find_own_words(found: Questionnaire) -> None:
    """Answers among options, or in a column of marks, that are one respondent's words."""
    words = {profile.column.index: _long_and_single(_cells(profile)) for profile in found.single}
    for profile, options in found.multiple:
        times: Counter[str] = Counter()
        for text, number in _cells(profile).items():
            times.update(dict.fromkeys(options.chosen(text), number))
        words[profile.column.index] = _long_and_single(times)
    for profile in found.flags:
        words[profile.column.index] = frozenset(as_text(c) for c in profile.counts if not is_mark(c))
    found.own_words = {index: texts for index, texts in words.items() if texts}


def _long_and_single(answers: Mapping[str, int]) -> frozenset[str]:
    """Answers given once that are much longer than any option, which is given again and again."""
    if sum(answers.values()) < _ENOUGH_ROWS:
        return frozenset()
    longest = max((len(text) for text, times in answers.items() if times > 1), default=0)
    return frozenset(
        text
        for text, times in answers.items()
        if times == 1 and len(text) > max(_LONG_ANSWER, _MUCH_LONGER * longest)
    )


def _cells(profile: Profile) -> Mapping[str, int]:
    return {as_text(cell): times for cell, times in profile.counts.items()}


def is_flag_column(profile: Profile) -> bool:
    """Whether nearly every cell is a mark for chosen or not chosen; an 「その他」 may hold a text instead."""
    chosen = [cell for cell in profile.counts if is_chosen(cell)]
    marks = sum(times for cell, times in profile.counts.items() if squeeze(as_text(cell)) in _FLAGS)
    only_marks = marks >= _FLAG_SHARE * profile.filled
    return only_marks and bool(chosen) and (len(profile.counts) > 1 or profile.filled < profile.rows)


def is_chosen(cell: Cell) -> bool:
    """Whether a mark says that an option was chosen."""
    return not is_blank(cell) and squeeze(as_text(cell)) not in _NOT_CHOSEN


def is_mark(cell: Cell) -> bool:
    """Whether a cell is a mark and nothing else."""
    return is_blank(cell) or squeeze(as_text(cell)) in _FLAGS


def _is_free_text(profile: Profile, options: Options | None = None) -> bool:
    """Whether a column holds the respondents' own words: long, or hardly ever the same twice."""
    if profile.is_measure or profile.share(_is_moment) >= _MOSTLY:
        return False
    if options is not None:
        return False
    different = profile.different / max(profile.filled, 1)
    if _FREE.fullmatch(profile.column.leaf) and different >= _AS_FREE:
        return True
    if profile.longest >= _LONG_TEXT and different >= _AS_FREE:
        return True
    if profile.filled >= _SOME and different >= _FREE_SHARE:
        return True
    once = sum(times == 1 for times in profile.counts.values())
    return profile.filled >= _MANY and once >= _ONCE_SHARE * profile.filled
