"""Where the templates are: in the checkout, or where the wheel put them for Jupyter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jupyter_core.paths import jupyter_path

from edu_dx.errors import UserError

REPORT = "edu_dx_report"
REVIEW_COPY = "edu_dx_review"


@cache
def templates_folder(template: str) -> Path:
    """The folder that holds the template's folder; the checkout's own comes first.

    Raises:
        UserError: the installation is incomplete.
    """
    checkout = Path(__file__).parents[2] / "templates"
    for folder in (checkout, *map(Path, jupyter_path("nbconvert", "templates"))):
        if (folder / template / "index.html.j2").is_file():
            return folder
    raise UserError(
        "報告書のひな形が見つかりません。",
        where=str(checkout / template),
        fix="edu-dx を入れ直してください（python start.py demo）。",
    )


def template_text(template: str, name: str) -> str:
    """The text of one file of a template."""
    return (templates_folder(template) / template / name).read_text(encoding="utf-8")
