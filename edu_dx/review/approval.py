"""What an approver signs: the approval as a statement, and the statement with its signature as a seal (検印)."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from edu_dx.errors import UserError
from edu_dx.workspace.public_key import key_fingerprint, raw_public_key, signature_holds
from edu_dx.workspace.signing_key import SigningKey

APPROVED_FOLDER = "approved"
"""Where in a run's folder the sealed reports are kept."""

_FORM = 1
_PREFIX = "edu-dx-seal:"
# What is signed says what it is, so that no signature given for another purpose can pass for an approval.
_PURPOSE = f"edu-dx approval {_FORM}\n".encode("ascii")
# A statement has some thousand characters; a text that claims to be far more is not read.
_LONGEST = 500_000


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Signatory(_Model):
    """A person as named on the report.

    Args:
        id: name in ``edu-dx.toml``.
        name: name on the report.
    """

    id: str
    name: str


class ApprovalStatement(_Model):
    """Everything that an approval is about.

    Args:
        board_name: the board of education.
        board_code: its municipality code.
        run: name of the run.
        title: title of the analysis.
        unit: what it is about: 全市 or a school's name.
        edition: internal or public.
        content: fingerprint of the notebook.
        executed: fingerprint of everything in it but the findings, as it was computed.
        template: fingerprint of the template.
        tables: fingerprint of each table read, by name.
        metrics: fingerprint of each module of definitions, by name.
        threads: fingerprint of the state of all comments.
        round: how often it had been submitted.
        drafted_by: who submitted it.
        approved_by: who approves it.
        approved_at: when; local time with offset, in whole seconds.
        corrects: the approved run that this one corrects.
        journal: link of the journal's chain before the approval.
        reports: digest of each report without its seal, by format.
    """

    board_name: str
    board_code: str
    run: str
    title: str
    unit: str
    edition: str
    content: str
    executed: str
    template: str
    tables: dict[str, str]
    metrics: dict[str, str]
    threads: str
    round: int = Field(ge=0, le=10_000)
    drafted_by: Signatory
    approved_by: Signatory
    approved_at: dt.datetime
    corrects: str | None = None
    journal: str
    reports: dict[str, str] = Field(min_length=1)

    @field_validator("approved_at")
    @classmethod
    def _is_a_plain_moment(cls, moment: dt.datetime) -> dt.datetime:
        if moment.tzinfo is None or moment.microsecond:
            raise ValueError("a moment with an offset and in whole seconds is needed")
        return moment

    @field_serializer("approved_at")
    def _in_one_form(self, moment: dt.datetime) -> str:
        return moment.isoformat(timespec="seconds")

    def signed_bytes(self) -> bytes:
        """The statement as the bytes that are signed: the same everywhere and at any time."""
        return _PURPOSE + _canonical(self)


class Seal(_Model):
    """A statement, and the proof of who made it.

    Args:
        statement: the approval.
        public_key: key that proves it.
        signature: in base64.
    """

    statement: ApprovalStatement
    public_key: str
    signature: str

    @field_validator("public_key")
    @classmethod
    def _is_a_public_key(cls, text: str) -> str:
        raw_public_key(text)
        return text

    @field_validator("signature")
    @classmethod
    def _is_base64(cls, text: str) -> str:
        base64.b64decode(text, validate=True)
        return text

    @property
    def fingerprint(self) -> str:
        """What the key is called."""
        return key_fingerprint(self.public_key)


def seal(statement: ApprovalStatement, key: SigningKey) -> Seal:
    """Sign a statement; UserError if there is no key on this computer."""
    signature = base64.b64encode(key.sign(statement.signed_bytes())).decode("ascii")
    return Seal(statement=statement, public_key=key.public_key, signature=signature)


def check_seal(seal: Seal) -> None:
    """Raise UserError unless the owner of the seal's key has signed exactly its statement."""
    if not signature_holds(seal.public_key, seal.statement.signed_bytes(), base64.b64decode(seal.signature)):
        raise UserError(
            "検印の署名が正しくありません。検印は、署名のあとに書き換えられたか、偽って作られたものです。",
            where=seal.statement.run,
            fix="このファイルを承認された報告書として使わず、教育委員会に知らせてください。",
        )


def seal_text(seal: Seal) -> str:
    """The seal on one line of ASCII; each seal has exactly one text.

    It is not compressed: the same content can be compressed in many ways, and then a changed file could pass.
    """
    return f"{_PREFIX}{_FORM}:{base64.b64encode(_canonical(seal)).decode('ascii')}"


def read_seal(text: str) -> Seal:
    """The seal that ``seal_text`` wrote; its signature is not checked yet.

    Raises:
        UserError: the text is no seal, damaged, or of a newer form.
    """
    found = re.fullmatch(rf"{_PREFIX}([0-9]{{1,9}}):([A-Za-z0-9+/]+={{0,2}})", text[: _LONGEST + 1])
    if not found or len(text) > _LONGEST:
        raise _damaged()
    if int(found[1]) != _FORM:
        raise UserError(
            "この検印は、今のものと違う版の edu-dx で付けられています。",
            fix="edu-dx を新しくしてから、もう一度確かめてください。",
        )
    try:
        read = Seal.model_validate_json(base64.b64decode(found[2], validate=True))
    except ValueError as error:
        raise _damaged() from error
    if seal_text(read) != text:
        raise _damaged()
    return read


def _canonical(model: BaseModel) -> bytes:
    """A model as JSON: keys sorted, no spaces, UTF-8."""
    content = model.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def _damaged() -> UserError:
    return UserError(
        "検印が壊れていて読めません。ファイルが送る途中などで壊れたか、検印が書き換えられています。",
        fix="ファイルをもう一度もらい直してください。それでも読めなければ、教育委員会に知らせてください。",
    )
