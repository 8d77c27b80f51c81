"""Whether a change is laid to something that merely came before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.review.remarks.sentences import folded

RULE = Rule("causal_wording", "理由の言い切り")

# 曜日によって, 学校により: 「によって」 after these says that something differs from one to the other.
_CLASSES = (
    "学校",
    "学年",
    "年度",
    "曜日",
    "用件",
    "地区",
    "窓口",
    "時間帯",
    "種類",
    "区分",
    "方法",
    "数え方",
    "場合",
    *"月年日人校課",
)
_MARK = "|".join(
    (
        "".join(f"(?<!{word})" for word in _CLASSES) + "に(?:より|よって|よる)",
        r"の?おかげで|せいで|の影響で",
        r"(?:[たのいだ]|ない)(?:ため|こと(?:で|から|により))に?",
        r"[たの]結果、?|たので",
    )
)
_CHANGE = "|".join(
    (
        r"(?:増え|減っ|減少し|増加し|下がっ|上がっ|低下し|上昇し|伸び|縮まっ|短縮され|緩和され|解消され|改善(?:し|され)|悪化し|向上し|移っ|広がっ|狭まっ)(?:た|て[いお]|ました)",
        r"(?:少な|多|短|長|高|低|早|速)くな(?:った|って[いお]|りました)",
        r"(?:減り|増え|下がり|上がり|移り)ました",
    )
)
_CLAIM = re.compile(
    rf"(?P<before>.{{0,8}}?)(?P<mark>{_MARK})(?P<between>[^。]{{0,40}}?)(?P<change>{_CHANGE})"
)
# The machine's own steps come with the same words: 〜がないため、5月から比べると.
_STEP = re.compile(r"比べ|比較|集計|数え|除[いき]|計算|平均|調べ|見た|見ると|みると|推計|分析")
_HEDGED = re.compile(
    r"可能性|かもしれ|考えられ|思われ|みられる|推測|とは[言い]え|とまでは|とは限|分から|わから|か(?:どうか|は)|確かめて|検定|仮に"
)
_FACTOR = re.compile(
    r"要因(?=は|で(?:ある|す|、)|だ|と(?:なっ|言|い)|が)(?!.{0,25}(?:ない|ません|ず|要る|必要|聞))"
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """〜により増えた, 〜のおかげで減った and the like, without a word that leaves another reason open.

    Only changes that have happened count: that a small grade makes a forecast fall is arithmetic.
    """
    for passage in manuscript.findings:
        for sentence in passage.sentences:
            if claim := _claim(folded(sentence)):
                yield Remark(
                    RULE,
                    passage.place,
                    sentence,
                    f"「{claim}」は、変化をその理由と結びつけて言い切っています。同じ時期にほかのことも変わったかもしれません。",
                    "「〜のあとに〜減った」と順序だけを書くか、そう考える理由を添えて「〜と考えられる」と書いてください。",
                )


def _claim(sentence: str) -> str:
    """The words that lay a change to something; empty where there are none."""
    if _HEDGED.search(sentence):
        return ""
    if factor := _FACTOR.search(sentence):
        return factor[0]
    for match in _CLAIM.finditer(sentence):
        if not _STEP.search(match["before"] + match["mark"] + match["between"]):
            return f"{match['mark']}…{match['change']}"
    return ""
