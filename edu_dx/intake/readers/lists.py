"""The lists that others refer to: schools, municipalities and boards of education."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from edu_dx.intake.columns import read_column
from edu_dx.intake.dates import read_date
from edu_dx.intake.findings import Stage
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Part, Reader, names_of
from edu_dx.intake.municipality_keys import read_municipality_code
from edu_dx.intake.periods import read_fiscal_year
from edu_dx.intake.text import Cell, as_text, squeeze, unpadded
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES, Table
from edu_dx.tables.codes import SCHOOL_CODE, SCHOOL_TYPES, is_school_code, school_code_check_digit

_ESTABLISHMENTS = {"1": "国立", "2": "公立", "3": "私立"}
_BRANCHES = {"1": "本校", "2": "分校", "9": "廃校"}
_BOARD_KINDS = "1234567"

_MOST_TOLD = 8


class ListReader(Reader):
    """Reads a list whose columns are all keys: one raw row is one record.

    Args:
        table: the canonical table.
        looked_for: the headers it needs, in Japanese.
        required: columns without which a sheet is not this list.
        reads: how the columns that are not plain text are read.
        more_names: header texts beside those of the table's definition.
        distinctive: columns of which at least one must be there.
    """

    def __init__(
        self,
        table: Table,
        looked_for: str,
        required: set[str],
        reads: dict[str, Callable[[Cell], object]],
        more_names: dict[str, tuple[str, ...]] | None = None,
        distinctive: set[str] | None = None,
    ) -> None:
        self.table = table
        self.looked_for = looked_for
        self._required = required
        self._reads = reads
        self._distinctive = distinctive or set()
        more = more_names or {}
        self._names = {
            column.name: names_of(table, column.name, *more.get(column.name, ())) for column in table.columns
        } | {
            field: {squeeze(name) for name in names}
            for field, names in more.items()
            if field not in table.column_names
        }

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``, or None."""
        keys: dict[str, HeaderColumn] = {}
        for exact in (True, False):
            for field, names in self._names.items():
                if field in keys:
                    continue
                taken = {column.index for column in keys.values()}
                free = [column for column in header.columns if column.index not in taken]
                fitting = [c for c in free if (c.leaf in names if exact else c.is_called(names))]
                if fitting:
                    keys[field] = fitting[0]
        unknown = [c for c in header.columns if c.index not in {k.index for k in keys.values()}]
        understood = len(unknown) * 2 <= len(header.columns)
        if not self._required <= keys.keys() or not understood:
            return None
        return Layout(header, keys) if not self._distinctive or self._distinctive & keys.keys() else None

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the rows state their own dates."""
        return "fiscal_year" in layout.keys

    def label_columns(self, layout: Layout) -> list[int]:
        """Columns in which a row says that it is no data."""
        return []

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` for the rows that can be read."""
        rows = part.ledger.data_rows
        columns = {
            field: read_column(part, rows, column.index, self._reads.get(field, unpadded), column.text)
            for field, column in part.layout.keys.items()
        }
        records = pd.DataFrame({field: pd.Series(values) for field, values in columns.items()}, index=rows)
        records.insert(0, "row", rows)
        if "fiscal_year" not in records and part.period:
            records.insert(1, "fiscal_year", part.period.fiscal_year)
        return self.finish(records, part)

    def finish(self, records: pd.DataFrame, part: Part) -> pd.DataFrame:
        """What a list does with its rows once their cells are read."""
        return records


class SchoolListReader(ListReader):
    """Reads table ``schools``: the ministry's 学校コード一覧 or a list in its columns.

    The ministry's own list is the authority on its codes: a code there whose check digit does not fit the
    published rule is kept and told. In any other list it rejects the row.
    """

    def finish(self, records: pd.DataFrame, part: Part) -> pd.DataFrame:
        """Verify the check digits of the school codes."""
        codes = dict(zip(records["row"], records["school_code"], strict=True))
        wrong = [row for row, code in codes.items() if isinstance(code, str) and not is_school_code(code)]
        is_official = {"valid_from", "former_survey_number"} <= part.layout.keys.keys()
        refused = [row for row in wrong if not (is_official and SCHOOL_CODE.fullmatch(codes[row]))]
        for row in refused:
            part.ledger.reject(row, _wrong_school_code(codes[row]), Stage.CODES)
        kept = [codes[row] for row in wrong if row not in refused]
        if kept:
            more = "など" if len(kept) > _MOST_TOLD else ""
            part.ledger.warnings.append(
                f"検査数字が公表された計算法と合わない学校コードが{len(kept)}件あります。"
                f"文部科学省の一覧にあるとおりに読みました：{'、'.join(kept[:_MOST_TOLD])}{more}"
            )
        return records


