"""The seal of a PDF: a comment after its end, followed by the end once more.

Readers look for the last ``startxref`` of a file: it is repeated, so that they find the same content as before.
"""

from __future__ import annotations

import hashlib
import re

from edu_dx.report.seals.at_the_end import cut_at_the_end

_MARK = b"\n%edu-dx-seal:"
_FORM = re.compile(rb"\n%(edu-dx-seal:[!-$&-~]+(?:\n%[!-$&-~]+)*)\nstartxref\n[0-9]{1,20}\n%%EOF\n\Z")
_START = re.compile(rb"startxref\s+([0-9]{1,20})\s+%%EOF\s*\Z")
# Lines outside of streams have at most 255 bytes (ISO 32000-1, 7.5.1).
_LINE = 250


def attached(content: bytes, seal_text: str) -> bytes:
    """The PDF with a seal; ValueError if it has one already, or does not end as a PDF ends."""
    if _MARK in content:
        raise ValueError("the PDF has a seal already")
    start = _START.search(content)
    if start is None:
        raise ValueError("not a PDF that ends with startxref and %%EOF")
    lines = (seal_text[place : place + _LINE] for place in range(0, len(seal_text), _LINE))
    comment = "".join(f"\n%{line}" for line in lines).encode("ascii")
    return content + comment + b"\nstartxref\n" + start[1] + b"\n%%EOF\n"


def split(file: bytes) -> tuple[bytes, str | None]:
    """The PDF without its seal, and the seal's text; UserError if the seal is not where it belongs."""
    content, found = cut_at_the_end(file, _FORM, _MARK)
    return content, found[1].replace(b"\n%", b"").decode("ascii") if found else None


def digest(content: bytes) -> str:
    """What names the PDF's every byte."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
