"""Cells → yes or no, in the marks that Japanese sheets use for them."""

from __future__ import annotations

from edu_dx.intake.text import Cell, as_text, is_number, plain
from edu_dx.intake.values import UnreadableError, refuse_error

_YES = {*"○〇◯●⭕✓✔☑レ有可済要1", "あり", "有り", "はい", "yes", "y", "true", "t", "on", "該当", "該当する"}
_YES |= {"実施", "実施済", "完了", "している", "対象", "ある", "利用", "使用"}
_NO = {
    *"×✕✖✗✘❌☐□無否不未0",
    "なし",
    "無し",
    "いいえ",
    "no",
    "n",
    "false",
    "f",
    "off",
    "非該当",
    "該当しない",
}
_NO |= {"未実施", "未完了", "していない", "対象外", "ない", "不可", "不要", "未利用", "未使用"}


def read_boolean(cell: Cell) -> bool:
    """One cell as yes or no: ``○``, ``有``, ``はい``, ``TRUE``, ``1`` and their opposites.

    Grades (``◎``, ``△``) and marks that stand for either (``x``, ``-``) are refused, and so is a blank.

    Raises:
        UnreadableError: the cell says neither.
    """
    refuse_error(cell)
    if isinstance(cell, bool):
        return cell
    text = plain(cell).casefold() if isinstance(cell, str) or is_number(cell) else ""
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise UnreadableError(f"「{as_text(cell)}」は「はい・いいえ」（○×、有無）として読めません")
