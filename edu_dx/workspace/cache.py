"""Files that are remembered to save time: they may be missing, damaged or deleted at any moment."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from edu_dx.workspace.whole_file import whole_file


def remembered(path: Path, made_by: str) -> dict[str, Any]:
    """What stands in ``path``; empty where it is missing, damaged, or made by anything but ``made_by``."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and content.get("made_by") == made_by else {}


def remember(path: Path, made_by: str, content: dict[str, Any]) -> None:
    """Put ``content`` into ``path``; a place that cannot be written costs time and nothing else."""
    text = json.dumps({"made_by": made_by, **content}, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            unfinished.write_text(text, encoding="utf-8", newline="\n")
