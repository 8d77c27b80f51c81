"""Municipality codes and names as sheets print them: lost zeros, missing check digits, marks behind names."""

from __future__ import annotations

import re

from edu_dx.intake.text import Cell, as_text, bare, squeeze, unpadded
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.codes import is_municipality_code, municipality_code_check_digit

_MARKS = re.compile(r"[*＊※†]+$")
_MUNICIPALITY = re.compile(r".*[市区町村]")
_PREFECTURES = 47
_WARD = re.compile(r".+市.+区")


def read_municipality_code(cell: Cell) -> str:
    """A code as six digits: a lost leading zero is put back, a code of five digits gets its check digit.

    Raises:
        UnreadableError: it is no code, or its check digit is wrong.
    """
    text = squeeze(as_text(cell))
    if not text.isdecimal() or not 4 <= len(text) <= 6:
        raise UnreadableError(f"「{as_text(cell)}」は団体コード（6桁の数字）として読めません")
    if len(text) == 6 or (not text.startswith("0") and is_municipality_code(text.zfill(6))):
        code = text.zfill(6)
    else:
        code = text.zfill(5) + municipality_code_check_digit(text.zfill(5))
    if not is_municipality_code(code):
        expected = municipality_code_check_digit(code[:5])
        raise UnreadableError(f"「{code}」の検査数字が合いません（正しくは末尾が {expected}）")
    if not 1 <= int(code[:2]) <= _PREFECTURES:
        raise UnreadableError(f"「{as_text(cell)}」は団体コードではありません（都道府県番号は01から47）")
    return code


def municipality_name(cell: Cell) -> tuple[str, str]:
    """A name without padding, and the mark printed behind it (``夕張市*`` → ``夕張市``, ``*``)."""
    name = unpadded(cell)
    mark = _MARKS.search(name)
    return (name[: mark.start()], mark[0]) if mark else (name, "")


def is_subtotal(code: str, name: str) -> bool:
    """Whether a row sums up municipalities: a prefecture (000 in its code and no name), a 郡, 支庁 or 島しょ.

    The numbers of districts end in 0, as do those of designated cities, whose names end in 市.
    """
    own = bare(squeeze(name))
    if not own:
        return code[2:5] == "000"
    return code[4] == "0" and not _MUNICIPALITY.fullmatch(own)


def is_ward_of_city(name: str) -> bool:
    """Whether a row is a ward (区) whose city has a row of its own; Tokyo's special wards have none."""
    return bool(_WARD.fullmatch(name))
