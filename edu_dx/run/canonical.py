"""What a notebook says, apart from how its file is written.

Opening a notebook in JupyterLab rewrites metadata, counters and the spelling of numbers; none of that is
content. A fingerprint covers cell ids, kinds, sources, tags and outputs. A reading hint is no content either: the
machine puts it above a finding, the student deletes it once it is read.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from nbformat import NotebookNode

FINDING_TAG = "finding"
READING_HINT_TAG = "read-again"


def is_finding(cell: NotebookNode) -> bool:
    """Whether the cell belongs to the student."""
    return FINDING_TAG in cell.metadata.get("tags", [])


def is_reading_hint(cell: NotebookNode) -> bool:
    """Whether the cell only asks the student to read the finding below it again."""
    return bool(cell.cell_type == "markdown" and READING_HINT_TAG in cell.metadata.get("tags", []))


def fingerprint(notebook: NotebookNode, *, findings: bool = True) -> str:
    """Hash of a notebook's content; without the findings it covers what the machine made."""
    cells = [
        _cell(cell)
        for cell in notebook.cells
        if not is_reading_hint(cell) and (findings or not is_finding(cell))
    ]
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"


def _cell(cell: NotebookNode) -> dict[str, Any]:
    return {
        "id": cell.id,
        "kind": cell.cell_type,
        "source": cell.source,
        "tags": sorted(cell.metadata.get("tags", [])),
        "outputs": [_output(output) for output in cell.get("outputs", [])],
    }


def _output(output: NotebookNode) -> dict[str, Any]:
    content = {
        key: output[key] for key in ("output_type", "name", "text", "ename", "evalue") if key in output
    }
    return {**content, "data": _plain(output.get("data", {}))}


def _plain(value: Any) -> Any:
    """JSON with one spelling for each number: 2.0 is 2."""
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
