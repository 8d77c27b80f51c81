"""The one error a user of the workbench may see."""

from __future__ import annotations

import errno
from pathlib import Path


class UserError(Exception):
    """A mistake or obstacle that the user can act on.

    The CLI and the notebooks print it as plain Japanese and never as a traceback.

    Args:
        what: what happened, one Japanese sentence.
        where: file, sheet, row, cell or parameter concerned; empty where there is no place.
        fix: what to do next, one Japanese sentence.
    """

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"［場所］{self.where}" if self.where else ""
        remedy = f"［対処］{self.fix}" if self.fix else ""
        return "\n".join(part for part in (self.what, place, remedy) if part)

    def _render_traceback_(self) -> list[str]:
        """What IPython prints in place of a traceback."""
        return str(self).splitlines()


def storage_error(error: OSError, place: Path) -> UserError:
    """What a failed reading or writing of a file means to the user."""
    if error.errno == errno.ENOSPC:
        return UserError(
            "ディスクがいっぱいになり、保存できませんでした。途中のものは残していません。",
            where=str(place),
            fix="不要なファイルを消して空きを作ってから、もう一度実行してください。",
        )
    return UserError(
        f"ファイルを読み書きできませんでした（{error.strerror or error}）。",
        where=str(place),
        fix="読み取り専用でないか、ほかのソフト（Excelなど）で開いていないかを確かめてください。",
    )
