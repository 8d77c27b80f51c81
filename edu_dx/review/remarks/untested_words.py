"""Whether words are used that need a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.review.remarks.denial import is_left_open, is_mentioned
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.review.remarks.sentences import folded

RULE = Rule("untested_words", "確かめが要る言葉")

_HOW_MUCH = r"(?:[一-鿿ぁ-ん]{1,4}[にくと])?"
_SHOWED = (
    r"あった|ある|あり(?:ます|ました|(?=[、。と])|$)|有った|有り",
    r"出(?:た|て|ました|る)",
    r"(?:[見み]|認め)られ(?:た|る|て|ま)",
    r"確認(?:でき(?:た|る|ま)|され)",
    r"[現表]れ(?:た|て|る|ま)",
    r"上が(?:った|って|り)",
    r"大き(?:い|かった|く)|高(?:い|かった)|大(?![きい])|絶大|抜群|てきめん|明らか|明白",
    r"実証|示された|得られた",
)
_EFFECT = re.compile(
    "|".join(
        (
            rf"効果[がはもの]?{_HOW_MUCH}(?:{'|'.join(_SHOWED)})",
            r"効果を(?:[上挙]げ|あげ|発揮し|もたらし|示し|確認し|実感し|得|生ん)(?:た|て|まし|だ)",
            r"効果的(?:だ(?:った)?|で(?:ある|あった|し|す|、)|と(?:言|い|考|思)|に働)",
            r"効果的な[^、。]{1,12}?(?:だった|であった|でした|と[言い]え)",
            r"(?<=[のた])効果(?:で(?=[、あしす])|だ|により|によって|による)",
        )
    )
)
_CAUSE = re.compile(r"(?:原因|一因|主因)(?!別|究明|調査|分析)")
_SIGNIFICANT = re.compile(r"有意(?!義)")

_SUPPOSED = re.compile(r"(?:場合|とき|なら|と仮定|とすれば|とすると|と期待|と見込)")
_INQUIRED = re.compile(
    r"(?:を|について|に関して|の)[^。]{0,16}?(?:調べ|確かめ|探|聞|尋ね|検討|究明|分析|特定|知|把握|問)"
)
_TESTED = re.compile(r"検定(?!は?し(?:て(?:い)?な|な|て(?:い)?ま))|[pP]\s*(?:値|[<=])|信頼区間|95\s*%区間")
_UNTOLD = re.compile(
    r"か(?:どうか|否か|[はをも])|とは[言い]え|とまでは|とは限|分から|わから|確かめて|使わ|検定[はを]?し"
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """効果があった, 原因 and 有意 with their variants, where nothing in the sentence leaves them open."""
    for passage in manuscript.findings:
        for sentence in passage.sentences:
            for word in _claims(folded(sentence)):
                yield Remark(
                    RULE,
                    passage.place,
                    sentence,
                    f"「{word}」は、比べる相手をそろえて確かめた場合のほかは使わない言葉です。",
                    "「〜のあとに〜人減った」のように事実だけを書くか、確かめた方法と結果を同じ文に書いてください。",
                )


def _claims(sentence: str) -> Iterator[str]:
    """The first claim of each kind."""
    kinds = ((_EFFECT, _effect_is_open), (_CAUSE, _cause_is_open), (_SIGNIFICANT, _significance_is_open))
    for pattern, is_open in kinds:
        for match in pattern.finditer(sentence):
            if not is_mentioned(sentence, *match.span()) and not is_open(sentence, match.end()):
                yield match[0]
                break


def _effect_is_open(sentence: str, end: int) -> bool:
    supposed = _SUPPOSED.match(sentence, end) is not None
    return supposed or _TESTED.search(sentence) is not None or is_left_open(sentence, end)


def _cause_is_open(sentence: str, end: int) -> bool:
    return _INQUIRED.match(sentence, end) is not None or is_left_open(sentence, end)


def _significance_is_open(sentence: str, end: int) -> bool:
    """A test may stand anywhere in the sentence; that a difference was not significant is a claim as well."""
    return _TESTED.search(sentence) is not None or _UNTOLD.search(sentence, end) is not None
