"""Exports of questionnaires: one row a respondent, one column a question, of any wording."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from edu_dx.intake.columns import read_cells
from edu_dx.intake.content import ContentReader
from edu_dx.intake.dates import read_moment
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.profiles import Grid, Profile
from edu_dx.intake.readers.list_names import name_of_list
from edu_dx.intake.readers.survey_header import (
    Questionnaire,
    is_chosen,
    questionnaire_of,
)
from edu_dx.intake.readers.survey_options import Options
from edu_dx.intake.readers.tidy_schools import school_codes
from edu_dx.intake.receipt import HandledColumn, NotData
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.text import Cell, as_text, squeeze
from edu_dx.privacy.mask import mask_text
from edu_dx.tables import TABLES, Handling
from edu_dx.tables.fiscal_year import fiscal_year_of

_NUMBERED = re.compile(r"\s*(?:q|Q|問|設問|質問)\s*(?P<number>[0-9]+(?:[-_.][0-9]+)*)")
_AGREES = 0.98
_OWN_WORDS = "その他（自由記述）"
_KEPT_APART = "自由記述のため、個人に関わる語を伏せ、回答とは別の表に保管します"


@dataclass(frozen=True)
class SurveyLayout(Layout):
    """A layout that also keeps what the columns of the questionnaire are."""

    questionnaire: Questionnaire | None = None


@dataclass(frozen=True)
class _Flag:
    """A column of marks and the question, with several answers in one cell, whose option it stands for."""

    column: HeaderColumn
    question: HeaderColumn
    option: str
    disagreeing: tuple[int, ...]


class _SurveyReader(ContentReader):
    kind = "survey"

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state when they were answered."""
        return "answered_on" in layout.keys


class SurveyReader(_SurveyReader):
    """Reads table ``survey_answers`` from exports with one row a respondent."""

    table = TABLES["survey_answers"]
    keeps_errors = True
    looked_for = "アンケートの出力（「タイムスタンプ」「回答日時」などの列と、質問の列。1行が1人の回答）"

    def recognise_grid(self, grid: Grid) -> Layout | None:
        """The layout of a questionnaire's export."""
        found = questionnaire_of(grid)
        if found is None or not (found.single or found.multiple):
            return None
        frame = {
            "answered_on": found.stamp,
            "respondent": found.respondent,
            "school_code": found.school_code,
            "school_name": found.school_name,
        }
        keys = {name: profile.column for name, profile in frame.items() if profile}
        questions = [*found.single, *(profile for profile, _ in found.multiple)]
        keys |= {f"answer {profile.column.index}": profile.column for profile in questions}
        keys |= {f"is_multiple {profile.column.index}": profile.column for profile in found.flags}
        texts = {f"free_text {profile.column.index}": profile.column for profile in found.texts}
        personal = {f"personal {column.column.index}": column.column for column in found.personal}
        return SurveyLayout(grid.header, keys, not_stored=texts | personal, questionnaire=found)

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: one record for each answer, several for a question with several answers."""
        found = _questionnaire(part)
        _tell_handled(part, found)
        base = _base(part, found)
        flags = _flags_of(part, found)
        taken = {flag.column.index for flag in flags}
        blocks = [
            _answers(part, base, profile.column, _one_answer(_own_words(found, profile)))
            for profile in found.single
        ]
        for profile, options in found.multiple:
            split = _several_answers(options, _own_words(found, profile))
            blocks.append(_answers(part, base, profile.column, split, is_multiple=True))
        blocks += [
            _answers(part, base, profile.column, _one_answer(_own_words(found, profile)))
            for profile in found.flags
            if profile.column.index not in taken
        ]
        _tell_flags(part, found, flags)
        records = pd.concat(blocks)
        return records.sort_values("row", kind="stable", ignore_index=True)


class SurveyTextReader(_SurveyReader):
    """Reads table ``free_texts`` from the same exports: what respondents wrote, masked and with no way back."""

    table = TABLES["free_texts"]
    keeps_errors = True
    looked_for = "アンケートの自由記述の列"

    def recognise_grid(self, grid: Grid) -> Layout | None:
        """The columns of free text, and the time of answering for the year alone."""
        found = questionnaire_of(grid)
        columns = _columns_with_texts(found) if found else []
        if found is None or not columns:
            return None
        keys = {"answered_on": found.stamp.column} if found.stamp else {}
        texts = {f"free_text {column.index}": column for column in columns}
        return SurveyLayout(grid.header, keys, not_stored=texts, questionnaire=found)

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: one record a text, in the order of the texts and not of the file."""
        found = _questionnaire(part)
        part.stated_year = part.context.fiscal_year
        years = _fiscal_years(part, _dates(part))
        survey = name_of_list(part.titles, part.sheet.name, part.stem)
        asked = {flag.column.index: f"{flag.question.text}：{flag.option}" for flag in _flags_of(part, found)}
        blocks = []
        for column in part.layout.not_stored.values():
            rows = part.ledger.open_rows
            texts = read_cells(part, rows, column.index, _written_in(found, column), column.text)
            written = texts.series().explode().dropna()
            masked = written.map(mask_text)
            blocks.append(
                pd.DataFrame(
                    {
                        "row": written.index,
                        "fiscal_year": years.loc[written.index].to_numpy(),
                        "source_table": SurveyReader.table.name,
                        "survey": survey,
                        "question_id": _question_id(part, column),
                        "question": asked.get(column.index, column.text),
                        "text": [text.text for text in masked],
                        "masked_count": [text.count for text in masked],
                    }
                )
            )
        records = pd.concat(blocks).sort_values(["question_id", "fiscal_year", "text"], ignore_index=True)
        records["text_no"] = records.groupby(["question_id", "fiscal_year"]).cumcount() + 1
        for row in set(part.ledger.data_rows) - set(records["row"]):
            part.ledger.set_apart(row, NotData.NO_TEXT)
        part.handled = []  # The other columns are told with the answers, which read them.
        _tell(part, [(column, Handling.MASK, _KEPT_APART) for column in part.layout.not_stored.values()])
        return records


