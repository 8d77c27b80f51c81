"""What a student has written into the finding cells, apart from what the template asks there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from edu_dx.review.remarks.remark import Place
from edu_dx.review.remarks.sentences import paragraphs
from edu_dx.run.canonical import is_finding

EXPECTATIONS = "考えてみよう"
"""The section whose answers are written before the numbers are known."""

_REQUEST = re.compile(r"[（(]\s*ここに書いてください")
_HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<title>.+?)\s*#*$", re.MULTILINE)
_SHORTEST = 8
"""Signs: a shorter sentence may be in the template by chance."""


@dataclass(frozen=True)
class Passage:
    """One finding cell.

    Args:
        place: where it stands.
        expectation: whether it answers a question before the calculation.
        request: what still stands there of the template's request; empty if nothing does.
        paragraphs: the student's own sentences.
    """

    place: Place
    expectation: bool
    request: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The student's own sentences in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


def passages_of(notebook: NotebookNode, template: NotebookNode | None) -> Iterator[Passage]:
    """Every finding cell in order.

    Args:
        notebook: the executed notebook.
        template: the notebook that it was made from; None where the analysis is no longer in the catalogue.
    """
    asked = {cell.id: cell.source for cell in template.cells if is_finding(cell)} if template else {}
    heading = section = ""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        headings = list(_HEADING.finditer(cell.source))
        own = headings[:1] if is_finding(cell) else headings
        for match in own:
            heading = match["title"]
            section = heading if len(match["level"]) <= 2 else section
        if is_finding(cell):
            place = Place(cell.id, heading or cell.id)
            yield _passage(place, section == EXPECTATIONS, cell.source, asked.get(cell.id, ""))


def _passage(place: Place, expectation: bool, source: str, asked: str) -> Passage:
    text, requests = _without_requests(_without_title(source))
    template = _Template(asked)
    written = [[s for s in sentences if not template.says(s)] for sentences in paragraphs(text)]
    left = [s for sentences in paragraphs(text) for s in sentences if template.says(s)]
    orders = [s for s in left if not s.rstrip("。？?）)").endswith("か")]
    # A question that stays above its answer is good style; an order to the author is not.
    return Passage(place, expectation, "".join([*requests, *orders]), tuple(tuple(p) for p in written if p))


class _Template:
    """The text that a finding cell had before the student came."""

    def __init__(self, source: str) -> None:
        self._text = _REQUEST.sub("", _without_title(source))
        self._sentences = {_bare(s) for p in paragraphs(self._text.replace("）", "\n")) for s in p}

    def says(self, sentence: str) -> bool:
        """Whether the sentence is the template's."""
        bare = _bare(sentence)
        return bare in self._sentences or (len(bare) >= _SHORTEST and bare in self._text)


def _bare(sentence: str) -> str:
    return sentence.strip("（）():： 　")


def _without_title(source: str) -> str:
    first, _, rest = source.strip().partition("\n")
    return rest if _HEADING.match(first) else source


def _without_requests(text: str) -> tuple[str, list[str]]:
    """The text, and what begins with 「（ここに書いてください」 up to the bracket that closes it."""
    requests = []
    while match := _REQUEST.search(text):
        end = _closing(text, match.start())
        requests.append(text[match.start() : end].strip())
        text = text[: match.start()] + text[end:]
    return text, requests


def _closing(text: str, start: int) -> int:
    """Where the bracket opened at ``start`` is closed; the end of its paragraph where it never is."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "（(") - (text[place] in "）)")
        if depth == 0:
            return place + 1
        if text.startswith("\n\n", place):
            return place
    return len(text)
