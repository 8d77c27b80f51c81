"""Tables that are known by what their columns hold, where no header name tells them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from edu_dx.intake.header import Header
from edu_dx.intake.layout import Layout, Reader
from edu_dx.intake.parts import Region
from edu_dx.intake.profiles import Grid, grids_of
from edu_dx.intake.sheet import Sheet


class ContentReader(Reader):
    """Reads tables of any wording: questionnaires, published statistics, lists.

    Class attributes:
        kind: what the file is; all readers of the kind that is recognised first read it.
    """

    kind: str

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """None: a header alone is no evidence."""
        return None

    @abstractmethod
    def recognise_grid(self, grid: Grid) -> Layout | None:
        """The layout of this table if the whole grid speaks for it; None if not."""

    def label_columns(self, layout: Layout) -> list[int]:
        """None: a total in such a table is a record like any other."""
        return []


def regions_by_content(sheet: Sheet, readers: Sequence[Reader], stem: str) -> list[Region]:
    """The one table of a sheet that no header name tells; the first readers of one kind that know it take it.

    Args:
        sheet: a sheet in which no reader has recognised a header.
        readers: the readers in use, in the order in which they are asked.
        stem: the file's name without its extension.
    """
    asked = [reader for reader in readers if isinstance(reader, ContentReader)]
    for grid in grids_of(sheet, stem):
        found = [(reader, layout) for reader in asked if (layout := reader.recognise_grid(grid))]
        if found:
            kind = found[0][0].kind
            return [Region(0, len(sheet.rows), tuple((r, layout) for r, layout in found if r.kind == kind))]
    return []