def _questionnaire(part: Part) -> Questionnaire:
    layout = part.layout
    if not isinstance(layout, SurveyLayout) or layout.questionnaire is None:
        raise TypeError("a questionnaire is read by the layout in which it was recognised")
    return layout.questionnaire


def _base(part: Part, found: Questionnaire) -> pd.DataFrame:
    """What is the same for all answers of a row; index: raw row."""
    part.stated_year = part.context.fiscal_year
    dates = _dates(part)
    rows = part.ledger.open_rows
    base = pd.DataFrame({"row": rows}, index=rows)
    base["fiscal_year"] = _fiscal_years(part, dates)
    base["survey"] = name_of_list(part.titles, part.sheet.name, part.stem)
    base["respondent"] = _respondents(part, found)
    base["answered_on"] = dates
    if found.school_name:
        base["school_name"] = _texts(part, found.school_name.column)
    if found.school_code or found.school_name:
        code = found.school_code.column if found.school_code else None
        name = found.school_name.column if found.school_name else None
        base["school_code"] = school_codes(part, part.ledger.data_rows, code, name)
    return base


def _dates(part: Part) -> pd.Series:
    """The day of each answer; missing where the export has no such column."""
    column = part.layout.keys.get("answered_on")
    rows = part.ledger.open_rows
    if column is None:
        return pd.Series(pd.NaT, index=rows, dtype="datetime64[us]")
    moments = read_cells(part, rows, column.index, read_moment, column.text).series("datetime64[us]")
    days: pd.Series = moments.dt.normalize()
    return days


def _fiscal_years(part: Part, dates: pd.Series) -> pd.Series:
    stated = part.period.fiscal_year if part.period else None
    return pd.Series(
        [stated if pd.isna(day) else fiscal_year_of(day.date()) for day in dates],
        index=dates.index,
        dtype="Int64",
    )


