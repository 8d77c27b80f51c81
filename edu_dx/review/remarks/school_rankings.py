"""Whether schools are put into an order of merit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.review.remarks.denial import is_left_open, is_mentioned
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.review.remarks.sentences import folded

RULE = Rule("school_rankings", "学校の順位付け")

_RANK = re.compile(
    "|".join(
        (
            r"(?<!小数)(?<!小数第)(?<!以下第)(?<!\d)(?:\d{1,3}|[一二三四五六七八九十]{1,2})位(?![置相])",
            r"最下位|最上位|首位|順位|ランキング|ランク(?=付|外|イン)|ワースト|ベスト\s*\d",
            r"[上下]位の?(?:\d+\s*)?(?:学校|校|[小中])",
            r"[一1]番(?:良|悪|よ|わる)い(?:学校|校|[小中])",
        )
    )
)
_TOP = re.compile(r"トップ(?=[のはがでだ、。\d]|$)")
# Kinds of errands, months and hours may be listed by size; schools and persons may not.
_OTHER_THINGS = re.compile(r"用件|証明書|曜日|時間帯|手続|項目|理由|窓口|月|仮定|パラメータ")
_SCHOOLS = re.compile(
    r"校|学園|小(?![さ数計])|(?<![年集途日夜命期市])中(?![位心間旬央]|で)|教員|教師|職員|担任"
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """1位, 最下位, ワースト, 順位 and the like, unless the sentence declines to rank or speaks of other things."""
    for passage in manuscript.passages:
        for sentence in passage.sentences:
            if rank := _rank(folded(sentence)):
                yield Remark(
                    RULE,
                    passage.place,
                    sentence,
                    f"「{rank}」は、学校に順位を付ける書き方です。",
                    "順位の代わりに、その学校の人数や割合を期間と一緒に書いてください。学校の大きさや条件は、それぞれ違います。",
                )


def _rank(sentence: str) -> str:
    """The words that rank; empty where there are none."""
    of_schools = _SCHOOLS.search(sentence) is not None
    if _OTHER_THINGS.search(sentence) and not of_schools:
        return ""
    found: list[re.Match[str]] = [*_RANK.finditer(sentence), *(_TOP.finditer(sentence) if of_schools else ())]
    for match in found:
        if not is_mentioned(sentence, *match.span()) and not is_left_open(sentence, match.end()):
            return match[0]
    return ""
