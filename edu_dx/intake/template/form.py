"""A template that came back: which table it is of, and whether anything was written into it."""

from __future__ import annotations

from edu_dx.errors import UserError
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.template.columns import template_columns
from edu_dx.intake.template.sheets import GUIDE
from edu_dx.intake.text import as_text, is_blank
from edu_dx.tables import TABLES, Table

NOTHING_WRITTEN = "様式に、まだ何も書かれていません（見出しの下に行がありません）"


def table_of_form(sheet: Sheet, raw: RawFile) -> Table | None:
    """The table whose template ``sheet`` is, by exactly its header in a file with its guide; None otherwise.

    A form needs no guessing, however much its header looks like that of another table.
    """
    if not any(other.own_name == GUIDE for other in raw.sheets) or not len(sheet.filled):
        return None
    header = [as_text(cell) for cell in sheet.rows[sheet.filled[0]] if not is_blank(cell)]
    return next(
        (
            table
            for table in TABLES.values()
            if table.has_form and header == [column.label for column in template_columns(table)]
        ),
        None,
    )


def why_form_is_not_read(sheet: Sheet) -> str:
    """A Japanese reason where a template's sheet holds its header alone; "" where something is written below."""
    return NOTHING_WRITTEN if len(sheet.filled) == 1 else ""


def nothing_written(raw: RawFile) -> UserError:
    """The error for a file of templates into which nothing was written."""
    return UserError(
        f"{NOTHING_WRITTEN}。",
        where=raw.path.name,
        fix="最初のシートの2行目から書いて保存し、もう一度取り込んでください。「記入例」のシートに書いたときは、最初のシートに移してください。",
    )
