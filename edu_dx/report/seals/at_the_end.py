"""Finding a seal that has to stand at the very end of a file."""

from __future__ import annotations

import re

from edu_dx.errors import UserError


def cut_at_the_end(file: bytes, form: re.Pattern[bytes], mark: bytes) -> tuple[bytes, re.Match[bytes] | None]:
    """The file without the seal at its end, and the seal's match; None if there is no seal.

    Args:
        file: the whole file.
        form: what a seal looks like there, from its mark to the end of the file.
        mark: what a seal begins with.

    Raises:
        UserError: a seal stands anywhere else, or there are several.
    """
    place = file.find(mark)
    if place < 0:
        return file, None
    if file.count(mark) > 1:
        raise UserError("ファイルに検印が2つ以上あります。承認のあとに、ほかの検印が付け足されています。")
    # Matched at one place only: a search could be made to take for ever.
    found = form.match(file, place)
    if found is None:
        raise UserError(
            "検印がファイルの終わりにありません。検印が動かされたか、うしろに付け足しがあるか、途中で切れています。"
        )
    return file[:place], found
