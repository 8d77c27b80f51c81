"""Whether the numbers of a finding are numbers of the run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.review.remarks.known_values import KnownValues
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.passages import Passage
from edu_dx.review.remarks.quantities import Quantity, quantities
from edu_dx.review.remarks.reckoning import adds_up, follows
from edu_dx.review.remarks.remark import Remark, Rule

RULE = Rule("unknown_numbers", "結果に見当たらない数字")

_FEWEST_DIGITS = 3
_OTHER_SOURCE = re.compile(
    r"出典|国勢調査|住民基本台帳|統計|契約書|条例|法律|予算書|決算書|ホームページ|文部科学省|総務省|全国|県内|他市"
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Numbers of three and more digits, or with a decimal, that the run does not show.

    A number is shown if a printed or stored value, rounded to as many digits, equals it. A number that can be
    reckoned from shown ones beside it is accepted, and so are numbers of a source named in the sentence.
    """
    if not manuscript.blocks:
        return
    known = KnownValues(manuscript)
    for passage in manuscript.findings:
        accepted = _accepted(passage, known)
        for sentence in passage.sentences:
            unknown = [q for q in quantities(sentence) if q not in accepted]
            if unknown and not _OTHER_SOURCE.search(sentence):
                yield _remark(passage, sentence, unknown)


def _remark(passage: Passage, sentence: str, unknown: list[Quantity]) -> Remark:
    return Remark(
        RULE,
        passage.place,
        sentence,
        "".join(f"「{quantity.text}」" for quantity in unknown) + "は、この実行の結果に見当たりません。",
        "写し間違いがないかを確かめてください。計算した数なら、もとの数を同じ段落に書いてください。ほかの資料の数なら、資料の名前を書いてください。",
    )


def _accepted(passage: Passage, known: KnownValues) -> set[Quantity]:
    """The quantities of a passage that are too short to tell, shown, or reckoned from accepted ones."""
    groups = [[q for s in paragraph for q in quantities(s)] for paragraph in passage.paragraphs]
    everything = [quantity for group in groups for quantity in group]
    accepted = {quantity for quantity in everything if not _is_telling(quantity) or known.has(quantity)}
    while True:
        whole = [quantity.value for quantity in everything if quantity in accepted]
        more = {
            quantity
            for group in groups
            for quantity in group
            if quantity not in accepted
            and (
                follows(quantity, [other.value for other in group if other in accepted])
                or adds_up(quantity, whole)
            )
        }
        if not more:
            return accepted
        accepted |= more


def _is_telling(quantity: Quantity) -> bool:
    return quantity.digits >= _FEWEST_DIGITS or quantity.is_decimal
