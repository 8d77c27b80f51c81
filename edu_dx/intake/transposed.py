"""Tables that lie on their side: what a row should say stands in a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edu_dx.intake.layout import Reader
from edu_dx.intake.parts import Region, regions_of
from edu_dx.intake.sheet import Sheet
from edu_dx.tables.codes import SCHOOL_CODE

_LARGEST_SIDE = 400
"""A longer or wider grid is data, not a table that somebody turned to fit a page."""

_TIME_OF_DAY = re.compile(r"[0-9]:[0-5][0-9]")

_REMARK = (
    "行と列が入れ替わった表でしたので、入れ替えて読みました。"
    "この受入票の「n行目」は資料の左からn番目の列、「A列」は資料の1行目です。"
)


def transposed_regions(sheet: Sheet, readers: Sequence[Reader]) -> tuple[Sheet, list[Region]]:
    """The sheet with rows and columns exchanged, and the tables that stand in it then.

    Their headers stand in the first column of the file: a column in the midst of a table that reads like a header
    (question numbers 1-1, 1-2 like ages) heads nothing.
    """
    if max(len(sheet.rows), len(sheet.columns)) > _LARGEST_SIDE:
        return sheet, []
    turned = replace(
        sheet,
        rows=[list(cells) for cells in zip(*sheet.rows, strict=True)],
        merges=tuple(((top, left), (bottom, right)) for (left, top), (right, bottom) in sheet.merges),
    )
    regions = [
        replace(
            region,
            found=tuple(
                (reader, replace(layout, remarks=(*layout.remarks, _REMARK)))
                for reader, layout in region.found
            ),
        )
        for region in regions_of(turned, readers)
        if _is_at_the_edge(turned, region)
    ]
    return turned, regions


def _is_at_the_edge(turned: Sheet, region: Region) -> bool:
    """Whether nothing but titles stands before the headers of a region, and no school's code or time among their labels."""
    labels = {
        text for _, layout in region.found for column in layout.header.columns for text in column.printed
    }
    if any(SCHOOL_CODE.fullmatch(label) or _TIME_OF_DAY.search(label) for label in labels):
        return False
    first = min(layout.header.first for _, layout in region.found)
    return bool((turned.filled_cells[region.start : first] <= 1).all())
