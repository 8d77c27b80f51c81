"""Whether a text names a person or says how to reach one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.privacy.mask import mask_text
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule

RULE = Rule("personal_data", "個人が分かる書き方")

# Addresses and long numbers are left out: districts and amounts of money belong into findings.
_KINDS = re.compile(r"〔(氏名|電話番号|メールアドレス|生年月日)〕")


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Sentences with a name, telephone number, mail address or date of birth; the quote does not repeat it."""
    for passage in manuscript.passages:
        for sentence in passage.sentences:
            masked = mask_text(sentence).text
            kinds = list(dict.fromkeys(_KINDS.findall(masked)))
            if kinds:
                yield Remark(
                    RULE,
                    passage.place,
                    masked,
                    f"個人の{'・'.join(kinds)}のようなものが書かれています（ここでは伏せています）。",
                    "消すか、「窓口の担当者」「ある学校」のように、だれか分からない書き方に変えてください。",
                )
