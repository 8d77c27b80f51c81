"""`edu-dx.toml`: the board, its people and their roles."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from edu_dx.errors import UserError
from edu_dx.tables.codes import is_municipality_code
from edu_dx.workspace.public_key import raw_public_key

CONFIG_NAME = "edu-dx.toml"


class Role(StrEnum):
    """What a person does at the board."""

    ASSISTANT = "支援員"
    CONSULTANT = "コンサルタント"
    BOARD = "教育委員会"


class Person(BaseModel):
    """One person who works in this workspace.

    Args:
        id: what the person is called in commands.
        name: what stands on reports.
        role: what the person does.
        public_key: proves the approvals that the person signs now.
        former_public_keys: prove the approvals signed before; without its key an approval can no longer be proved.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    name: str = Field(min_length=1)
    role: Role
    public_key: str | None = None
    former_public_keys: tuple[str, ...] = ()

    @field_validator("public_key", "former_public_keys")
    @classmethod
    def _are_public_keys(cls, stated: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for key in (stated,) if isinstance(stated, str) else stated or ():
            raw_public_key(key)
        return stated

    @property
    def public_keys(self) -> frozenset[str]:
        """Every key that the person signs or has signed with."""
        return frozenset(self.former_public_keys) | ({self.public_key} if self.public_key else set())


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


class Cluster(BaseModel):
    """For boards that run batches on a cluster that does not see this folder.

    Args:
        tables: address of a place for copies of the tables, such as ``s3://…``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    tables: str = Field(min_length=1)


class Config(BaseModel):
    """The whole of `edu-dx.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    board: Board
    people: list[Person] = Field(default_factory=list)
    cluster: Cluster | None = None

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

    def owners_of_key(self, public_key: str) -> list[Person]:
        """Who signs or has signed with a key; more than one if people share it."""
        return [person for person in self.people if public_key in person.public_keys]

    def people_sharing_key(self, person: Person) -> list[Person]:
        """``person`` and everybody who has a key in common, directly or through others: they count as one.

        A shared key is no reason to refuse the file, which would lock out everyone.
        """
        same, keys = [person], person.public_keys
        while more := [other for other in self.people if other not in same and other.public_keys & keys]:
            same += more
            keys = frozenset[str]().union(*(other.public_keys for other in same))
        return same


def read_config(path: Path) -> Config:
    """Read and check ``path``; UserError with the wrong entries in Japanese."""
    return parse_config(path.read_bytes(), path)


def parse_config(content: bytes, path: Path) -> Config:
    """Check the content of a file that stands, or is about to stand, at ``path``.

    Raises:
        UserError: it is not in order; the wrong entries are named.
    """
    try:
        return Config.model_validate(tomllib.loads(content.decode("utf-8-sig")))
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
