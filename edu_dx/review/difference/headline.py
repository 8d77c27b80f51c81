"""The whole difference in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edu_dx.review.difference.blocks import KINDS
from edu_dx.review.difference.result import BlockChange, Change, Grounds, SharedWords, TextChange


def headline(
    since: str,
    grounds: Grounds,
    shared: Sequence[SharedWords],
    changes: Sequence[Change],
    *,
    has_findings: bool,
    unexplained: bool,
) -> str:
    """「前回から: 数値3件・図1件・文章1件が変わりました。資料と計算のしかたは変わっていません。」"""
    blocks = [change for change in changes if isinstance(change, BlockChange)]
    texts = [change for change in changes if isinstance(change, TextChange)]
    sentences = [
        *_conditions(grounds),
        *_changed(blocks, texts, shared),
        *_lone(blocks),
        *_unseen(blocks),
        *_failing(blocks),
        *_grounds(grounds),
    ]
    if unexplained:
        sentences.append("条件もソフトの版も同じです。結果だけが変わった理由を確かめてください。")
    elif has_findings and any(b.result_seen for b in blocks) and not any(text.finding for text in texts):
        sentences.append("所見は前のままです。")
    return f"{since}から: {''.join(sentences)}"


def _conditions(grounds: Grounds) -> Iterator[str]:
    if grounds.conditions:
        told = "、".join(f"{one.label} {one.old} → {one.new}" for one in grounds.conditions[:3])
        more = f"、ほか{len(grounds.conditions) - 3}件" if len(grounds.conditions) > 3 else ""
        yield f"条件が違います（{told}{more}）。"


def _changed(
    blocks: Sequence[BlockChange], texts: Sequence[TextChange], shared: Sequence[SharedWords]
) -> Iterator[str]:
    both = [block for block in blocks if block.presence in ("changed", "renamed")]
    counts = {
        label: sum(block.kind == kind and block.result_seen for block in both)
        for kind, label in KINDS.items()
    }
    counts["文章"] = sum(text.sentences for text in texts if text.finding)
    counts["説明文"] = sum(text.sentences for text in texts if not text.finding)
    counts["題名や注記"] = sum(not block.result_seen and not block.unseen for block in both)
    counts["期間や対象"] = len(shared)
    told = "・".join(f"{label}{count}件" for label, count in counts.items() if count)
    if told:
        yield f"{told}が変わりました。"
    elif not blocks and not texts:
        yield "結果も文章も変わっていません。"


def _lone(blocks: Sequence[BlockChange]) -> Iterator[str]:
    added, removed = (
        sum(block.presence == presence for block in blocks) for presence in ("added", "removed")
    )
    told = [f"{added}件が加わり"] * bool(added) + [f"{removed}件がなくなり"] * bool(removed)
    if told:
        yield f"結果{'、'.join(told)}ました。"


def _unseen(blocks: Sequence[BlockChange]) -> Iterator[str]:
    count = sum(block.unseen for block in blocks)
    if count:
        yield f"{count}件は表示が同じで、丸める前の値だけが変わりました。"


def _failing(blocks: Sequence[BlockChange]) -> Iterator[str]:
    titles = [f"「{block.title}」" for block in blocks if block.failing]
    if titles:
        yield f"確かめ{'、'.join(titles)}が要確認になりました。"


def _grounds(grounds: Grounds) -> Iterator[str]:
    data = "、".join(change.label for change in grounds.data)
    if grounds.data and grounds.calculation_changed:
        yield f"資料（{data}）も計算のしかたも変わっています。"
    elif grounds.data:
        yield f"資料（{data}）が変わっています。計算のしかたは変わっていません。"
    elif grounds.calculation_changed:
        yield "計算のしかたが変わっています。資料は変わっていません。"
    else:
        yield "資料と計算のしかたは変わっていません。"
    if grounds.only_template_texts:
        yield "ひな形は新しくなりましたが、計算のセルは同じです。"
    if grounds.versions:
        told = "、".join(f"{one.label} {one.old} → {one.new}" for one in grounds.versions)
        yield f"ソフトの版が違います（{told}）。"
    if not grounds.metrics_known:
        yield "ただし計算式の版は、記録のない実行があるため比べていません。"
