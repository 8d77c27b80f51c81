"""Header rows of a sheet: one to four of them, merged or not, as one path of labels per column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from edu_dx.intake.sheet import Range, Sheet
from edu_dx.intake.text import Cell, as_text, bare, is_blank, is_number, squeeze

DEEPEST_HEADER = 4
_LAST_GRADE = 9
_GRADE = re.compile(r"[1-9一二三四五六七八九]学?年(?!度)")
_FIELD_NUMBER = re.compile(r"[(（\[［]\s*[0-9０-９]{1,2}\s*[)）\]］]|[①-⑳]")
_WITH_ENGLISH = re.compile(
    r"(?P<japanese>[^A-Za-z]*[^\x00-\x7f][^A-Za-z]*?)(?:\s*[\n/／|]\s*|\s+)[A-Za-z][\x20-\x7e\n]*"
)
_RUNNING_NUMBERS = {"no", "no.", "番号", "項番", "連番", "通番", "通し番号", "#"}
_COUNTS = re.compile("[計数年組級男女特複総人]")
_BESIDE_GRADES = set(
    [
        "学校名",
        "校名",
        "学校",
        "名称",
        "学校コード",
        "コード",
        "番号",
        "no",
        "no.",
        "整理番号",
        "区",
        "地区",
        "区分",
        "学年",
        "計",
        "合計",
        "総計",
        "複式",
        "特別支援",
        "特支",
        "特別支援学級",
        "学級数",
        "児童数",
        "生徒数",
        "備考",
    ]
)


@dataclass(frozen=True)
class HeaderColumn:
    """One column's header.

    Args:
        index: column of the sheet from 0.
        printed: its labels from top to bottom as printed, group headers included.
        bilingual: whether the header says everything in English once more, so that the English is no label.
    """

    index: int
    printed: tuple[str, ...]
    bilingual: bool = False

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels in the form in which labels are compared."""
        return tuple(squeeze(_in_japanese(label) if self.bilingual else label) for label in self.printed)

    @cached_property
    def leaf(self) -> str:
        """The lowest label, squeezed."""
        return self.labels[-1] if self.printed else ""

    @cached_property
    def path(self) -> str:
        """All labels, squeezed, from the group down to the leaf."""
        return "|".join(self.labels)

    @property
    def text(self) -> str:
        """The header as the receipt shows it."""
        return "／".join(" ".join(label.split()) for label in self.printed)

    def is_called(self, names: set[str]) -> bool:
        """Whether any reading of the header is one of ``names`` (squeezed): leaf, whole path, without brackets."""
        joined = "".join(self.labels)
        return bool({self.leaf, bare(self.leaf), joined, bare(joined)} & names)


@dataclass(frozen=True)
class Header:
    """A header found at rows ``first`` to ``last`` (from 0, inclusive)."""

    first: int
    last: int
    columns: tuple[HeaderColumn, ...]

    @cached_property
    def labels_by_column(self) -> dict[int, tuple[str, ...]]:
        """Each column's squeezed labels by the column's index."""
        return {column.index: column.labels for column in self.columns}

    @cached_property
    def in_order(self) -> list[HeaderColumn]:
        """The columns from left to right, those last that may do nothing but count the rows."""
        return sorted(self.columns, key=lambda column: bare(column.leaf) in _RUNNING_NUMBERS)

    @property
    def labels_of_all(self) -> str:
        """Every column's squeezed labels in one text."""
        return "|".join(column.path for column in self.columns)

    def columns_called(self, wanted: Mapping[str, set[str]]) -> dict[str, HeaderColumn]:
        """The column of each field that has one, by the field's names in order; each column once."""
        found: dict[str, HeaderColumn] = {}
        for field, names in wanted.items():
            if column := self.column_called(names, taken=frozenset(c.index for c in found.values())):
                found[field] = column
        return found

    def columns_beside(self, keys: Mapping[str, HeaderColumn]) -> list[HeaderColumn]:
        """The columns that are none of ``keys``, left to right."""
        taken = {column.index for column in keys.values()}
        return [column for column in self.columns if column.index not in taken]

    def column_called(self, names: set[str], *, taken: frozenset[int] = frozenset()) -> HeaderColumn | None:
        """The leftmost free column with one of ``names``; a label that fits as it stands wins over one cut short.

        A number that may only count the rows (№, 番号) is taken where no other column has one of the names.
        """
        free = [column for column in self.in_order if column.index not in taken]
        exact = [column for column in free if column.leaf in names]
        return next(iter(exact), None) or next((column for column in free if column.is_called(names)), None)


