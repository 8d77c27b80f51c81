"""How the yearly workbook of pupils and classes is laid out; it changes with whoever made it that year."""

from __future__ import annotations

from dataclasses import dataclass

CLASSES, PUPILS, ORDINARY, SPECIAL = "classes", "pupils", "ordinary", "special"


@dataclass(frozen=True)
class Layout:
    """How one year's workbook is laid out.

    Args:
        author: line above the title that names the section.
        first_column: columns left empty.
        header_row: row of the upper header line, from 0.
        groups: the groups of columns, in order.
        totals_first: whether last year's row, the total and the district totals precede the schools.
        with_codes: whether a column holds the 13-character school code.
        wide_digits_below: schools with fewer pupils than this have full-width digits.
        special_label: how the special-support class is called.
        notes: lines below the table.
    """

    author: str
    first_column: int
    header_row: int
    groups: tuple[str, ...]
    totals_first: bool
    with_codes: bool
    wide_digits_below: int
    special_label: str
    notes: tuple[str, ...]


_OLDEST = Layout(
    author="教育総務課調べ（架空）",
    first_column=0,
    header_row=2,
    groups=(CLASSES, PUPILS, SPECIAL),
    totals_first=True,
    with_codes=False,
    wide_digits_below=0,
    special_label="特別\n支援",
    notes=("※　この表の数値はすべて架空のものです。",),
)
_MIDDLE = Layout(
    author="みほん市教育委員会事務局　学校教育課（架空）",
    first_column=0,
    header_row=4,
    groups=(CLASSES, PUPILS, ORDINARY, SPECIAL),
    totals_first=True,
    with_codes=False,
    wide_digits_below=120,
    special_label="特別支援",
    notes=(
        "※　この表の数値はすべて架空のものです。",
        "※　児童生徒数には特別支援学級の在籍者を含む。",
    ),
)
_NEWEST = Layout(
    author="作成：学校管理課　学事担当（架空）",
    first_column=1,
    header_row=5,
    groups=(PUPILS, SPECIAL, CLASSES),
    totals_first=False,
    with_codes=True,
    wide_digits_below=70,
    special_label="特別支援",
    notes=(
        "※　架空のデータです。実在の市・学校とは関係ありません。",
        "※　児童生徒数は特別支援学級の在籍者を含みます。複式学級は２学年で１学級です。",
    ),
)


def layout_of(fiscal_year: int) -> Layout:
    """The layout in use in a fiscal year."""
    return _OLDEST if fiscal_year < 2018 else _MIDDLE if fiscal_year < 2023 else _NEWEST
