"""Parameter types of standard analyses, read from the notebook's own parameters cell.

A parameters cell is papermill's: ``name: Type = default  # 日本語のラベル``. The types below are what may stand
as annotation; each knows how a value is written on the command line and in a form.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
import threading
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from edu_dx.errors import UserError
from edu_dx.tables.codes import is_municipality_code, is_school_code


def _check_school(code: str) -> str:
    looks_like_code = re.fullmatch(r"[A-H]\w{12}|[0-9]{6}", code)
    if looks_like_code and not (is_school_code(code) or is_municipality_code(code)):
        raise ValueError("学校コードの検査数字が合いません")
    return code


def _check_clock_time(text: str) -> str:
    dt.time.fromisoformat(text)
    return text


FiscalYear = Annotated[int, Field(ge=1948, le=2100)]
SchoolCode = Annotated[str, Field(min_length=1), AfterValidator(_check_school)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Yen = Annotated[int, Field()]
Minutes = Annotated[float, Field(ge=0)]
Hours = Annotated[float, Field(ge=0)]
ClockTime = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$"), AfterValidator(_check_clock_time)]
Text = Annotated[str, Field()]
Edition = Literal["internal", "public"]


@dataclass(frozen=True)
class ParameterType:
    """One annotation that a parameters cell may use.

    Args:
        adapter: pydantic's check of a value.
        hint: what a right value looks like, in Japanese.
    """

    adapter: TypeAdapter[Any]
    hint: str


PARAMETER_TYPES: dict[str, ParameterType] = {
    "FiscalYear": ParameterType(TypeAdapter(FiscalYear), "西暦4桁の年度（例: 2025）"),
    "SchoolCode": ParameterType(
        TypeAdapter(SchoolCode),
        "13桁の学校コード（例: B1で始まる英数字）。名簿にない学校は取り込み時の学校名",
    ),
    "Share": ParameterType(TypeAdapter(Share), "0から1までの割合（例: 0.1 は 10 %）"),
    "Count": ParameterType(TypeAdapter(Count), "0以上の整数（例: 3）"),
    "Yen": ParameterType(TypeAdapter(Yen), "円を単位とする整数（例: 300）"),
    "Minutes": ParameterType(TypeAdapter(Minutes), "0以上の分（例: 8.5）"),
    "Hours": ParameterType(TypeAdapter(Hours), "0以上の時間（例: 1860）"),
    "ClockTime": ParameterType(TypeAdapter(ClockTime), "時刻（例: 09:00）"),
    "Text": ParameterType(TypeAdapter(Text), "文字"),
    "Edition": ParameterType(TypeAdapter(Edition), "internal（内部版）または public（公開版）"),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of an analysis.

    Args:
        name: Python name.
        label: Japanese label, the comment in the parameters cell.
        type_name: key of ``PARAMETER_TYPES``.
        optional: whether it may be left empty (``| None``).
        default: value in the template.
    """

    name: str
    label: str
    type_name: str
    optional: bool
    default: Any

    @property
    def hint(self) -> str:
        """What a right value looks like, in Japanese."""
        empty = "、または空欄" if self.optional else ""
        return PARAMETER_TYPES[self.type_name].hint + empty

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the parameter, for forms."""
        schema = PARAMETER_TYPES[self.type_name].adapter.json_schema()
        if self.optional:
            schema = {"anyOf": [schema, {"type": "null"}]}
        return {**schema, "title": self.label, "description": self.hint, "default": self.default}

    def parse(self, written: Any) -> Any:
        """The value that the user wrote, checked; UserError with the right form otherwise."""
        if self.optional and written in ("", None):
            return None
        try:
            return PARAMETER_TYPES[self.type_name].adapter.validate_python(written)
        except ValidationError as error:
            raise UserError(
                f"パラメータ「{self.name}」（{self.label}）の値「{written}」は使えません。",
                where=f"-p {self.name}={written}",
                fix=f"次の形で指定してください: {self.hint}。",
            ) from error


@dataclass(frozen=True)
class Declaration:
    """One line of a parameters cell, as it is written.

    Args:
        name: Python name.
        annotation: its type.
        default: the value in the template, as source.
        label: the comment behind it.
    """

    name: str
    annotation: str
    default: str
    label: str


_BUILDING_A_TREE = threading.Lock()


def declarations(source: str) -> list[Declaration]:
    """What the source of a parameters cell declares, in order."""
    lines = source.splitlines()
    # Several runs are made ready at once, and Python 3.11 counts the depth of all the trees that are being built together.
    with _BUILDING_A_TREE:
        statements = ast.parse(source).body
    return [
        Declaration(
            name=ast.unparse(statement.target),
            annotation=ast.unparse(statement.annotation),
            default=ast.unparse(statement.value),
            label=lines[statement.end_lineno - 1][statement.end_col_offset or 0 :].lstrip(" #"),
        )
        for statement in statements
        if isinstance(statement, ast.AnnAssign) and statement.value and statement.end_lineno
    ]


_DECLARATION = re.compile(r"^(?P<type>\w+)(?P<optional>\s*\|\s*None)?$")


def parameter_from_declaration(declared: Declaration) -> Parameter:
    """The parameter that one line of the parameters cell declares.

    Raises:
        ValueError: the annotation is not one of ``PARAMETER_TYPES`` (a mistake in the template).
    """
    match = _DECLARATION.match(declared.annotation)
    if match is None or match["type"] not in PARAMETER_TYPES:
        raise ValueError(f"parameter {declared.name!r} has the unknown type {declared.annotation!r}")
    default = ast.literal_eval(declared.default)
    return Parameter(declared.name, declared.label.strip(), match["type"], bool(match["optional"]), default)
