"""The sample report sealed as an approval seals it, and the board that knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from edu_dx.report.seals.registry import digests, sealed
from edu_dx.report.verification import ApprovalFacts, Records
from edu_dx.review.approval import Seal, seal
from edu_dx.workspace import Config, Role
from edu_dx.workspace.signing_key import SigningKey
from tests.review.statements import statement


@dataclass(frozen=True)
class SealedReport:
    """Reports by format, without and with their seal."""

    bare: Mapping[str, bytes]
    files: Mapping[str, bytes]
    seal: Seal


def seal_reports(bare: Mapping[str, bytes], key: SigningKey, **changes: object) -> SealedReport:
    """Seal reports under one statement."""
    made = seal(statement(reports=digests(bare), **changes), key)
    return SealedReport(bare, sealed(bare, made), made)


def people(**keys: str | tuple[str, ...]) -> Config:
    """The board's people of whom some have keys, the last of each being the one in use."""
    roles = {
        "hanako": ("見本 花子", Role.ASSISTANT),
        "taro": ("試作 太郎", Role.CONSULTANT),
        "midori": ("例示 みどり", Role.CONSULTANT),
    }
    board = {
        "name": "みほん市教育委員会",
        "municipality_name": "みほん市",
        "municipality_code": "092029",
        "prefecture": "栃木県",
        "fiscal_year": 2025,
    }
    entries = []
    for person, (name, role) in roles.items():
        stated = keys.get(person, ())
        *former, now = (stated,) if isinstance(stated, str) else stated or (None,)
        entries.append(
            {"id": person, "name": name, "role": role, "public_key": now, "former_public_keys": former}
        )
    return Config.model_validate({"board": board, "people": entries})


def records(config: Config, **facts: object) -> Records:
    """A board whose journal knows every approval, unless told otherwise."""
    known = ApprovalFacts(**{"known_in_journal": True, **facts})
    return Records(config, lambda seal: known)