def _texts(part: Part, column: HeaderColumn) -> pd.Series:
    return read_cells(part, part.ledger.open_rows, column.index, as_text, column.text).series()


def _respondents(part: Part, found: Questionnaire) -> pd.Series:
    """A pseudonym for each answer sheet; a person's second sheet has the same one with its number behind it."""
    pseudonym = part.context.pseudonym
    rows = part.ledger.open_rows
    if found.respondent is None:
        return pd.Series([pseudonym(f"{part.stem}:{row}") for row in rows], index=rows)
    persons = _texts(part, found.respondent.column)
    persons = persons.where(persons.notna(), pd.Series([f"{part.stem}:{row}" for row in rows], index=rows))
    known = {person: pseudonym(str(person)) for person in persons.unique()}
    sheet = persons.groupby(persons).cumcount()
    again = int((sheet > 0).sum())
    if again:
        part.ledger.warnings.append(
            f"「{found.respondent.column.text}」が同じ行が{again:,}行あります。同じ人の2回目以降の回答として、"
            "仮名のあとに何回目かの番号を付けて分けました。"
        )
    return pd.Series(
        [
            known[person] if number == 0 else f"{known[person]}-{number + 1}"
            for person, number in zip(persons, sheet, strict=True)
        ],
        index=rows,
    )


def _answers(
    part: Part,
    base: pd.DataFrame,
    column: HeaderColumn,
    split: Callable[[Cell], tuple[str, ...]],
    *,
    is_multiple: bool = False,
) -> pd.DataFrame:
    """The answers to one question, one row each."""
    answers = (
        read_cells(part, part.ledger.open_rows, column.index, split, column.text).series().explode().dropna()
    )
    block = base.loc[answers.index].copy()
    block["question_id"] = _question_id(part, column)
    block["question"] = column.text
    block["option_no"] = None
    block["answer"] = answers.to_numpy()
    block["is_multiple"] = is_multiple
    return block


def _question_id(part: Part, column: HeaderColumn) -> str:
    """The number that the header prints, or the column's letters where it prints none or the same twice."""
    numbers = Counter(_printed_number(other) for other in part.layout.header.columns)
    number = _printed_number(column)
    return f"Q{number}" if number and numbers[number] == 1 else f"列{column_letter(column.index)}"


def _printed_number(column: HeaderColumn) -> str:
    match = _NUMBERED.match(unicodedata.normalize("NFKC", column.printed[-1]))
    return match["number"] if match else ""


def _own_words(found: Questionnaire, profile: Profile) -> frozenset[str]:
    return found.own_words.get(profile.column.index, frozenset())


def _one_answer(own: frozenset[str]) -> Callable[[Cell], tuple[str, ...]]:
    return lambda cell: (_as_answer(as_text(cell), own),)


def _several_answers(options: Options, own: frozenset[str]) -> Callable[[Cell], tuple[str, ...]]:
    return lambda cell: tuple(dict.fromkeys(_as_answer(text, own) for text in options.chosen(as_text(cell))))


def _as_answer(text: str, own: frozenset[str]) -> str:
    """An option as printed; what a respondent wrote in its place is told apart from it and kept elsewhere."""
    return _OWN_WORDS if text in own else mask_text(text).text


def _written_in(found: Questionnaire, column: HeaderColumn) -> Callable[[Cell], tuple[str, ...]]:
    """What a respondent wrote in a cell: all of it, or what stands among options."""
    own = found.own_words.get(column.index)
    if own is None:
        return lambda cell: (as_text(cell),)
    options = next((options for p, options in found.multiple if p.column.index == column.index), None)
    if options is None:
        return lambda cell: tuple(text for text in (as_text(cell),) if text in own)
    return lambda cell: tuple(text for text in options.chosen(as_text(cell)) if text in own)