def _header_at(sheet: Sheet, first: int, depth: int) -> Header | None:
    """Rows ``first`` …, none of which holds data, as a header of ``depth`` rows; None where they are none."""
    rows = list(sheet.rows[first : first + depth])
    filled = [
        _filled_right(row, first + offset, sheet.merges) if offset < depth - 1 else [_label(c) for c in row]
        for offset, row in enumerate(rows)
    ]
    if depth > 1 and _begins_with_title(filled[0], rows[1:]):
        return None
    for offset in range(depth - 1):
        if not _spans(sheet.merges, first + offset):
            filled[offset] = _cut_back(filled[offset], rows[offset], rows[-1])
    columns = []
    for index in range(len(rows[0])):
        own = [_label(row[index]) for row in rows]
        if not any(own):
            continue
        printed: list[str] = []
        for row in filled:
            label = row[index]
            if label and (not printed or squeeze(printed[-1]) != squeeze(label)):
                printed.append(label)
        columns.append(HeaderColumn(index, tuple(printed)))
    if 2 * sum(_in_japanese(column.printed[-1]) != column.printed[-1] for column in columns) > len(columns):
        columns = [replace(column, bilingual=True) for column in columns]
    return Header(first, first + depth - 1, tuple(columns)) if len(columns) > 1 else None


def _cut_back(labels: list[str], row: list[Cell], lowest: list[Cell]) -> list[str]:
    """A row of groups' labels without the last columns where these are no group's: 備考 after 児童数, 学級数.

    What stands below a group comes again below the others; what comes once alone, under a blank, and counts
    nothing is no part of it.
    """
    leaves = [squeeze(_label(cell)) for cell in lowest]
    last = len(labels)
    while (
        last
        and is_blank(row[last - 1])
        and leaves.count(leaves[last - 1]) == 1
        and not _COUNTS.search(leaves[last - 1])
    ):
        last -= 1
    start = next((place for place in range(last - 1, -1, -1) if not is_blank(row[place])), last)
    comes_again = all(leaf and leaves.count(leaf) > 1 for leaf in leaves[start:last])
    return labels[:last] + [""] * (len(labels) - last) if start < last and comes_again else labels


def headers_from(sheet: Sheet, first: int) -> Iterator[Header]:
    """Every header that could begin at row ``first``, the shallowest first."""
    for depth, row in enumerate(sheet.rows[first : first + DEEPEST_HEADER], start=1):
        if not _may_be_header(row):
            return
        if header := _header_at(sheet, first, depth):
            yield header


def _begins_with_title(first: list[str], below: list[list[Cell]]) -> bool:
    """Whether the top row is a title: its leftmost text runs on over most of the columns that have own labels.

    So is a text of its own that begins in the midst of the grades.
    """
    start = next((index for index, label in enumerate(first) if label), 0)
    if len(set(first[start:])) == 1 and any(
        _GRADE.search(squeeze(cell)) for row in below for cell in row[:start]
    ):
        return True
    labelled = [index for index in range(len(first)) if any(not is_blank(row[index]) for row in below)]
    if not labelled or not first[labelled[0]] or any(first[: labelled[0]]):
        return False
    covered = [index for index in labelled if first[index] == first[labelled[0]]]
    return len(covered) * 2 > len(labelled)


def _in_japanese(label: str) -> str:
    """A label without its English: ``学校名\\nSchool name``, ``1年 / Grade 1``, ``計 Total``."""
    match = _WITH_ENGLISH.fullmatch(label)
    return match["japanese"] if match else label


def _label(cell: Cell) -> str:
    return "" if is_blank(cell) else as_text(cell)


def _may_be_header(row: list[Cell]) -> bool:
    """A header row holds texts; the only numbers in it are grades 1, 2, 3 … side by side.

    A row of field numbers (1), (2), (3) … says nothing of its columns.
    """
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) > 1 and all(is_field_number(cell) for cell in filled):
        return False
    numbers = [
        squeeze(as_text(cell))
        for cell in row
        if is_number(cell) or (isinstance(cell, str) and _is_digits(cell))
    ]
    if not numbers:
        return any(not is_blank(cell) for cell in row)
    grades = [str(grade) for grade in range(1, _LAST_GRADE + 1)]
    texts = [squeeze(cell) for cell in row if not is_blank(cell) and squeeze(as_text(cell)) not in numbers]
    return (
        len(numbers) >= 3
        and all(number in grades for number in numbers)
        and numbers[:3] == grades[:3]
        and all(text in _BESIDE_GRADES for text in texts)
    )


def is_field_number(cell: Cell) -> bool:
    """Whether a cell is the number of a field: ``(1)``, ``[2]``, ``③``."""
    return isinstance(cell, str) and bool(_FIELD_NUMBER.fullmatch(cell.strip()))


def _is_digits(cell: str) -> bool:
    return squeeze(cell).replace(",", "").replace(".", "").isdecimal()


def _filled_right(row: list[Cell], index: int, merges: tuple[Range, ...]) -> list[str]:
    """A group header's text over all its columns: as merged, or up to the next text where nothing is merged."""
    labels = [_label(cell) for cell in row]
    if spans := _spans(merges, index):
        for start, end in spans:
            labels[start : end + 1] = [labels[start]] * (min(end, len(labels) - 1) - start + 1)
        return labels
    for column in range(1, len(labels)):
        labels[column] = labels[column] or labels[column - 1]
    return labels


def _spans(merges: tuple[Range, ...], row: int) -> list[tuple[int, int]]:
    """First and last column of what is merged over several columns of a row."""
    return [(a[1], b[1]) for a, b in merges if a[0] <= row <= b[0] and b[1] > a[1]]
