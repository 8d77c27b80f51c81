"""Whether a finding says enough to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule

RULE = Rule("thin_findings", "短すぎる所見・数字のない所見")

_SHORTEST = 20
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万][割人名校件枚通票学年か倍]|半[数分]")


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Findings of fewer than twenty signs, and findings without any number; empty ones are unanswered."""
    for passage in manuscript.findings:
        text = "".join(passage.sentences)
        if 0 < len(text) < _SHORTEST:
            yield Remark(
                RULE,
                passage.place,
                text,
                "短すぎて、何が分かったのかが読む人に伝わりません。",
                "事実（数字と期間）→ 読み取り → 提案の順に、2〜3文で書いてください。",
            )
        elif text and not _NUMBER.search(text):
            yield Remark(
                RULE,
                passage.place,
                passage.sentences[0],
                "数字が1つもないので、読む人が確かめられません。",
                "結果の表や図から、もとになる数字を期間と一緒に書き足してください。",
            )
