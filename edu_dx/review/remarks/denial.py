"""Whether a sentence claims what it names, or leaves it open."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"。|(?:が|けれども?|けど|ので|から)、|(?:し|て|で)、(?!は)")
_FAR = 30
_AFFIRMED = re.compile(
    r"(?:間)?違い(?:は)?な[いく]|ほかならな|他ならな|な(?:けれ|く)[ばて](?:は)?な(?:ら|り)[なま]\w*|少なくな|"
    r"では?な(?:い(?:か|だろうか|でしょうか)|かろうか)|問題な[いく]|だけで(?:は)?なく|のみならず|ばかりで(?:は)?なく"
)
_DENIED = re.compile(
    r"(?<![少危])な(?:い|かった|く|し(?![た]))|ません|(?<=[わえれきか])ず|不明|難し|むずかし|困難|早計|早すぎ|控え|避け|保留"
)
_ASKED = re.compile(
    r"(?:[いるただ]|である|です|ます|ました)?(?:の)?(?:か(?:どうか|否か)|か(?=[はもをが、。？?に]|$))"
)


def is_left_open(sentence: str, end: int) -> bool:
    """Whether the words that end at ``end`` are asked or denied: 〜かどうかは, 〜とは言えない, 〜は分からない."""
    rest = sentence[end:]
    if _ASKED.match(rest):
        return True
    cut = _CLAUSE_END.search(rest)
    clause = rest[: cut.start()] if cut else rest
    return _DENIED.search(_AFFIRMED.sub("", clause[:_FAR])) is not None


def is_mentioned(sentence: str, start: int, end: int) -> bool:
    """Whether the words stand alone in 「」: the sentence speaks about them and does not use them."""
    return sentence[start - 1 : start] in ("「", "『") and sentence[end : end + 1] in ("」", "』")
