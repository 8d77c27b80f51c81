"""The sheets of a template that hold no data, and how intake knows them."""

from __future__ import annotations

import re

from edu_dx.intake.text import squeeze

EXAMPLE = "記入例（架空）"
GUIDE = "項目の説明"

_EXAMPLE_NAMES = re.compile(r"(?:記入|入力|記載)(?:例|見本)")
"""Boards' own forms name their sheets of examples so, too."""


def why_no_data(sheet_name: str) -> str:
    """A Japanese reason where a sheet's name says that it only explains the form; "" for any other name."""
    name = squeeze(sheet_name)
    if _EXAMPLE_NAMES.search(name):
        return "記入例のシートです"
    return "項目の説明のシートです" if name == GUIDE else ""
