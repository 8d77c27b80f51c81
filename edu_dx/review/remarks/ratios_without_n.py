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
    r"(?<![\d,.])\d[\d,.]{0,15}\s{0,2}(?:%|パーセント)(?!\s*(?:ポイント|点))"
    rf"|(?:(?<![\d,.])\d{{1,3}}(?:\.\d{{1,3}})?|(?<![一-鿿])[一二三四五六七八九])\s*{_TENTHS}"
)
_EVERYTHING = re.compile(r"100(?:\.0+)?\s*%")

# Levels of confidence, probabilities, limits and assumptions are no shares of anything counted.
_NO_SHARE_BEFORE = re.compile(
    r"(?:許容(?:する)?(?:割合)?|許せる(?:割合)?|目安|目標|基準|上限|下限|仮に|消費税|税率|利率)[^。、]{0,6}$"
    r"|(?:区間|幅|範囲)[^。、]{0,14}$|(?:確率|誤差).*$"
)
_NO_SHARE_AFTER = re.compile(
    r"\s*の?(?:(?:信頼|予測)?区間|水準|[幅範]|タイル|確率|可能性|誤差)"
    r"|\s*(?:まで|以内|以下|以上|未満)?[をと](?:許容|許せる|仮定|目安|目標|上限|基準|し[たてま]|する|すれ)|\s*以内に収"
)

_COUNT = r"(?<![\d,.])\d[\d,.]{0,15}\s?(?:[億万千][\d,.]{0,10})?"
_PERSONS = "(?:人|名|枚|通|件|校|票|回|世帯|学級|台|日)"
_WORDS = r"[^\d\s、。,%/÷()=:]{0,8}?"
_COUNTED = re.compile(rf"{_COUNT}(?:{_PERSONS}|か所|箇所|時間|分|円)(?![割度]|あたり|当たり|ごと)")
_WHOLE = re.compile(
    "|".join(
        (
            r"\b[nN]\s*=\s*\d",
            rf"{_COUNT}\s*{_WORDS}(?:の|に占める)?うち",
            rf"{_COUNT}\s*{_PERSONS}中",
            rf"(?!\d/\d(?!\d)){_COUNT}\s*{_WORDS}\s*[/÷]\s*{_WORDS}\s*\d",
            rf"{_COUNT}\s*{_WORDS}\s*(?:に占める|に対|で割)",
            rf"{_COUNT}\s*{_PERSONS}の(?:およそ|約|ほぼ)?\s*\d",
            r"分母[^。]{0,20}\d",
        )
    )
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Percentages and tenths whose whole is given neither in the sentence nor in one beside it.

    A sentence beside it lends its counts only if it has no ratio of its own. A ratio that was given with its
    whole once may be repeated.
    """
    explained = {
        ratio for p in manuscript.findings for s in p.sentences if _names_whole(s) for ratio in _ratios(s)
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
            lent = any(_names_whole(other) and not _ratios(other) for other in beside)
            # A row of a table has its counts in other columns.
            if not (_names_whole(sentence) or lent or sentence.startswith("|")):
                yield sentence


def _ratios(sentence: str) -> list[str]:
    """The ratios that the sentence states of data: no level of confidence, limit or assumption."""
    plain = folded(sentence)
    return [
        match[0]
        for match in _RATIO.finditer(plain)
        if not _EVERYTHING.fullmatch(match[0])
        and not _NO_SHARE_AFTER.match(plain, match.end())
        and not _NO_SHARE_BEFORE.search(plain[: match.start()])
    ]


def _names_whole(sentence: str) -> bool:
    """Whether the sentence says what its ratios are of, or gives two counts to make them from."""
    plain = folded(sentence)
    return _WHOLE.search(plain) is not None or len(_COUNTED.findall(plain)) >= 2