def _flags_of(part: Part, found: Questionnaire) -> list[_Flag]:
    """The columns of marks that repeat what a question with several answers says, each with that question."""
    rows = part.ledger.open_rows
    chosen = {profile.column: _chosen(part, profile.column, options) for profile, options in found.multiple}
    flags = []
    for profile in found.flags:
        marked = read_cells(part, rows, profile.column.index, is_chosen, "").series().eq(True)
        candidates = []
        for question, answers in chosen.items():
            option = _option_named(profile.column, answers)
            if option is None:
                continue
            said = answers.map(lambda texts, option=option: isinstance(texts, frozenset) and option in texts)
            differs = rows[(said.to_numpy(dtype=bool) != marked.to_numpy(dtype=bool))]
            candidates.append(_Flag(profile.column, question, option, tuple(map(int, differs))))
        best = min(candidates, key=lambda flag: len(flag.disagreeing), default=None)
        if best and len(best.disagreeing) <= (1 - _AGREES) * len(rows):
            flags.append(best)
    return flags


def _chosen(part: Part, column: HeaderColumn, options: Options) -> pd.Series:
    """The set of options chosen in each row."""
    cells = read_cells(
        part, part.ledger.open_rows, column.index, lambda cell: options.chosen(as_text(cell)), column.text
    )
    return cells.series(of=frozenset)


def _option_named(column: HeaderColumn, answers: pd.Series) -> str | None:
    """The option that a column of marks is headed by, alone or behind the question's own words."""
    options: set[str] = {option for texts in answers.dropna().unique() for option in texts}
    label = squeeze(column.printed[-1])
    for option in sorted(options, key=len, reverse=True):
        own = squeeze(option)
        if label == own or re.fullmatch(rf".*[_:/\[(|\-]{re.escape(own)}[\])]?", label):
            return option
    return None


def _tell_flags(part: Part, found: Questionnaire, flags: list[_Flag]) -> None:
    for profile, _ in found.multiple:
        own = [flag for flag in flags if flag.question is profile.column]
        said = f"「{profile.column.text}」は複数選択として、選んだ選択肢ごとに1行に分けました"
        if own and not any(flag.disagreeing for flag in own):
            said += f"（選択肢の列{len(own)}列と、すべての行で一致します）"
        part.ledger.warnings.append(f"{said}。")
        for flag in own:
            if flag.disagreeing:
                places = "・".join(str(row + 1) for row in flag.disagreeing[:5])
                part.ledger.warnings.append(
                    f"「{profile.column.text}」の「{flag.option}」が、選択肢の列「{flag.column.text}」と"
                    f"{len(flag.disagreeing)}行で一致しません（{places}行目など）。「{profile.column.text}」の方を読みました。"
                )


def _tell_handled(part: Part, found: Questionnaire) -> None:
    """Say what was done to each column with personal data, more exactly than its name alone tells."""
    told = [(column.column, Handling.DROP, column.reason) for column in found.personal]
    if found.respondent:
        reason = "回答者を表す番号のため、仮名に置き換えました"
        told.append((found.respondent.column, Handling.PSEUDONYMISE, reason))
    told += [(column, Handling.MASK, _KEPT_APART) for column in _columns_with_texts(found)]
    _tell(part, told)


def _tell(part: Part, told: list[tuple[HeaderColumn, Handling, str]]) -> None:
    letters = {column_letter(column.index) for column, *_ in told}
    part.handled = [handled for handled in part.handled if handled.column not in letters] + [
        HandledColumn(
            column=column_letter(column.index), header=column.text, handling=handling, reason=reason
        )
        for column, handling, reason in sorted(told, key=lambda item: item[0].index)
    ]


def _columns_with_texts(found: Questionnaire) -> list[HeaderColumn]:
    """The columns in which respondents wrote in their own words, left to right."""
    questions = [*found.single, *(profile for profile, _ in found.multiple), *found.flags]
    among = [profile.column for profile in questions if profile.column.index in found.own_words]
    return sorted([*(profile.column for profile in found.texts), *among], key=lambda column: column.index)
