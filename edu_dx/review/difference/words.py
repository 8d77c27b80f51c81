"""The difference of two Japanese texts, word by word.

Japanese has no spaces, and a dictionary of words would be one more dependency: a word is what stands between changes
of script. Sentences are compared first, so that a rewritten sentence does not borrow its words from its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from edu_dx.review.difference.alignment import Stretch, stretches
from edu_dx.review.difference.result import Mark, Token, Tokens

_WORD = re.compile(
    r"−?[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+"
    r"|[ァ-ヺー]+"
    r"|[一-鿿㐀-䶿々〆]+"
    r"|[ぁ-ゖ]+"
    r"|[ \t　]+"
    r"|.",
    re.DOTALL,
)
_SENTENCE = re.compile(r"\n*[^。！？\n]*[。！？]+[」』）]*|\n*[^。！？\n]+|\n+")
_ISLAND = re.compile(r"[ぁ-ゖ、。，．・（）「」]{1,2}")
_ALIKE = 0.3


def words_of(text: str) -> list[str]:
    """The text in words, signs and spaces; joined they are the text."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The text in sentences and lines, line feeds in front; joined they are the text."""
    return _SENTENCE.findall(text)


def changed_words(old: str, new: str) -> Tokens:
    """What was kept, deleted and inserted; neighbours differ in their mark."""
    pieces: list[Token] = []
    for stretch, before, after in _sentence_stretches(old, new):
        pieces += [Token(Mark.SAME, before)] if stretch.equal else _rewritten(before, after)
    return tuple(_merged(pieces))


def changed_sentences(old: str, new: str) -> int:
    """How many sentences were changed, added or removed."""
    return sum(
        max(_told(sentences_of(before)), _told(sentences_of(after)))
        for stretch, before, after in _sentence_stretches(old, new)
        if not stretch.equal
    )


def changed_lines(old: str, new: str) -> Tokens:
    """The same for code, in whole lines, each with its line feed."""
    return tuple(_merged(_pieces(*([line + "\n" for line in text.splitlines()] for text in (old, new)))))


def _sentence_stretches(old: str, new: str) -> Iterator[tuple[Stretch, str, str]]:
    before, after = sentences_of(old), sentences_of(new)
    for stretch in stretches(before, after):
        yield stretch, "".join(before[stretch.old]), "".join(after[stretch.new])


def _told(sentences: Iterable[str]) -> int:
    return sum(not sentence.isspace() for sentence in sentences)


def _rewritten(old: str, new: str) -> list[Token]:
    """Differing sentences word by word, or as a whole where little of the old ones is left."""
    pieces = _pieces(words_of(old), words_of(new))
    kept = sum(len(piece.text) for piece in pieces if piece.mark is Mark.SAME)
    if kept < _ALIKE * max(len(old), len(new)):
        return _replaced(old, new)
    return list(_without_islands(pieces))


def _pieces(old: Sequence[str], new: Sequence[str]) -> list[Token]:
    pieces: list[Token] = []
    for stretch in stretches(old, new):
        gone, come = "".join(old[stretch.old]), "".join(new[stretch.new])
        pieces += [Token(Mark.SAME, gone)] if stretch.equal else _replaced(gone, come)
    return pieces


def _replaced(old: str, new: str) -> list[Token]:
    return [Token(mark, text) for mark, text in ((Mark.DELETED, old), (Mark.INSERTED, new)) if text]


def _without_islands(pieces: list[Token]) -> Iterator[Token]:
    """A particle or sign that was left between two changes belongs to the change: nobody reads it alone."""
    for place, piece in enumerate(pieces):
        inside = 0 < place < len(pieces) - 1
        if piece.mark is Mark.SAME and inside and _ISLAND.fullmatch(piece.text):
            yield from _replaced(piece.text, piece.text)
        else:
            yield piece


def _merged(pieces: Iterable[Token]) -> Iterator[Token]:
    """Neighbouring changes as one deletion and one insertion, neighbouring same pieces as one."""
    same = gone = come = ""
    for piece in pieces:
        if piece.mark is Mark.SAME and (gone or come):
            yield from _replaced(gone, come)
            gone = come = ""
        elif piece.mark is not Mark.SAME and same:
            yield Token(Mark.SAME, same)
            same = ""
        if piece.mark is Mark.SAME:
            same += piece.text
        elif piece.mark is Mark.DELETED:
            gone += piece.text
        else:
            come += piece.text
    yield from [Token(Mark.SAME, same)] if same else _replaced(gone, come)
