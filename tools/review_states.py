"""Write docs/review-states.md from the states and transitions that rule the review.

Run ``python tools/review_states.py`` after changing them; a test compares the file with this.
"""

from __future__ import annotations

from pathlib import Path

from edu_dx.review.diagram import state_diagram, transition_table

TARGET = Path(__file__).resolve().parents[1] / "docs" / "review-states.md"


def page() -> str:
    """The text of docs/review-states.md."""
    return (
        "# The states of a review\n\n"
        "Generated from `edu_dx/review/states.py` by `tools/review_states.py`: change the data there.\n\n"
        f"```mermaid\n{state_diagram()}\n```\n\n"
        f"{transition_table()}\n\n"
        "失効 is never written down: it follows from what the approval rests on. Where a run stands is folded from the\n"
        "journal each time it is asked for.\n"
    )


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
