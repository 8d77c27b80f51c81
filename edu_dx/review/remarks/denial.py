"""Whether a sentence claims what it names, or leaves it open."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"。|(?:が|けれども?|けど|から)、|ので|(?:し|て|で)、(?!は)")
_FAR = 30
"""Signs: a denial further off speaks of something else."""
# Denials in form only: 間違いない, なければならない, ではないか.
_AFFIRMED = re.compile(
    "|".join(
        (
            r"(?:間)?違い(?:は)?な[いく]|問題な[いく]|少なくな",
            r"(?:ほか|他)ならな",
            r"な(?:けれ|く)[ばて]は?な(?:ら|り)[なま]\w*",
            r"では?な(?:い(?:か|だろうか|でしょうか)|かろうか)",
            r"(?:だけで|ばかりで)は?なく|のみならず",
        )
    )
)
_DENIED = re.compile(
    r"(?<![少危])な(?:い|かった|く|し(?!た))|ません|(?<=[わえれきか])ず"
    r"|不明|難し|むずかし|困難|早計|早すぎ|控え|避け|保留"
)
_ASKED = re.compile(
    r"(?:[いるただ]|である|です|ます|ました)?(?:の)?(?:か(?:どうか|否か)|か(?=[はもをが、。？?に]|$))"
)
_QUESTION = re.compile(r"のか(?=[はもをが、。？?]|$)|かどうか|か[をは](?:調べ|確かめ|聞|見|知|分か|わか|言)")


def is_left_open(sentence: str, end: int) -> bool:
    """Whether the words that end at ``end`` are asked or denied: 〜かどうかは, 〜とは言えない, 〜は分からない."""
    rest = sentence[end:]
    cut = _CLAUSE_END.search(rest)
    clause = rest[: cut.start()] if cut else rest
    if _ASKED.match(rest) or _QUESTION.search(clause):
        return True
    return _DENIED.search(_AFFIRMED.sub("", clause[:_FAR])) is not None


def is_mentioned(sentence: str, start: int, end: int) -> bool:
    """Whether the words stand alone in 「」: the sentence speaks about them and does not use them."""
    return sentence[start - 1 : start] in ("「", "『") and sentence[end : end + 1] in ("」", "』")
