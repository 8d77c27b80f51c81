"""Earlier editions of a file: what a corrected file replaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from edu_dx.intake.receipt import Receipt

_EDITION = re.compile(
    r"訂正|修正|更新|再提出|差し?替え?|確定|最新|最終|第?[0-9]+版|版|コピー|copy|final|rev|ver|[vr](?=[0-9])",
    re.IGNORECASE,
)
_NOT_A_WORD = re.compile(r"[\W\d_]+")


def predecessors_of(receipt: Receipt, earlier: Iterable[Receipt]) -> set[str]:
    """SHA-256 of the files that may be earlier editions of the file of ``receipt``.

    They gave rows to the same table and have either the same name, but for dates and words such as 訂正版, or the
    same headers. Whether one is in fact replaced is decided by the rows that both have.
    """
    return {
        other.sha256
        for other in earlier
        if other.sha256 != receipt.sha256
        and other.table == receipt.table
        and (_plain_name(other) == _plain_name(receipt) or _headers(other) == _headers(receipt))
    }


def _plain_name(receipt: Receipt) -> str:
    stem = unicodedata.normalize("NFKC", PurePath(receipt.file_name).stem)
    return _NOT_A_WORD.sub("", _EDITION.sub("", stem))


def _headers(receipt: Receipt) -> tuple[str, ...]:
    return tuple(column.header for column in receipt.columns)
