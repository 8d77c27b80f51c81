"""The seal of a web page: a comment after the page's last line."""

from __future__ import annotations

import hashlib
import re

from edu_dx.report.seals.at_the_end import cut_at_the_end

_MARK = b"\n<!-- edu-dx-seal:"
_FORM = re.compile(rb"\n<!-- (edu-dx-seal:[!-=?-~]+) -->\n\Z")


def attached(content: bytes, seal_text: str) -> bytes:
    """The page with a seal; ValueError if it has one already."""
    if _MARK in content:
        raise ValueError("the page has a seal already")
    return content + f"\n<!-- {seal_text} -->\n".encode("ascii")


def split(file: bytes) -> tuple[bytes, str | None]:
    """The page without its seal, and the seal's text; UserError if the seal is not where it belongs."""
    content, found = cut_at_the_end(file, _FORM, _MARK)
    return content, found[1].decode("ascii") if found else None


def digest(content: bytes) -> str:
    """What names the page's every byte."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
