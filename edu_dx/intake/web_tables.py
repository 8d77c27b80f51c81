"""Tables in the form of a web page: what many systems hand out under the name of an Excel file."""

from __future__ import annotations

from html.parser import HTMLParser

from edu_dx.intake.sheet import Range, Sheet
from edu_dx.intake.text import Cell, is_blank

_MOST_COLUMNS = 16_384
"""No sheet has more columns; a page that says so is wrong."""

_UNSEEN = {"script", "style", "head"}


def tables_of_page(text: str) -> list[Sheet]:
    """Every table of a web page that holds anything, as a sheet; merged cells are merges."""
    page = _Page()
    page.feed(text)
    page.close()
    tables = [table for table in page.tables if any(not is_blank(text) for _, text in table.cells)]
    return [
        table.sheet(f"表{number}" if len(tables) > 1 else "") for number, table in enumerate(tables, start=1)
    ]


class _Table:
    """A table while it is read: its cells by place, and the places that a merged cell above has taken."""

    def __init__(self) -> None:
        self.cells: list[tuple[tuple[int, int], str]] = []
        self.merges: list[Range] = []
        self.text: list[str] | None = None
        self._taken: set[tuple[int, int]] = set()
        self._row, self._column = -1, 0

    def open_row(self) -> None:
        self.close_cell()
        self._row += 1
        self._column = 0

    def open_cell(self, width: int, height: int) -> None:
        self.close_cell()
        self._row = max(self._row, 0)
        while (self._row, self._column) in self._taken:
            self._column += 1
        last = (self._row + height - 1, self._column + width - 1)
        if width > 1 or height > 1:
            self.merges.append(((self._row, self._column), last))
            self._taken |= {
                (row, column)
                for row in range(self._row, last[0] + 1)
                for column in range(self._column, last[1] + 1)
            }
        self.text = []
        self._place = (self._row, self._column)
        self._column += width

    def close_cell(self) -> None:
        if self.text is not None:
            self.cells.append((self._place, "".join(self.text).strip()))
            self.text = None

    def sheet(self, name: str) -> Sheet:
        height = max(row for (row, _), _ in self.cells) + 1
        width = max(column for (_, column), _ in self.cells) + 1
        rows: list[list[Cell]] = [[""] * width for _ in range(height)]
        for (row, column), text in self.cells:
            rows[row][column] = text
        merges = [merge for merge in self.merges if merge[1][0] < height and merge[1][1] < width]
        return Sheet(name, rows, tuple(merges))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            table = _Table()
            self.tables.append(table)
            self._open.append(table)
        elif self._open and tag == "tr":
            self._open[-1].open_row()
        elif self._open and tag in ("td", "th"):
            spans = dict(attrs)
            self._open[-1].open_cell(_span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].close_cell()
        elif self._open and tag == "table":
            self._open.pop().close_cell()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].text is not None and not self._unseen:
            self._open[-1].text.append(data)

    def close(self) -> None:
        super().close()
        for table in self._open:
            table.close_cell()


def _span(printed: str | None) -> int:
    return min(max(int(printed), 1), _MOST_COLUMNS) if printed and printed.isdecimal() else 1
