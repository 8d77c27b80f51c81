"""Whether a school or a person is blamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edu_dx.review.remarks.denial import is_left_open, is_mentioned
from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Remark, Rule
from edu_dx.review.remarks.sentences import folded

RULE = Rule("blame", "学校や人を責める書き方")

_WHO = "|".join(
    (
        *("学校", "[一-鿿ぁ-んァ-ヶー][小中]", "校長", "教頭", "管理職", "教員", "教師", "先生", "担任"),
        *("職員", "担当者?", "担当課", "課", "係", "窓口", "教育委員会", "市"),
        *("保護者", "市民", "住民", "利用者", "来庁者", "子ども", "児童", "生徒"),
    )
)
_LACKING = "(?:足り(?:ない|て(?:い)?な|ません)|低(?:い|く|すぎ)|欠け|乏し|不足|薄(?:い|く))"
_BAD = "(?:悪(?:い|く|かった)|まず(?:い|かった)|ひど(?:い|かった)|甘(?:い|く|かった)|下手|遅すぎ)"
_BLAME = re.compile(
    "|".join(
        (
            rf"(?:{_WHO})(?:たち|ら|側)?のせい(?=[でだに、。]|$)",
            rf"(?:{_WHO})(?:たち|ら|側)?の責任(?=だ|で(?:ある|あ|す)|が(?:ある|大き|重)|と(?:言|い|考))",
            rf"(?:{_WHO})(?:たち|ら|側)?の(?:怠慢|ミス|失敗|不手際|準備不足|無関心|理解不足)",
            r"怠慢|怠け|怠って|サボ|さぼ[っりる]|ずさん|杜撰|いい加減|いいかげん|手抜き|手を抜|だらしな",
            r"無責任|不真面目|非協力的|やる気[がの](?:な[いく]|足り|感じられな)",
            rf"(?:努力|意識|危機感|工夫|指導力|(?<!処理)(?<!収容)能力|やる気|自覚|熱意|協力|配慮|責任感)[がのも]{_LACKING}",
            r"(?:努力|指導力|(?<!処理)(?<!収容)能力|認識)不足",
            rf"(?:対応|態度|やり方|指導|管理|運営|教え方|仕事)(?:[がの]{_BAD}|の悪さ)",
            rf"(?:劣る|劣った|劣っている|だめな|ダメな|駄目な|悪い|問題のある|遅れている|取り残された|レベルの低い|ひどい)(?:{_WHO})",
            rf"(?:{_WHO})[がは](?:一番|最も|特に|とても)?(?:悪い|ひどい|だめ|ダメ|駄目|劣って|無能|怠)",
        )
    )
)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """〜のせい, 努力が足りない, 対応が悪い and the like, unless the sentence denies it."""
    for passage in manuscript.passages:
        for sentence in passage.sentences:
            plain = folded(sentence)
            if match := next((m for m in _BLAME.finditer(plain) if _blames(plain, m)), None):
                yield Remark(
                    RULE,
                    passage.place,
                    sentence,
                    f"「{match[0]}」は、学校や人を責めているように読めます。",
                    "だれがよい・悪いではなく、数字で分かる事実と、しくみのどこを変えられるかを書いてください。",
                )


def _blames(sentence: str, match: re.Match[str]) -> bool:
    return not is_mentioned(sentence, *match.span()) and not is_left_open(sentence, match.end())
