"""Whether every question of the notebook has been answered."""

from __future__ import annotations

from collections.abc import Iterator

from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Place, Remark, Rule
from edu_dx.run.canonical import is_finding

RULE = Rule("unanswered", "まだ書かれていない所")


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """Cells without an own sentence, with a rest of the request, or deleted.

    A request that asks several things is not taken apart: whether each was answered, the consultant sees.
    """
    for passage in manuscript.passages:
        if not passage.sentences:
            yield Remark(
                RULE,
                passage.place,
                passage.request,
                "まだ何も書かれていません。",
                "「（ここに書いてください…）」の文を消し、そこにあなたの考えを書いてください。",
            )
        elif passage.request:
            yield Remark(
                RULE,
                passage.place,
                passage.request,
                "書き方を案内する文が残っています。「（ここに書いてください」で始まる段落は、報告書に載りません。",
                "案内の文を消し、あなたの文だけを残してください。",
            )
    yield from _deleted(manuscript)


def _deleted(manuscript: Manuscript) -> Iterator[Remark]:
    present = {passage.place.anchor for passage in manuscript.passages}
    cells = manuscript.template.cells if manuscript.template else []
    for cell in cells:
        if is_finding(cell) and cell.id not in present:
            heading = cell.source.strip().splitlines()[:1]
            yield Remark(
                RULE,
                Place(cell.id, heading[0].lstrip("# ") if heading else cell.id),
                "",
                "書き込むためのセルがなくなっています。",
                "もう一度 edu-dx run で実行してください。書いてある所見は新しい実行に引き継がれます。",
            )
