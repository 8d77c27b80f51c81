"""How large a share of a column of numbers is blank, unknown or suppressed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.text import Cell, is_blank
from edu_dx.intake.values import Missing, UnreadableError, read_number

_CHECK = Check("numbers_missing", Stage.TYPES)
_NOTABLE_SHARE = 0.2


@dataclass(frozen=True)
class _Gaps:
    """Rows of a column without a number.

    A blank cell is a gap in a column of its own; where one quantity is spread over columns (a column a grade), it
    stands for nothing to count.
    """

    header: str
    rows: list[int]
    cells: int

    @property
    def is_notable(self) -> bool:
        return len(self.rows) >= _NOTABLE_SHARE * self.cells


def check_numbers_missing(subject: Subject) -> Finding:
    """Count the cells without a number in every column of quantities; a fifth of a column is notable."""
    gaps = _columns_of_gaps(subject)
    if not gaps or not gaps[0].cells:
        return _CHECK.not_applicable("数の列はありません。")
    notable = [column for column in gaps if column.is_notable]
    if not notable:
        total = sum(len(column.rows) for column in gaps)
        return _CHECK.passed(
            f"数の列{len(gaps)}列のうち、数の欠けた所は{total:,}か所です（2割以上欠けた列はありません）。"
        )
    return _CHECK.warning(
        f"数が2割以上欠けた列が{len(notable)}列あります。0とはしていません。",
        place=rows_in_words(row for column in notable for row in column.rows),
        values=(f"{column.header}：{column.cells:,}行のうち{len(column.rows):,}行" for column in notable),
        guidance="「x」「…」などで元から数のない所ならそのままで構いません。書き忘れなら、書き足して送ってください。",
    )


def _columns_of_gaps(subject: Subject) -> list[_Gaps]:
    layout = subject.part.layout
    numbers = {column.name for column in subject.table.columns if column.type.is_number}
    columns = Counter(measure.target for measure in layout.measures)
    measured = [
        _gaps(subject, measure.column, blanks=columns[measure.target] == 1) for measure in layout.measures
    ]
    keys = {key: column for key, column in layout.keys.items() if key in numbers - set(subject.table.key)}
    return measured + [_gaps(subject, column, blanks=True) for column in keys.values()]


def _gaps(subject: Subject, column: HeaderColumn, *, blanks: bool) -> _Gaps:
    cells = subject.part.sheet.columns[column.index]
    rows = subject.part.ledger.open_rows
    gaps = cells.flags(_says_why, rows)
    if blanks:
        gaps |= cells.flags(is_blank, rows)
    return _Gaps(column.text, rows[gaps].tolist(), len(rows))


def _says_why(cell: Cell) -> bool:
    """Whether a cell says that its number is not known; "-" says that there is nothing to count."""
    try:
        return read_number(cell).missing not in (None, Missing.BLANK, Missing.NONE)
    except UnreadableError:
        return False
