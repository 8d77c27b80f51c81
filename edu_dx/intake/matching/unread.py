"""What a user is told when the headers of a file are not decided, or decided in a way that does not do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from edu_dx.errors import UserError
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell, as_text, squeeze
from edu_dx.tables import TABLES

_LOOKED_AT = 100


def undecided_error(raw: Path, mapping_file: Path, unreadable: Sequence[Mapping]) -> UserError:
    """The headers of ``raw`` are to be decided about in ``mapping_file``."""
    reason = (
        f"決めていただいた対応では読めません。{_lacking(unreadable[0])}"
        if unreadable
        else "この資料の見出しは、どの列に当たるかがまだ決まっていません。"
    )
    return UserError(
        f"{reason}対応表を書き出しました。",
        where=f"{raw.name} → {mapping_file}",
        fix="対応表をメモ帳などで開いて「？」のところを書き換え、次のように取り込んでください：\n"
        f'edu-dx intake "{raw}" --mapping "{mapping_file}"',
    )


def unfitting_error(
    raw: Path, mapping_file: Path, sheets: Sequence[Sheet], given: Sequence[Mapping]
) -> UserError:
    """No sheet of ``raw`` could be read with the mappings of ``mapping_file``."""
    printed = {
        squeeze(cell) for sheet in sheets for row in sheet.rows[:_LOOKED_AT] for cell in row if _is_text(cell)
    }
    absent = [
        header
        for mapping in given
        for header in mapping.columns
        if header in mapping.headers and not _labels(header) <= printed
    ]
    if absent:
        what = f"対応表にある見出し「{'」「'.join(absent[:5])}」が、資料にありません。"
        fix = "資料と対応表の組み合わせを確かめるか、対応表の見出しを資料のとおりに直してください。"
    else:
        what = f"この対応表では資料を読めません。{_lacking(given[0])}"
        fix = "足りない列がどの見出しに当たるかを、対応表に書いてください。"
    return UserError(what, where=f"{raw.name} と {mapping_file.name}", fix=fix)


def _is_text(cell: Cell) -> bool:
    return bool(as_text(cell))


def _labels(header: str) -> set[str]:
    """The labels that a mapping's header is made of."""
    plain = header.rsplit("（", 1)[0] if header.endswith("つ目）") else header
    return {squeeze(label) for label in plain.split("／")}


def _lacking(mapping: Mapping) -> str:
    """The required columns that no header stands for."""
    table = TABLES[mapping.table]
    mapped = set(mapping.columns.values())
    labels = [
        c.label for c in table.columns if c.required and c.name not in mapped and c.name != "fiscal_year"
    ]
    return f"「{table.label}」には「{'」「'.join(labels)}」の列も要ります。" if labels else ""
