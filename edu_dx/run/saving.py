"""What happens when JupyterLab has saved a notebook: a run's findings are archived.

JupyterLab finds the hook by its name in ``etc/jupyter/jupyter_lab_config.json``. An error in it would tell the student
that the notebook was not saved, although it was: there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edu_dx.run.findings_archive import archive_findings
from edu_dx.run.record import NOTEBOOK_NAME, RECORD_NAME
from edu_dx.workspace import current


def archive_on_save(os_path: str, model: Mapping[str, Any], contents_manager: Any) -> None:
    """Archive the findings of the run whose notebook was saved; other files are left alone.

    Args:
        os_path: the file that was saved.
        model: what JupyterLab knows of it.
        contents_manager: who saved it; its log is told what went wrong.
    """
    folder = Path(os_path).parent
    if Path(os_path).name != NOTEBOOK_NAME or not (folder / RECORD_NAME).is_file():
        return
    try:
        archive_findings(current(folder), folder.name)
    except Exception as error:
        contents_manager.log.warning("所見の控えを残せませんでした: %s（%s）", os_path, error)
