"""The mapping file (対応表): proposals that a person completes in a text editor, and reading it back."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from edu_dx.errors import UserError
from edu_dx.intake.matching.mapping import NOT_USED, Mapping
from edu_dx.intake.matching.proposal import ColumnProposal, Proposal, TableProposal
from edu_dx.tables import TABLES, Column, Table

UNUSED_WORD = "使わない"
UNDECIDED_WORD = "？"
_TABLE_KEY, _SHEET_KEY, _COLUMNS_KEY = "表", "シート", "列"
_ENTRY = "対応"

_HEAD = """\
# 「{file}」の見出しと、取り込み先の表の列との対応表です。
#
# 書き方
#   ・左が資料の見出し、右が取り込み先の列です。右の「」の中だけを書き換えてください。
#   ・「？」のところは、まだ決まっていません。列の名前を書くか、「使わない」と書いてください。
#   ・「#」で始まる行は説明です。書き換えても、何も変わりません。
#   ・「# "…" = "使わない"」の列を使うときは、行の先頭の # を消して、列の名前を書いてください。
# 書き終えたら保存して、次のように取り込んでください。
#   edu-dx intake 資料のファイル --mapping この対応表のファイル
"""


def mapping_file_name(raw: Path) -> str:
    """The name of the mapping file of a raw file."""
    return f"{raw.stem}.対応表.toml"


def write_mapping_file(path: Path, raw: Path, proposals: Sequence[Proposal]) -> None:
    """Write the proposals for the sheets of one raw file, for a person to complete.

    A mapping file that is there already is kept as ``….bak``: somebody may have worked on it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(path.with_name(f"{path.name}.bak"))
    text = _HEAD.format(file=raw.name) + "".join(_entry(proposal) for proposal in proposals)
    # The mark at the beginning tells Notepad and Excel that the file is UTF-8.
    path.write_text(text, encoding="utf-8-sig", newline="\n")


def _entry(proposal: Proposal) -> str:
    first = proposal.tables[0]
    lines = ["", f'[["{_ENTRY}"]]']
    if proposal.sheet:
        lines.append(f'"{_SHEET_KEY}" = {_quoted(proposal.sheet)}')
    if proposal.is_table_sure:
        lines.append(f'"{_TABLE_KEY}" = {_quoted(first.table.label)}')
    else:
        lines.append("# 何の表かを決めてください。候補：")
        lines += [f"#   {table.table.label} … {table.reason}" for table in proposal.tables]
        lines.append(f'"{_TABLE_KEY}" = {_quoted(first.table.label)}')
    lines += [
        f"# 「{first.table.label}」の列：",
        *_wrapped("、".join(c.label for c in first.table.columns)),
        "",
        f'["{_ENTRY}"."{_COLUMNS_KEY}"]',
    ]
    for column in first.columns:
        lines += _column_lines(column, first)
    return "\n".join(lines) + "\n"


def _column_lines(column: ColumnProposal, table: TableProposal) -> list[str]:
    if not column.candidates and table.is_readable:
        # A header that is like no column stays as printed: the reader may know it (1年, 2年 …).
        return [f"# {_quoted(column.key)} = {_quoted(UNUSED_WORD)}"]
    comments = []
    if column.examples:
        comments.append(f"#   値の例：{'、'.join(column.examples)}")
    comments += [f"#   候補：{c.column.label}（{'。'.join(c.reasons)}）" for c in column.candidates]
    if column.is_settled and column.chosen:
        return [*comments, f"{_quoted(column.key)} = {_quoted(column.chosen.column.label)}"]
    word = UNDECIDED_WORD if column.candidates else UNUSED_WORD
    return [*comments, f"{_quoted(column.key)} = {_quoted(word)}"]