def _wrong_school_code(code: str) -> str:
    if not SCHOOL_CODE.fullmatch(code):
        return f"学校コード「{code}」は13桁の形（英字1字と数字12桁）になっていません"
    return (
        f"学校コード「{code}」の検査数字が合いません（正しくは末尾が {school_code_check_digit(code[:12])}）"
    )


class BoardListReader(ListReader):
    """Reads table ``boards_of_education``: the code is 県コード and 教育委員会番号 together."""

    def finish(self, records: pd.DataFrame, part: Part) -> pd.DataFrame:
        """Put the two parts of the code together."""
        if "board_code" not in records:
            records["board_code"] = records["prefecture_number"] + records["board_number"]
        for row, code in zip(records["row"], records["board_code"], strict=True):
            if isinstance(code, str) and not re.fullmatch(r"\d{6}", code):
                part.ledger.reject(row, f"教育委員会コード「{code}」は6桁の数字ではありません", Stage.CODES)
        return records.drop(columns=["prefecture_number", "board_number"], errors="ignore")


class MunicipalityListReader(ListReader):
    """Reads table ``municipalities``."""

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``, or None."""
        layout = super().recognise(header, titles)
        if layout is None:
            return None
        known = {column.index for column in layout.keys.values()}
        rest = [
            c for c in header.columns if c.index not in known and c.leaf not in ("no", "no.", "番号", "備考")
        ]
        return None if rest else layout


def _coded(names: dict[str, str], what: str) -> Callable[[Cell], str]:
    """Cells such as ``2(公)``, ``2`` or ``公立`` as the name that the code stands for."""

    def read(cell: Cell) -> str:
        text = squeeze(as_text(cell)).upper()
        for code, name in names.items():
            if text in (code, squeeze(name)) or text.startswith(f"{code}("):
                return name
        for name in names.values():
            if len(text) <= 2 and name.startswith(text):
                return name
        raise UnreadableError(f"「{as_text(cell)}」は{what}として読めません")

    return read


def _code(cell: Cell) -> str:
    return squeeze(as_text(cell)).upper()


def _prefecture_number(cell: Cell) -> str:
    match = re.match(r"\d{1,2}", squeeze(as_text(cell)))
    if not match or not 1 <= int(match[0]) <= 47:
        raise UnreadableError(f"「{as_text(cell)}」は都道府県番号（01から47）として読めません")
    return match[0].zfill(2)


def _postcode(cell: Cell) -> str:
    digits = re.sub(r"\D", "", squeeze(as_text(cell)))
    return digits.zfill(7) if len(digits) in (6, 7) else digits


def _board_number(cell: Cell) -> str:
    text = squeeze(as_text(cell))
    if not re.fullmatch(rf"[{_BOARD_KINDS}]\d{{3}}", text):
        raise UnreadableError(f"「{as_text(cell)}」は教育委員会番号（4桁）として読めません")
    return text


SCHOOLS = SchoolListReader(
    TABLES["schools"],
    "「学校コード」「学校名」と、「学校種」「設置区分」「学校所在地」のどれか",
    {"school_code", "school_name"},
    {
        "fiscal_year": read_fiscal_year,
        "school_code": _code,
        "school_type": _coded(SCHOOL_TYPES, "学校種"),
        "prefecture_number": _prefecture_number,
        "establishment": _coded(_ESTABLISHMENTS, "設置区分"),
        "branch": _coded(_BRANCHES, "本分校"),
        "postcode": _postcode,
        "valid_from": read_date,
        "abolished_on": read_date,
        "successor_code": _code,
    },
    distinctive={"establishment", "branch", "address", "valid_from"},
)
MUNICIPALITIES = MunicipalityListReader(
    TABLES["municipalities"],
    "「団体コード」「都道府県名」「市区町村名」だけの列",
    {"municipality_code", "prefecture", "municipality_name"},
    {"fiscal_year": read_fiscal_year, "municipality_code": read_municipality_code},
)
BOARDS = BoardListReader(
    TABLES["boards_of_education"],
    "「県コード」「教育委員会番号」（または「教育委員会コード」）と「教育委員会名」",
    {"board_name"},
    {
        "fiscal_year": read_fiscal_year,
        "board_code": _code,
        "prefecture_number": _prefecture_number,
        "board_number": _board_number,
    },
    more_names={"prefecture_number": ("県コード", "都道府県コード"), "board_number": ("教育委員会番号",)},
    distinctive={"board_code", "board_number"},
)
