"""Where on the page something stands. A block stands under its own name; a colon keeps all other names apart from it."""

from __future__ import annotations

from collections.abc import Collection

WHOLE_RUN = "page:whole"


def place_id(name: str, blocks: Collection[str]) -> str:
    """The id of a result or a text cell.

    Args:
        name: what comments call it; empty for the whole run.
        blocks: names of the results.
    """
    if not name:
        return WHOLE_RUN
    return name if name in blocks else f"cell:{name}"


def thread_id(number: int) -> str:
    """The id of a thread of comments."""
    return f"comment:{number}"


def code_id(cell: str) -> str:
    """The id of a cell's code."""
    return f"code:{cell}"
