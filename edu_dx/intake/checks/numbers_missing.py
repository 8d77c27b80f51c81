"""How large a share of a column of numbers is blank, unknown or suppressed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.text import is_blank
from edu_dx.intake.values import is_missing_symbol

_CHECK = Check("numbers_missing", Stage.TYPES)
_NOTABLE_SHARE = 0.2
_MOSTLY_FILLED = 0.5


@dataclass(frozen=True)
class _Gaps:
    """Rows of a column without a number; blank cells count where most cells are filled.

    A column that is mostly blank (複式学級) is blank where there is nothing to count.
    """

    header: str
    rows: list[int]
    cells: int

    @property
    def is_notable(self) -> bool:
        return len(self.rows) >= _NOTABLE_SHARE * self.cells


def check_numbers_missing(subject: Subject) -> Finding:
    """Count the cells without a number in every column of quantities; a fifth of a column is notable."""
    gaps = [_gaps(subject, column) for column in _columns_of_numbers(subject)]
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
        guidance="「-」「x」「…」などで元から数のない所ならそのままで構いません。書き忘れなら、書き足して送ってください。",
    )


def _columns_of_numbers(subject: Subject) -> list[HeaderColumn]:
    layout = subject.part.layout
    numbers = {column.name for column in subject.table.columns if column.type.is_number}
    measured = [measure.column for measure in layout.measures]
    return measured + [
        column for key, column in layout.keys.items() if key in numbers - set(subject.table.key)
    ]


def _gaps(subject: Subject, column: HeaderColumn) -> _Gaps:
    cells = subject.part.sheet.columns[column.index]
    rows = np.array(subject.part.ledger.data_rows, dtype=np.int64)
    blank, symbol = cells.flags(is_blank, rows), cells.flags(is_missing_symbol, rows)
    gaps = blank | symbol if not len(rows) or blank.mean() <= _MOSTLY_FILLED else symbol
    return _Gaps(column.text, rows[gaps].tolist(), len(rows))
