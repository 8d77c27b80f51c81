"""`edu-dx.toml`: the board, its people and their roles."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from edu_dx.errors import UserError
from edu_dx.tables.codes import is_municipality_code

CONFIG_NAME = "edu-dx.toml"


class Role(StrEnum):
    """What a person does at the board."""

    ASSISTANT = "支援員"
    CONSULTANT = "コンサルタント"
    BOARD = "教育委員会"


class Person(BaseModel):
    """One person who works in this workspace."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    name: str = Field(min_length=1)
    role: Role


class Board(BaseModel):
    """The board of education that the workspace belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    municipality_name: str = Field(min_length=1)
    municipality_code: str
    prefecture: str = Field(min_length=1)
    fiscal_year: int = Field(ge=1948, le=2100)
    fictional: bool = False

    @field_validator("municipality_code")
    @classmethod
    def _has_right_check_digit(cls, code: str) -> str:
        if not is_municipality_code(code):
            raise ValueError("団体コードは6桁で、最後の検査数字が合っている必要があります")
        return code


class Config(BaseModel):
    """The whole of `edu-dx.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    board: Board
    people: list[Person] = Field(default_factory=list)

    def person(self, person_id: str) -> Person:
        """The person called ``person_id``; UserError naming the known ones otherwise."""
        for person in self.people:
            if person.id == person_id:
                return person
        known = "、".join(f"{person.id}（{person.name}）" for person in self.people) or "（まだ誰もいません）"
        raise UserError(
            f"「{person_id}」という人は登録されていません。登録されている人: {known}",
            where=CONFIG_NAME,
            fix="--as に登録された名前を指定するか、edu-dx.toml の [[people]] に追加してください。",
        )


def read_config(path: Path) -> Config:
    """Read and check ``path``; UserError with the wrong entries in Japanese."""
    try:
        return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            f"設定ファイルを読めませんでした（{error}）。",
            where=str(path),
            fix='メモ帳などで開き、その行の記号（" や = や [ ]）が正しいか、UTF-8で保存されているかを確かめてください。',
        ) from error
    except ValidationError as error:
        entries = "、".join(".".join(str(part) for part in problem["loc"]) for problem in error.errors())
        raise UserError(
            f"設定ファイルの次の項目が正しくありません: {entries}",
            where=str(path),
            fix="README.ja.md の「設定ファイル」の例と見比べて直してください。",
        ) from error
