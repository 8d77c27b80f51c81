"""What the workspace remembers of each source: how its columns were read, and what came."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePath

from pydantic import BaseModel, ConfigDict

from edu_dx.intake.dates import YEAR
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.profile import Profile
from edu_dx.workspace.whole_file import replace_durably

_MOST_PROFILES = 5
_LEAST_OVERLAP = 0.3

_YEARS = re.compile(YEAR + r"\s*年?度?")
_EDITION = re.compile(
    r"訂正|修正|更新|再提出|差し?替え?|確定値?|速報値?|最新|最終|第?[0-9]+版|版|コピー|copy|final|rev|ver|[vr](?=[0-9])",
    re.IGNORECASE,
)
_NOT_A_WORD = re.compile(r"[\W\d_]+")


class Source(BaseModel):
    """A table that comes again and again in files of the same kind.

    Args:
        file_pattern: the file's name without years, dates, digits and words such as 訂正版; may be empty.
        sheet_pattern: the sheet's name in the same form.
        table: canonical name of the table.
        place: 0 for the first such table of the sheet, 1 for the next one.
        mapping: what a person or the matching made of its headers; None where a reader knows them.
        profiles: what came, the latest last; one for each span of fiscal years.
    """

    model_config = ConfigDict(frozen=True)

    file_pattern: str
    sheet_pattern: str
    table: str
    place: int
    mapping: Mapping | None
    profiles: tuple[Profile, ...]

    @property
    def slug(self) -> str:
        """The name of the file that remembers it: of the table, and a digest of what tells it from others."""
        first = self.profiles[0]
        identity = "\n".join((self.file_pattern, self.sheet_pattern, str(self.place), *sorted(first.headers)))
        return f"{self.table}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"

    def before(self, profile: Profile) -> Profile | None:
        """What came last time: the latest profile that ends in an earlier fiscal year than ``profile``."""
        earlier = [p for p in self.profiles if p.last_year < profile.last_year]
        return max(earlier, key=lambda p: p.last_year, default=None)


class Sources:
    """The remembered sources of a workspace.

    Args:
        folder: where they are kept, one JSON file each.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Source]:
        """Every remembered source."""
        return [Source.model_validate_json(path.read_bytes()) for path in sorted(self.folder.glob("*.json"))]

    def mappings(self, file_name: str) -> tuple[list[Mapping], list[Mapping]]:
        """The remembered mappings: those of files of the same name but for years and dates, and the others."""
        pattern = pattern_of(PurePath(file_name).stem)
        own: list[Mapping] = []
        others: list[Mapping] = []
        for source in self.all():
            if source.mapping:
                (own if source.file_pattern == pattern else others).append(source.mapping)
        return own, others

    def find(self, profile: Profile) -> Source | None:
        """The source that ``profile`` comes from: of the same names, and the most headers in common."""
        alike = [
            (overlap, source)
            for source in self.all()
            if _identity(source) == _identity_of(profile)
            and (overlap := _overlap(source.profiles[-1].headers, profile.headers)) >= _LEAST_OVERLAP
        ]
        return max(alike, key=lambda pair: pair[0])[1] if alike else None

    def remember(self, profile: Profile, mapping: Mapping | None) -> Source:
        """Keep what came; a file of the same fiscal years takes the place of its predecessor."""
        known = self.find(profile)
        kept = [p for p in known.profiles if p.fiscal_years != profile.fiscal_years] if known else []
        profiles = sorted([*kept, profile], key=lambda p: p.last_year)[-_MOST_PROFILES:]
        file_pattern, sheet_pattern, table, place = _identity_of(profile)
        source = Source(
            file_pattern=file_pattern,
            sheet_pattern=sheet_pattern,
            table=table,
            place=place,
            mapping=mapping or (known.mapping if known else None),
            profiles=tuple(profiles),
        )
        path = self._path_of(known) if known else self.folder / f"{source.slug}.json"
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_durably(path, f"{source.model_dump_json(indent=1)}\n".encode())
        return source

    def _path_of(self, known: Source) -> Path:
        return next(
            path
            for path in self.folder.glob(f"{known.table}-*.json")
            if Source.model_validate_json(path.read_bytes()) == known
        )


def pattern_of(name: str) -> str:
    """A file's or sheet's name without what changes from year to year: 学校一覧_R6.5.1訂正版 → 学校一覧."""
    plain = unicodedata.normalize("NFKC", name)
    return _NOT_A_WORD.sub("", _EDITION.sub("", _YEARS.sub("", plain))).casefold()


def _identity(source: Source) -> tuple[str, str, str, int]:
    return source.file_pattern, source.sheet_pattern, source.table, source.place


def _identity_of(profile: Profile) -> tuple[str, str, str, int]:
    stem = PurePath(profile.file_name).stem
    return pattern_of(stem), pattern_of(profile.sheet), profile.table, profile.place


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    return len({*one} & {*other}) / max(len({*one} | {*other}), 1)
