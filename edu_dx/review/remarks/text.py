"""Remarks as a student reads them on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from edu_dx.review.remarks.remark import Remark

_LONGEST_QUOTE = 60
_NOTHING = "提出の前に見直す所は見つかりませんでした。"
_BLOCKING = "直してから提出する所"
_ADVICE = "提出の前に見直すとよい所"


def remarks_text(remarks: Sequence[Remark]) -> str:
    """All remarks, those first that stop the submission."""
    if not remarks:
        return _NOTHING
    blocking = [remark for remark in remarks if remark.rule.blocking]
    advice = [remark for remark in remarks if not remark.rule.blocking]
    groups = [(_BLOCKING, blocking), (_ADVICE, advice)]
    return "\n\n".join(_group(title, group) for title, group in groups if group)


def _group(title: str, remarks: Sequence[Remark]) -> str:
    entries = [f"{number}. {_entry(remark)}" for number, remark in enumerate(remarks, start=1)]
    return "\n\n".join([f"{title}（{len(remarks)}件）", *entries])


def _entry(remark: Remark) -> str:
    lines = [
        f"［{remark.rule.title}］{remark.place.heading}",
        f"   「{_short(remark.quote)}」" if remark.quote else "",
        f"   {remark.what}",
        f"   → {remark.fix}",
    ]
    return "\n".join(line for line in lines if line)


def _short(quote: str) -> str:
    one_line = " ".join(quote.split())
    return one_line if len(one_line) <= _LONGEST_QUOTE else f"{one_line[: _LONGEST_QUOTE - 1]}…"
