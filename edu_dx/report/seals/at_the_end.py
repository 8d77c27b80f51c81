"""Finding a seal that has to stand at the very end of a file."""

from __future__ import annotations

import re

from edu_dx.errors import UserError


def cut_at_the_end(file: bytes, form: re.Pattern[bytes], mark: bytes) -> tuple[bytes, re.Match[bytes] | None]:
    """The file without the seal at its end, and the seal's match; None if there is no seal.

    Args:
        file: the whole file.
        form: what a seal looks like there, up to the end of the file.
        mark: what a seal begins with.

    Raises:
        UserError: a seal stands anywhere else.
    """
    found = form.search(file)
    content = file[: found.start()] if found else file
    if mark in content:
        raise UserError(
            "ファイルに検印が2つ以上あります。承認のあとに、ほかの検印が付け足されています。"
            if found
            else "検印がファイルの終わりにありません。検印が動かされたか、うしろに付け足しがあるか、途中で切れています。"
        )
    return content, found
