"""How much a printed header looks like the name of a column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from edu_dx.intake.text import bare, squeeze
from edu_dx.tables import Column

SAME = 1.0
_HEAD_OF_COMPOUND = 0.85
_IN_BRACKETS = 0.8
_QUALIFIER = 0.7
_WORST = 0.4
_SHORTEST_HEAD = 2

_NUMBERING = re.compile(r"^(?:[(\[]?[0-9]{1,2}[)\].:、]+|[①-⑳]|[・●○◎■□◆◇※*]+)")
_MARKS = re.compile(r"[\s・･·/_\-‐‑–—－~〜:;,.、。'\"“”「」『』|※*＊◎○●]+")
_EMPTY_WORDS = re.compile(r"\((?:必須|任意|半角|全角|数字|西暦|和暦|選択|入力|記入|自動)[^()]*\)")
_VARIANTS = str.maketrans(
    {"髙": "高", "﨑": "崎", "澤": "沢", "濱": "浜", "學": "学", "數": "数", "ヶ": "ケ"}
)
_NUMBER_OF = re.compile(r"(?<=[^\x00-\x7f])(?:no|ナンバー)$")
_OKURIGANA = re.compile(r"(?<=[一-龥])(?:き|け|い|え|り|し|せ|び|み|ち|れ)(?=[一-龥]|$)")
_UNIT = re.compile(
    r"[(\[【](人|名|学級|件|通|枚|円|千円|分|時間|時|秒|日|%|割合|歳|校|台|mbps|gb|mb|点|回|問)[)\]】]"
)


@dataclass(frozen=True)
class NameMatch:
    """How a header fits a column's names.

    Args:
        score: 0 to 1; 1 where it is one of the names, but for spelling that carries nothing.
        name: the name that it fits best, as the definition prints it.
        unit: the unit printed in the header's brackets, "" if there is none.
    """

    score: float
    name: str
    unit: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the header is the name, but for spaces, width, marks, numbering and the unit in brackets."""
        return self.score == SAME


def match_name(labels: tuple[str, ...], column: Column) -> NameMatch:
    """The best fit of a header, given by its printed labels from group to leaf, and the names of a column."""
    unit = printed_unit(labels[-1]) if labels else ""
    best = NameMatch(0.0, column.label, unit)
    for name in column.header_names:
        score = max(
            (_score(reading, plain(name)) * weight for reading, weight in _readings(labels)), default=0
        )
        if score > best.score:
            best = NameMatch(score, name, unit)
    return best if best.score >= _WORST else NameMatch(0.0, column.label, unit)


def printed_unit(label: str) -> str:
    """The unit that a header prints in brackets: ``在校時間(分)`` → 分; "" if it prints none."""
    found = _UNIT.search(squeeze(label))
    return found[1] if found else ""


@lru_cache(maxsize=65536)
def plain(label: str) -> str:
    """A label without what carries no meaning in a header: width, spaces, marks, numbering, 必須, okurigana."""
    text = squeeze(_NUMBERING.sub("", label.strip())).translate(_VARIANTS)
    text = _EMPTY_WORDS.sub("", _NUMBERING.sub("", text))
    return _OKURIGANA.sub("", _NUMBER_OF.sub("番号", _MARKS.sub("", text)))


@lru_cache(maxsize=16384)
def _readings(labels: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The ways a header can be read, each with the weight that a name found there has."""
    if not labels:
        return ()
    leaf = squeeze(_NUMBERING.sub("", labels[-1].strip()))
    found = {plain(leaf): SAME, plain("".join(labels)): SAME}
    without = plain(bare(leaf))
    qualifiers = [plain(text) for text in re.findall(r"[(\[【]([^()\[\]【】]*)[)\]】]", leaf)]
    is_unit = bool(_UNIT.search(leaf))
    # 測定値（下り）: what stands in the brackets tells columns apart, unless it is a unit or an empty word.
    found.setdefault(without, SAME if is_unit or not any(qualifiers) else _IN_BRACKETS)
    if not is_unit:
        for text in qualifiers:
            found.setdefault(text, _IN_BRACKETS)
            found.setdefault(text + without, _IN_BRACKETS)
    return tuple((text, weight) for text, weight in found.items() if text)


@lru_cache(maxsize=262144)
def _score(text: str, name: str) -> float:
    """Similarity of two plain labels.

    The ratio of insertions and deletions suits short Japanese labels: one character of four that differs leaves
    0.75, where the partial and weighted ratios would call 出勤時刻 and 退勤時刻 alike. A Japanese compound has its
    head at the end (勤務先学校名 is a 学校名), so a name at the end counts for more than one elsewhere.
    """
    if text == name:
        return SAME
    if not text or not name:
        return 0.0
    ratio = Indel.normalized_similarity(text, name)
    if len(name) >= _SHORTEST_HEAD and text.endswith(name):
        return max(ratio, _HEAD_OF_COMPOUND)
    if len(text) >= _SHORTEST_HEAD and (name.startswith(text) or name.endswith(text)):
        return max(ratio, _QUALIFIER)
    return min(ratio, 0.95)
