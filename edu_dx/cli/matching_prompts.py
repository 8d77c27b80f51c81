"""Asking on the terminal what the headers of a file stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from pathlib import Path

import typer

from edu_dx.cli.console import say
from edu_dx.intake.matching.mapping import NOT_USED, Mapping
from edu_dx.intake.matching.proposal import ColumnProposal, Proposal, TableProposal
from edu_dx.tables import Column

_UNUSED = "この列は使わない"
_LATER = "あとで決める"


class _Later(Exception):  # noqa: N818 - an answer, not an error
    """The person decides later."""


def ask_on_terminal(path: Path, proposal: Proposal) -> Mapping | None:
    """Ask about the table and the columns of one sheet; None where the person decides later."""
    sheet = f"のシート「{proposal.sheet}」" if proposal.sheet else ""
    say(f"\n「{path.name}」{sheet}には、見たことのない見出しがあります。いくつか教えてください。")
    try:
        table = proposal.tables[0] if proposal.is_table_sure else _ask_table(proposal)
        columns = _ask_columns(table)
    except _Later:
        say("あとで決めることにしました。")
        return None
    say("この対応を覚えました。次に同じ見出しの資料が来たときは、たずねずに読みます。")
    return Mapping(sheet=proposal.sheet, table=table.table.name, columns=columns)


def _ask_table(proposal: Proposal) -> TableProposal:
    options = [f"{table.table.label} … {table.reason}" for table in proposal.tables]
    return proposal.tables[_choose("これは何の表ですか。", options)]


def _ask_columns(table: TableProposal) -> dict[str, str]:
    """Header → column: the sure ones, what is asked about the others, and what the table cannot do without."""
    answers = {c.key: c.chosen.column.name for c in table.columns if c.chosen and c.chosen.is_sure}
    for column in table.open_columns:
        answers[column.key] = _ask_column(column, table, set(answers.values()))
    if not table.is_readable:
        for needed in table.table.columns:
            given = {"fiscal_year", *answers.values()}
            if "school_name" in given:
                given.add("school_code")
            if needed.required and needed.name not in given:
                _ask_needed(needed, table, answers)
    return answers


def _ask_column(column: ColumnProposal, table: TableProposal, taken: set[str]) -> str:
    say(f"\n見出し「{column.key}」は、「{table.table.label}」のどの列ですか。")
    if column.examples:
        say(f"　値の例：{'、'.join(column.examples)}")
    candidates = [candidate for candidate in column.candidates if candidate.column.name not in taken]
    options = [f"{c.column.label}（{'。'.join(c.reasons)}）" for c in candidates]
    others = {c.label: c.name for c in (*table.table.columns, *table.table.not_stored) if c.name not in taken}
    answer = _choose_or_name([*options, _UNUSED], others)
    if isinstance(answer, str):
        return answer
    return candidates[answer].column.name if answer < len(candidates) else NOT_USED


def _ask_needed(needed: Column, table: TableProposal, answers: dict[str, str]) -> None:
    """Ask which of the headers left is a column without which the table cannot be read."""
    left = [column for column in table.columns if answers.get(column.key, NOT_USED) == NOT_USED]
    if not left:
        return
    options = [
        f"{column.key}（値の例：{'、'.join(column.examples)}）" if column.examples else column.key
        for column in left
    ]
    number = _choose(f"「{needed.label}」の列は、どれですか。", [*options, "この資料にはない"])
    if number < len(left):
        answers[left[number].key] = needed.name


def _choose(question: str, options: Sequence[str]) -> int:
    """The place of the option that the person chooses."""
    say(question)
    _list(options)
    while True:
        number = _number(_answer("番号"), len(options))
        if number is not None:
            return number
        say(f"1から{len(options)}の番号か、{_LATER}なら 0 を入れてください。")


def _choose_or_name(options: Sequence[str], names: Dictionary[str, str]) -> int | str:
    """The place of the option that the person chooses, or the column whose label is typed."""
    _list(options)
    while True:
        answer = _answer("番号か、列の名前")
        number = _number(answer, len(options))
        if number is not None:
            return number
        if answer in names:
            return names[answer]
        say(f"1から{len(options)}の番号か、次の列の名前を入れてください：{'、'.join(names)}")


def _list(options: Sequence[str]) -> None:
    for number, option in enumerate(options, start=1):
        say(f"  {number}. {option}")
    say(f"  0. {_LATER}")


def _answer(prompt: str) -> str:
    """What the person types; ``_Later`` for 0."""
    answer = str(typer.prompt(prompt)).strip()
    if unicodedata.normalize("NFKC", answer) == "0":
        raise _Later
    return answer


def _number(answer: str, options: int) -> int | None:
    text = unicodedata.normalize("NFKC", answer)
    return int(text) - 1 if text.isdecimal() and 1 <= int(text) <= options else None
