"""Screening of a table before anything of it is stored: by its definition, and nobody chooses while reading."""

from __future__ import annotations

import re
from dataclasses import replace

from edu_dx.errors import UserError
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.personal.kinds import OF_ORGANISATIONS_TOO, PersonalKind
from edu_dx.intake.personal.values import Suspicion, personal_kind_of_values
from edu_dx.intake.receipt import HandledColumn
from edu_dx.intake.receipt_columns import column_letter, used_columns
from edu_dx.intake.text import Cell, squeeze
from edu_dx.privacy.mask import mask_text
from edu_dx.privacy.person_names import Likeness, likeness
from edu_dx.tables import Column, ColumnType, Handling, SecurityClass, Table
from edu_dx.tables.personal import ATTENDANCE_NUMBER, PUPIL_NUMBER

_LOOKED_AT = 1000
"""Rows of a column that are looked at: evenly spread, the same at every reading."""
_MOSTLY_DIFFERENT = 0.9
_FEWEST_IN_HEADER = 2
_SHARE_IN_HEADER = 0.2
_ORGANISATION = re.compile(
    r"(?:.*(?:学校|校|園|施設|会場|事業所|店舗?|会社|法人|団体|機関|館))(?:の?名称?)|名称"
)


def screen(part: Part, reader: Reader) -> None:
    """Take columns of personal data out of a part's layout and tell of each in ``part.handled``.

    - A column that the table's definition drops, masks or replaces by pseudonyms is told; a dropped one is not read.
    - A stored column of text whose values look personal is not read. ``SecurityClass.IV`` on a column says that its
      values are public.
    - A column that nothing of the table needs and that looks personal is told as not read.

    Raises:
        UserError: the values of a column that the table cannot do without look personal, or the header does: a list
            without a header, or one whose columns are persons. Or the rows are persons and the table's are not.
    """
    _refuse_persons_in_header(part)
    fields = used_columns(part.layout)
    read = fields.keys() | part.layout.ignored
    withheld = set()
    school_names = _school_names(part)
    _refuse_rows_of_persons(part, reader.table, fields)
    for column in part.layout.header.columns:
        definition = _definition(reader.table, column, fields.get(column.index))
        if definition is not None and definition.handling is not Handling.KEEP:
            _tell(part, column, definition.handling, _by_definition(definition))
        elif definition is not None:
            suspicion = _suspicion_of_stored(part, column, definition, school_names)
            if suspicion is None:
                continue
            if definition.required or definition.name in reader.table.key:
                raise _refused(part, column, definition, suspicion)
            _tell(part, column, Handling.DROP, f"{suspicion.kind.value}のようです。{suspicion.reason}")
        elif column.index not in read and (suspicion := _suspicion_of_unread(part, column, school_names)):
            reason = f"{suspicion.kind.value}のようです。{suspicion.reason}。読んでいません"
            _tell(part, column, Handling.DROP, reason)
            continue
        else:
            continue
        if part.handled[-1].handling is Handling.DROP:
            withheld.add(column.index)
    keys = {field: column for field, column in part.layout.keys.items() if column.index not in withheld}
    part.layout = replace(part.layout, keys=keys)


def _refuse_persons_in_header(part: Part) -> None:
    labels = {label for column in part.layout.header.columns for label in column.printed}
    personal = [label for label in labels if mask_text(label).count or likeness(label) is Likeness.FULL_NAME]
    if len(personal) >= max(_FEWEST_IN_HEADER, _SHARE_IN_HEADER * len(labels)):
        raise UserError(
            f"見出しとして読んだ{len(labels)}個の語のうち{len(personal)}個が、氏名や連絡先のような個人に関わる値です。",
            where=" ".join(filter(None, (part.stem, part.sheet.name))),
            fix="人の名簿は取り込めません。見出しのある表か、人数などに集計した表を用意してください。",
        )


