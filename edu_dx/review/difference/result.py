"""What a comparison of two runs found: plain, frozen data whose texts are ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Presence = Literal["changed", "renamed", "added", "removed"]
BlockKind = Literal["table", "figure", "number", "check"]


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Token:
    """A piece of text; the old text is all but the inserted ones, the new text all but the deleted ones."""

    mark: Mark
    text: str


Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class ValueChange:
    """One value, before and after.

    Args:
        name: label of its column, or what it is of a number (値, 分子, 分母, …).
        old: as it was printed, without its unit.
        new: as it is printed.
        unit: printed behind the new value; empty where that is missing.
        absolute: difference with sign, of shares in ポイント; empty where there is none.
        relative: difference in per cent of the old value; empty for shares and where it would mislead.
        share: the relative difference as a number, to order by; None where there is none.
        unseen: only the stored value changed, both are printed alike.
        withheld: one of the two is withheld, so that neither is told.
    """

    name: str
    old: str
    new: str
    unit: str = ""
    absolute: str = ""
    relative: str = ""
    share: float | None = None
    unseen: bool = False
    withheld: bool = False

    @property
    def text(self) -> str:
        """「1,234 → 1,300 人（＋66、＋5.3 %）」."""
        return self._told(self.absolute, self.relative)

    @property
    def short_text(self) -> str:
        """「1,234 → 1,300 人（＋5.3 %）」, where several stand in one line."""
        return self._told(self.relative or self.absolute)

    def _told(self, *differences: str) -> str:
        remark = "伏せた値のため示しません" if self.withheld else "表示は同じ" if self.unseen else ""
        told = [part for part in (*differences, remark) if part]
        behind = f"（{'、'.join(told)}）" if told else ""
        old, new = (f"「{text}」" if "→" in self.old + self.new else text for text in (self.old, self.new))
        return f"{old} → {new} {self.unit}".rstrip() + behind


@dataclass(frozen=True)
class RowChange:
    """A row that both tables have, with its changed values in the order of the columns."""

    label: str
    values: tuple[ValueChange, ...]


@dataclass(frozen=True)
class LoneRow:
    """A row that only one of the tables has: each heading with what is printed under it."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TableChange:
    """How the rows and columns of a table, or of the numbers behind a figure, changed.

    Args:
        rows: rows with values that are printed differently, in the order of the new table.
        unseen_rows: rows of which only stored values changed.
        added_rows: rows of the new table alone.
        removed_rows: rows of the old table alone.
        added_columns: headings of the new table alone.
        removed_columns: headings of the old table alone.
        changed_columns: headings and formats before and after.
        reordered: rows of both tables stand in another order.
    """

    rows: tuple[RowChange, ...] = ()
    unseen_rows: tuple[RowChange, ...] = ()
    added_rows: tuple[LoneRow, ...] = ()
    removed_rows: tuple[LoneRow, ...] = ()
    added_columns: tuple[str, ...] = ()
    removed_columns: tuple[str, ...] = ()
    changed_columns: tuple[tuple[str, str], ...] = ()
    reordered: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the two tables are the same, stored values included."""
        return self == TableChange()

    @property
    def unseen(self) -> bool:
        """Whether nothing but stored values changed."""
        return bool(self.unseen_rows) and self == TableChange(unseen_rows=self.unseen_rows)

    @property
    def cells(self) -> int:
        """How many values are printed differently."""
        return sum(len(row.values) for row in self.rows)


@dataclass(frozen=True)
class WordChange:
    """A title, note, period or the like; no tokens where its words would tell a withheld value."""

    label: str
    tokens: Tokens


@dataclass(frozen=True)
class BlockChange:
    """How one table, figure, number or check changed.

    Args:
        name: its stable name; of a removed one the old name.
        kind: what it is.
        presence: changed, renamed (its name or the year in it), added or removed.
        title: its title now; of a removed one the old title.
        old_name: the name before, of a renamed one.
        old_title: the title before, of a renamed one.
        printed: what an added one shows, or a removed one showed, in a few words.
        values: of a number, its value and what stands under it.
        table: rows and columns, also of a figure.
        words: title, note, period and the like.
        outcome: of a check, its outcome before and after; empty while it is the same.
        failing: of a check, it holds no longer, or was added and does not hold.
        redrawn: of a figure, it is drawn differently though the numbers are the same.
        old_svg: of a figure with any change, the drawing before; empty where it would tell a withheld value.
        new_svg: the drawing now.
    """

    name: str
    kind: BlockKind
    presence: Presence
    title: str
    old_name: str = ""
    old_title: str = ""
    printed: str = ""
    values: tuple[ValueChange, ...] = ()
    table: TableChange = TableChange()
    words: tuple[WordChange, ...] = ()
    outcome: tuple[str, str] | tuple[()] = ()
    failing: bool = False
    redrawn: bool = False
    old_svg: str = ""
    new_svg: str = ""

    @property
    def result_changed(self) -> bool:
        """Whether what it shows changed, and not only words around it."""
        return bool(
            self.presence in ("added", "removed")
            or self.values
            or not self.table.nothing
            or self.outcome
            or self.redrawn
        )

    @property
    def result_seen(self) -> bool:
        """Whether what it shows is printed or drawn differently."""
        return bool(
            self.presence in ("added", "removed")
            or any(not value.unseen for value in self.values)
            or not (self.table.nothing or self.table.unseen)
            or self.outcome
            or self.redrawn
        )

    @property
    def unseen(self) -> bool:
        """Whether a reader of the report would see no difference."""
        return self.presence == "changed" and not self.words and not self.result_seen


@dataclass(frozen=True)
class TextChange:
    """How the words of one text cell changed.

    Args:
        cell: id of the cell.
        heading: the heading it stands under.
        finding: whether the cell is the student's.
        presence: changed, added or removed.
        tokens: the text word by word; empty where it would tell a withheld value.
        sentences: how many sentences changed.
    """

    cell: str
    heading: str
    finding: bool
    presence: Literal["changed", "added", "removed"]
    tokens: Tokens
    sentences: int

    @property
    def unseen(self) -> bool:
        """Every change of a text is seen."""
        return False


Change = BlockChange | TextChange


@dataclass(frozen=True)
class SharedWords:
    """One change of period, filter or sources that several blocks have in common."""

    label: str
    tokens: Tokens
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """A parameter, or what the run is about, before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class DataChange:
    """A table that was replaced, added or taken away; ``records`` in words."""

    label: str
    presence: Literal["changed", "added", "removed"]
    records: str


