"""Whether every ratio comes with what it is a ratio of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.review.remarks.sentences import folded

RULE = Rule("ratios_without_n", "分子・分母のない割合")

_TENTHS = r"割(?![合引るりれっ算高愛])(?:\s?[\d一二三四五六七八九]分)?"
_RATIO = re.compile(
    rf"\d[\d,.]*\s*(?:%|パーセント)(?!\s*(?:ポイント|点))|(?:\d+(?:\.\d+)?|(?<![一-鿿])[一二三四五六七八九])\s*{_TENTHS}"
)
_LEVEL = re.compile(r"\s*(?:の)?(?:信頼|予測)?(?:区間|水準|の?幅|タイル)")
_ASSUMED_BEFORE = re.compile(
    r"(?:許容(?:する)?(?:割合)?|許せる(?:割合)?|目安|目標|基準|上限|下限|仮に|消費税|税率)[^。、]{0,6}$|(?:区間|幅|範囲)[^。、]{0,14}$"
)
_ASSUMED_AFTER = re.compile(
    r"\s*(?:まで|以内|以下|以上|未満)?(?:を|と)(?:許容|許せる|仮定|目安|目標|上限|基準|し[たてま]|する|すれ)|\s*以内に収"
)
_COUNT = r"\d[\d,.]*\s*[億万千]?\d*"
_UNIT = r"[^\d\s、。,%/÷()=:]{0,8}?"
_COUNTED = re.compile(
    rf"{_COUNT}(?:人|名|枚|通|件|校|票|回|世帯|学級|台|か所|箇所|日|時間|分|円)(?![割度]|あたり|当たり|ごと)"
)
_BASIS = re.compile(
    rf"\b[nN]\s*=\s*\d|{_COUNT}\s*{_UNIT}(?:の|に占める)?うち|{_COUNT}\s*(?:人|名|枚|通|件|校|票|回|世帯|学級|台|日)中"
    rf"|{_COUNT}\s*{_UNIT}\s*[/÷]\s*{_UNIT}\s*\d|{_COUNT}\s*{_UNIT}\s*(?:に占める|に対|で割)|分母[^。]{{0,20}}\d"
    rf"|{_COUNT}\s*(?:人|名|枚|通|件|校|票|回|世帯|学級|台|日)の(?:およそ|約|ほぼ)?\s*\d"
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Percentages and tenths whose whole is given neither in the sentence nor in one beside it.

    A sentence beside it lends its counts only if it has no ratio of its own. A ratio that was given with its
    whole once may be repeated.
    """
    explained = {
        ratio for p in manuscript.findings for s in p.sentences if _has_basis(s) for ratio in _ratios(s)
    }
    for passage in manuscript.findings:
        for sentence in _bare_ratios(passage.paragraphs):
            new = [ratio for ratio in _ratios(sentence) if ratio not in explained]
            if new:
                yield Remark(
                    RULE,
                    passage.place,
                    sentence,
                    f"「{new[0]}」が何のうちの割合かが、この文からは分かりません。",
                    "「18万通のうち12万通（66.7%）」のように、分子と分母を添えてください。",
                )


def _bare_ratios(paragraphs: Sequence[Sequence[str]]) -> Iterator[str]:
    for sentences in paragraphs:
        for place, sentence in enumerate(sentences):
            beside = [*sentences[max(place - 1, 0) : place], *sentences[place + 1 : place + 2]]
            lent = any(_has_basis(other) and not _ratios(other) for other in beside)
            # A row of a table has its counts in other columns.
            if not (_has_basis(sentence) or lent or sentence.startswith("|")):
                yield sentence


def _ratios(sentence: str) -> list[str]:
    """The ratios that the sentence states of data: no confidence level, no limit or assumption."""
    plain = folded(sentence)
    return [
        match[0]
        for match in _RATIO.finditer(plain)
        if not _LEVEL.match(plain, match.end())
        and not _ASSUMED_AFTER.match(plain, match.end())
        and not _ASSUMED_BEFORE.search(plain[: match.start()])
    ]


def _has_basis(sentence: str) -> bool:
    plain = folded(sentence)
    return _BASIS.search(plain) is not None or len(_COUNTED.findall(plain)) >= 2