def _refuse_rows_of_persons(part: Part, table: Table, fields: dict[int, str]) -> None:
    """A list of names that was taken for another table: it numbers pupils, or more columns are dropped than kept.

    A table of persons replaces their numbers by pseudonyms; where it does, its rows may be persons.
    """
    columns = part.layout.header.columns
    known = {column: _definition(table, column, fields.get(column.index)) for column in columns}
    kept = [definition for definition in known.values() if definition and definition.is_stored]
    dropped = [c for c, definition in known.items() if definition and definition.handling is Handling.DROP]
    names = [column for column in dropped if personal_kind_of_header(column.text) is PersonalKind.NAME]
    if not names or any(definition.handling is Handling.PSEUDONYMISE for definition in kept):
        return
    is_of_pupils = any(d and d.name in (ATTENDANCE_NUMBER.name, PUPIL_NUMBER.name) for d in known.values())
    if is_of_pupils or len(kept) <= len(dropped):
        raise UserError(
            f"人の名簿のようです（「{'」「'.join(column.text for column in dropped)}」の列）。",
            where=" ".join(filter(None, (part.stem, part.sheet.name))),
            fix="名簿は取り込めません。人数などに集計した表を用意してください。",
        )


def _definition(table: Table, column: HeaderColumn, field: str | None) -> Column | None:
    """What the table says about a column of the file, by the field it is read as or else by its header."""
    for definition in (*table.columns, *table.not_stored):
        if definition.name == field:
            return definition
    if field is not None:
        return None
    for definition in table.not_stored:
        if column.is_called({squeeze(name) for name in definition.header_names}):
            return definition
    return None


def _by_definition(definition: Column) -> str:
    named = f"「{definition.label}」は、この表の決まりで"
    if definition.handling is Handling.DROP:
        return f"{named}取り込まない列です"
    if definition.handling is Handling.MASK:
        return f"{named}個人に関わる語を伏せる列です"
    return f"{named}仮名に置き換える列です"


def _suspicion_of_stored(
    part: Part, column: HeaderColumn, definition: Column, school_names: frozenset[str]
) -> Suspicion | None:
    is_text = definition.type in (ColumnType.TEXT, ColumnType.CODE)
    if not is_text or definition.choices or definition.security is SecurityClass.IV:
        return None
    # Where a code is not known the name of the school or the municipality stands for it.
    header = "学校名" if definition.code_system else definition.label
    return personal_kind_of_values(_sample(part, column), header, school_names=school_names)


def _suspicion_of_unread(part: Part, column: HeaderColumn, school_names: frozenset[str]) -> Suspicion | None:
    suspicion = personal_kind_of_values(_sample(part, column), column.text, school_names=school_names)
    if suspicion and suspicion.kind in OF_ORGANISATIONS_TOO and _lists_organisations(part):
        return None
    return suspicion


def _lists_organisations(part: Part) -> bool:
    """Whether each row is a school or an office, by its name, and no column is a person's: such lists are published."""
    columns = part.layout.header.columns
    kinds = {personal_kind_of_header(column.text) for column in columns} - {None}
    if not kinds <= OF_ORGANISATIONS_TOO:
        return False
    names = [_sample(part, column) for column in columns if _ORGANISATION.fullmatch(column.leaf)]
    return any(len(set(cells)) >= _MOSTLY_DIFFERENT * len(cells) > 0 for cells in names)


def _sample(part: Part, column: HeaderColumn) -> list[Cell]:
    rows = part.ledger.open_rows
    cells = part.sheet.columns[column.index]
    return cells.cells_at(cells.codes[rows[:: max(1, len(rows) // _LOOKED_AT)]].astype("int64"))


def _school_names(part: Part) -> frozenset[str]:
    register = part.context.register
    return frozenset() if register is None else frozenset(register["school_name"].dropna())


def _tell(part: Part, column: HeaderColumn, handling: Handling, reason: str) -> None:
    part.handled.append(
        HandledColumn(
            column=column_letter(column.index), header=column.text, handling=handling, reason=reason
        )
    )


def _refused(part: Part, column: HeaderColumn, definition: Column, suspicion: Suspicion) -> UserError:
    place = [part.stem, part.sheet.name, f"{column_letter(column.index)}列「{column.text}」"]
    return UserError(
        f"「{definition.label}」の列に{suspicion.kind.value}のような値があるため、取り込みませんでした（{suspicion.reason}）。",
        where=" ".join(filter(None, place)),
        fix="個人に関わる値は保管できません。この列を、人を表さない番号や区分に直したファイルを用意してください。",
    )
