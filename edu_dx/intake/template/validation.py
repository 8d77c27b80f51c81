"""What Excel lets a person type into a column, and what it says about anything else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from edu_dx.intake.template.columns import MINUTES_OF_DAY, in_clock_time, takes_gap_symbols
from edu_dx.tables import Column, ColumnType, Table

YES_OR_NO = ("○", "×")
GAP_SYMBOLS = ("-", "…", "x", "未提出")
GAPS_IN_WORDS = "数がないときは -（該当なし）・…（不詳）・x（秘匿）・未提出 と書きます。"

_TITLE = "入力を確かめてください"
_LONGEST_MESSAGE = 255
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


def rule_of(column: Column, table: Table, index: int) -> dict[str, Any] | None:
    """Excel's data validation for the column at ``index``, from its second row on; None for free text."""
    rule = _rule(column, table, index)
    if rule is None:
        return None
    message = f"「{column.label}」には、{what_to_write(column, table)}"
    assert len(message) <= _LONGEST_MESSAGE, message
    return {
        **rule,
        "ignore_blank": True,
        "error_type": "stop",
        "error_title": _TITLE,
        "error_message": message,
    }


def what_to_write(column: Column, table: Table) -> str:
    """What a cell of the column may hold, as a Japanese sentence."""
    if column.choices:
        return f"次のどれかを選んでください：{'・'.join(column.choices)}"
    match column.type:
        case ColumnType.BOOLEAN:
            return "○（はい・有）か ×（いいえ・無）を選んでください。"
        case ColumnType.FISCAL_YEAR:
            return "年度を西暦4桁の数字で書いてください。例：2025"
        case ColumnType.DATE:
            return "日付を書いてください。例：2025-05-01（または 2025/5/1）"
        case ColumnType.MONTH:
            return "年と月を書いてください。例：2025-05（または 2025/5）"
        case ColumnType.DATETIME:
            return "日付と時刻を書いてください。例：2025-05-01 09:30"
        case ColumnType.TIME:
            return "時刻を 時:分 で書いてください。例：08:15（翌日の午前1時は 25:00）"
        case ColumnType.INTEGER | ColumnType.DECIMAL | ColumnType.DURATION:
            return _number_in_words(column) + (GAPS_IN_WORDS if takes_gap_symbols(column, table) else "")
        case ColumnType.TEXT | ColumnType.CODE:
            return (
                "文字で書いてください。"
                if column.type is ColumnType.TEXT
                else "番号や記号を文字で書いてください。"
            )


def _number_in_words(column: Column) -> str:
    if in_clock_time(column):
        return "時間を 時間:分 で書いてください。例：52:30　"
    kind = "整数" if column.type is ColumnType.INTEGER else "数"
    match column.minimum, column.maximum:
        case None, None:
            limits = ""
        case minimum, None:
            limits = f"{minimum:,}以上の"
        case None, maximum:
            limits = f"{maximum:,}以下の"
        case minimum, maximum:
            limits = f"{minimum:,}から{maximum:,}までの"
    return f"{limits}{kind}を書いてください（単位：{column.unit}）。"


def _rule(column: Column, table: Table, index: int) -> dict[str, Any] | None:
    if column.choices or column.type is ColumnType.BOOLEAN:
        return {"validate": "list", "source": list(column.choices or YES_OR_NO)}
    match column.type:
        case ColumnType.DATE | ColumnType.MONTH | ColumnType.DATETIME:
            return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        case ColumnType.TEXT | ColumnType.CODE:
            return None
        case _:
            return {"validate": "custom", "value": _formula(column, table, xl_rowcol_to_cell(1, index))}


def _formula(column: Column, table: Table, cell: str) -> str:
    """True for a number within the limits, and for a symbol that says why there is none."""
    per_unit = MINUTES_OF_DAY if in_clock_time(column) else 1
    tests = [f"ISNUMBER({cell})"]
    if column.minimum is not None:
        tests.append(f"{cell}>={column.minimum / per_unit!r}")
    if column.maximum is not None:
        tests.append(f"{cell}<={column.maximum / per_unit!r}")
    if column.type in (ColumnType.INTEGER, ColumnType.FISCAL_YEAR):
        tests.append(f"{cell}=INT({cell})")
    number = f"AND({','.join(tests)})"
    if not takes_gap_symbols(column, table):
        return f"={number}"
    symbols = ",".join(f'{cell}="{symbol}"' for symbol in GAP_SYMBOLS)
    return f"=IFERROR(OR({symbols},{number}),FALSE)"