def _wrapped(text: str, width: int = 50) -> list[str]:
    return [f"#   {text[start : start + width]}" for start in range(0, len(text), width)]


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def read_mapping_file(path: Path) -> tuple[Mapping, ...]:
    """The mappings of a completed mapping file.

    Raises:
        UserError: it cannot be read, is not complete, or names a table or column that there is not, with the place.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UserError(
            "対応表のファイルが見つかりません。", where=str(path), fix="名前と場所を確かめてください。"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            "対応表の文字コードがUTF-8ではありません。",
            where=str(path),
            fix="メモ帳で開き、「名前を付けて保存」で文字コードを「UTF-8」にしてください。",
        ) from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(*_not_toml(error), where=_line_of_error(path, str(error)), fix=_FIX_FORM) from error
    entries = content.get(_ENTRY)
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise UserError(f'対応表に [["{_ENTRY}"]] の行がありません。', where=str(path), fix=_FIX_ANEW)
    return tuple(_Completed(path, text, entry).mapping() for entry in entries)


_FIX_FORM = '見出しと列の名前が半角の " で囲まれ、間に = があるかを確かめてください。例："校名" = "学校名"'
_FIX_ANEW = "対応表を消して資料をもう一度取り込むと、新しい対応表ができます。"


def _not_toml(error: tomllib.TOMLDecodeError) -> tuple[str]:
    if "Cannot overwrite a value" in str(error):
        return ("対応表に同じ見出しが2回書かれています。",)
    return ("対応表の書き方が正しくないところがあります。",)


def _line_of_error(path: Path, message: str) -> str:
    found = re.search(r"line (\d+)", message)
    return f"{path.name} の{found[1]}行目" if found else path.name


class _Completed:
    """One entry of a completed mapping file."""

    def __init__(self, path: Path, text: str, entry: dict[str, Any]) -> None:
        self._path, self._lines, self._entry = path, text.splitlines(), entry

    def mapping(self) -> Mapping:
        table = self._table()
        columns = self._entry.get(_COLUMNS_KEY)
        if not isinstance(columns, dict):
            raise UserError(
                f'対応表に ["{_ENTRY}"."{_COLUMNS_KEY}"] の部分がありません。',
                where=self._path.name,
                fix=_FIX_ANEW,
            )
        read = {header: self._column(table, header, value) for header, value in columns.items()}
        self._refuse_twice(table, read)
        if not any(column != NOT_USED for column in read.values()):
            raise UserError(
                "対応表のすべての見出しが「使わない」になっています。",
                where=self._path.name,
                fix="取り込む列を一つ以上決めてください。",
            )
        return Mapping(sheet=str(self._entry.get(_SHEET_KEY, "")), table=table.name, columns=read)

    def _table(self) -> Table:
        value = self._entry.get(_TABLE_KEY)
        for table in TABLES.values():
            if value in (table.label, table.name):
                return table
        raise UserError(
            f"「{value}」という表はありません。" if value else "何の表かが書かれていません。",
            where=self._place(_TABLE_KEY),
            fix=f"次から選んで書いてください：{'、'.join(table.label for table in TABLES.values())}",
        )

    def _column(self, table: Table, header: str, value: object) -> str:
        text = value.strip() if isinstance(value, str) else value
        if text in (UNUSED_WORD, NOT_USED):
            return NOT_USED
        for column in _targets(table):
            if text in (column.label, column.name):
                return column.name
        known = "、".join(column.label for column in table.columns)
        what = (
            f"見出し「{header}」を何の列として読むかが、まだ決まっていません。"
            if text in (UNDECIDED_WORD, "?")
            else f"「{table.label}」に「{text}」という列はありません。"
        )
        raise UserError(
            what, where=self._place(header), fix=f"次の列の名前か「{UNUSED_WORD}」を書いてください：{known}"
        )

    def _refuse_twice(self, table: Table, columns: dict[str, str]) -> None:
        first: dict[str, str] = {}
        for header, column in columns.items():
            if column != NOT_USED and column in first:
                label = next(c.label for c in _targets(table) if c.name == column)
                raise UserError(
                    f"「{first[column]}」と「{header}」の二つが、同じ列「{label}」になっています。",
                    where=self._place(header),
                    fix=f"どちらか一つを残し、もう一つは「{UNUSED_WORD}」にしてください。",
                )
            first[column] = header

    def _place(self, key: str) -> str:
        """The line that an entry stands in."""
        for number, line in enumerate(self._lines, start=1):
            if line.strip().startswith((_quoted(key), f"'{key}'")):
                return f"{self._path.name} の{number}行目"
        return self._path.name


def _targets(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in (*table.columns, *table.not_stored) if column.name != "missing_reason")
