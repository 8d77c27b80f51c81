"""The formats that can carry a seal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from edu_dx.report.seals import html, pdf, xlsx
from edu_dx.review.approval import Seal, seal_text


class _Format(Protocol):
    def attached(self, content: bytes, seal_text: str) -> bytes: ...

    def split(self, file: bytes) -> tuple[bytes, str | None]: ...

    def digest(self, content: bytes) -> str: ...


_FORMATS: dict[str, _Format] = {"html": html, "pdf": pdf, "xlsx": xlsx}
SEALED_FORMATS = tuple(_FORMATS)


@dataclass(frozen=True)
class Opened:
    """A file of which content and seal have been told apart.

    Args:
        seal_text: text of its seal; None if it has none.
        digest: what an approval statement would say of its content.
        untouched: whether attaching this seal to this content gives this file to the byte, so that nothing hides
            in it that neither digest nor signature covers.
    """

    seal_text: str | None
    digest: str
    untouched: bool


def digests(reports: Mapping[str, bytes]) -> dict[str, str]:
    """What an approval statement says of reports that have no seal yet, by format."""
    return {name: _FORMATS[name].digest(content) for name, content in reports.items()}


def sealed(reports: Mapping[str, bytes], seal: Seal) -> dict[str, bytes]:
    """Reports with the seal attached, by format."""
    text = seal_text(seal)
    return {name: _FORMATS[name].attached(content, text) for name, content in reports.items()}


def opened(name: str, file: bytes) -> Opened:
    """Take a file of a format apart.

    Raises:
        UserError: the file is damaged, or a seal stands where none belongs.
    """
    format_ = _FORMATS[name]
    content, text = format_.split(file)
    try:
        untouched = text is not None and format_.attached(content, text) == file
    except ValueError:
        untouched = False
    return Opened(text, format_.digest(content), untouched)
