"""Where the report's nbconvert template is: in the checkout, or where the wheel put it for Jupyter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jupyter_core.paths import jupyter_path

from edu_dx.errors import UserError

TEMPLATE_NAME = "edu_dx_report"


@cache
def templates_folder() -> Path:
    """The folder that holds the template's folder; the checkout's own comes first.

    Raises:
        UserError: the installation is incomplete.
    """
    checkout = Path(__file__).parents[2] / "templates"
    for folder in (checkout, *map(Path, jupyter_path("nbconvert", "templates"))):
        if (folder / TEMPLATE_NAME / "index.html.j2").is_file():
            return folder
    raise UserError(
        "報告書のひな形が見つかりません。",
        where=str(checkout),
        fix="edu-dx を入れ直してください（python start.py demo）。",
    )


def template_text(name: str) -> str:
    """The text of one file of the template."""
    return (templates_folder() / TEMPLATE_NAME / name).read_text(encoding="utf-8")
