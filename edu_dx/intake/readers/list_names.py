"""What a table of any wording is called: its title without the dates, or the file's name without them."""

from __future__ import annotations

import re
import unicodedata

from edu_dx.intake.text import squeeze

_SHEET_WITHOUT_NAME = re.compile(r"(?:sheet|シート)\d*|data|データ|\d+")
_LABEL = re.compile(r"^(?:統計名|表題名?|調査名|表番号|タイトル|title)\s*[:：]\s*", re.IGNORECASE)
_ERA = r"(?:令和|平成|昭和|[RHS])"
_DATES = re.compile(
    rf"(?:(?:19|20)\d{{2}}|{_ERA}\s?(?:\d{{1,2}}|元))\s?年?度?(?:[-_./年]?\s?\d{{1,2}}(?:[-_./月]\s?\d{{1,2}}日?|月分?|月?末)?)?"
    r"(?:\s?(?:現在|時点|公表|更新|版|分))?"
    r"|(?<![\dA-Za-z])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)"
)
_EDGES = " 　_-–—・,、:：.~〜"
_EMPTY_BRACKETS = re.compile(r"[(\[【]\s*[)\]】]")
_LONGEST = 80


def name_of_list(titles: tuple[str, ...], sheet_name: str, stem: str) -> str:
    """The name that editions of the same list share.

    Args:
        titles: the texts above the header, the sheet's name perhaps last.
        sheet_name: the sheet's name, "" for a text file.
        stem: the file's name without its extension.
    """
    above = [title for title in titles if title != sheet_name]
    labelled = [_undated(_LABEL.sub("", title)) for title in above if _LABEL.match(title)]
    title = " ".join(filter(None, labelled)) or next(filter(None, map(_undated, above)), "")
    sheet = "" if _SHEET_WITHOUT_NAME.fullmatch(squeeze(sheet_name)) else _undated(sheet_name)
    return (" ".join(dict.fromkeys(filter(None, (title or _undated(stem), sheet)))) or stem)[:_LONGEST]


def _undated(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    undated = _EMPTY_BRACKETS.sub("", _DATES.sub("", plain))
    return re.sub(r"[_\-]{2,}", "_", undated).strip(_EDGES)