@dataclass(frozen=True)
class CodeChange:
    """A code cell whose source changed; the tokens are whole lines."""

    cell: str
    heading: str
    presence: Literal["changed", "added", "removed"]
    tokens: Tokens

    @property
    def added_lines(self) -> int:
        """Lines that the old cell did not have."""
        return sum(token.text.count("\n") for token in self.tokens if token.mark is Mark.INSERTED)

    @property
    def removed_lines(self) -> int:
        """Lines that the new cell has no more."""
        return sum(token.text.count("\n") for token in self.tokens if token.mark is Mark.DELETED)


@dataclass(frozen=True)
class Grounds:
    """What the results rest on, before and after.

    Args:
        conditions: changed parameters.
        data: changed tables.
        code: changed code cells.
        code_known: whether the code of both was there to compare.
        template: whether the template is another one.
        metrics: modules of definitions that changed.
        metrics_known: whether both runs recorded their definitions.
        versions: changed versions of software.
    """

    conditions: tuple[Condition, ...] = ()
    data: tuple[DataChange, ...] = ()
    code: tuple[CodeChange, ...] = ()
    code_known: bool = True
    template: bool = False
    metrics: tuple[str, ...] = ()
    metrics_known: bool = True
    versions: tuple[Condition, ...] = ()

    @property
    def calculation_changed(self) -> bool:
        """Whether the way of calculating changed; without the code, any other template counts."""
        return bool(self.code or self.metrics or (self.template and not self.code_known))

    @property
    def only_template_texts(self) -> bool:
        """Whether the template is another one that calculates the same way."""
        return self.template and not self.calculation_changed

    @property
    def nothing(self) -> bool:
        """Whether everything that could explain a changed result is the same."""
        return not (
            self.conditions or self.data or self.calculation_changed or self.template or self.versions
        )


@dataclass(frozen=True)
class Difference:
    """What changed between two runs.

    Args:
        since: the name of the earlier one, such as 前回.
        headline: the whole in a few sentences.
        grounds: data, calculation and conditions.
        shared: changed periods and the like that many blocks have in common.
        changes: in the order of the notebook; those that no reader would see come last.
        unexplained: results changed although all grounds are the same.
    """

    since: str
    headline: str
    grounds: Grounds
    shared: tuple[SharedWords, ...]
    changes: tuple[Change, ...]
    unexplained: bool

    @property
    def nothing(self) -> bool:
        """Whether the two are the same in every respect."""
        return self.grounds.nothing and not self.shared and not self.changes
