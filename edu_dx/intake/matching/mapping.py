"""A mapping: which header of a file stands for which column of a table."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, ConfigDict

from edu_dx.intake.header import Header, HeaderColumn

NOT_USED = ""
"""What a header stands for that is not to be read."""


class Mapping(BaseModel):
    """What the headers of one sheet stand for.

    Args:
        sheet: name of the sheet; empty for a text file.
        table: canonical name of the table.
        columns: header as printed (see :func:`keyed_columns`) → canonical column, or ``NOT_USED``. Headers that
            are not listed stay as they are printed, so that a reader may still know them (1年, 2年 …).
    """

    model_config = ConfigDict(frozen=True)

    sheet: str
    table: str
    columns: dict[str, str]

    @property
    def headers(self) -> set[str]:
        """The headers without which a sheet is not the one that the mapping is for."""
        return {header for header, column in self.columns.items() if column != NOT_USED}

    def fits(self, header: Header) -> bool:
        """Whether every header that is mapped is there."""
        return bool(self.headers) and self.headers <= keyed_columns(header).keys()


def keyed_columns(header: Header) -> dict[str, HeaderColumn]:
    """The columns of a header by their text; the second of the same text is ``備考（2つ目）``."""
    seen: Counter[str] = Counter()
    keyed = {}
    for column in header.columns:
        seen[column.text] += 1
        times = seen[column.text]
        keyed[column.text if times == 1 else f"{column.text}（{times}つ目）"] = column
    return keyed
