"""The document as the texts that the web page and the PDF print: plain data, the same for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from edu_dx.present.block import Block
from edu_dx.report.block_texts import (
    Texts,
    basis_texts,
    captions,
    check_texts,
    figure_texts,
    number_texts,
    table_texts,
)
from edu_dx.report.document import Document, Finding, Item, Prose, Section
from edu_dx.report.outline import Piece, levelled, without_empty_headings
from edu_dx.report.provenance import Provenance, shortened
from edu_dx.review.events import Actor
from edu_dx.tables.fiscal_year import era_year

_KEY_NUMBERS = 6
EDITIONS = {"internal": "内部版", "public": "公開版"}
_AS_IN_SUMMARY = ["期間・対象・資料：概要のとおり"]
_HOW_TO_VERIFY = "この報告書が承認どおりかは「edu-dx verify ファイル名」で確かめられます。"


def report_page(document: Document) -> Texts:
    """Everything that is printed, in reading order and ready to print."""
    numbered = captions(document.blocks)
    common = basis_texts(document.typical)
    provenance = document.provenance
    return {
        "title": document.title,
        "question": document.question,
        "draft": not provenance.approved,
        "fictional": provenance.fictional,
        "running": _running_title(document),
        "marks": _marks(provenance),
        "footer": record.id if (record := provenance.record) else "",
        "cover": _cover(document),
        "failed_checks": [check_texts(block) for block in document.checks if not block.passed],
        "numbers": [_key_number(block, common) for block in document.numbers[:_KEY_NUMBERS]],
        "basis": ["ことわりのない数値と図表：", *common],
        "findings": list(_findings(document)),
        "sections": [
            section for section in (_section(part, numbered, common) for part in document.sections) if section
        ],
        "annex": _annex(document),
    }


def japanese_date(moment: dt.datetime) -> str:
    """2026年（令和8年）11月23日."""
    return f"{moment.year}年（{era_year(moment.year)}年）{moment.month}月{moment.day}日"


def _running_title(document: Document) -> str:
    record = document.provenance.record
    parts = (record.board_name if record else "", document.title, record.unit if record else "")
    return "　".join(part for part in parts if part)


def _marks(provenance: Provenance) -> str:
    """What every page says of itself: edition, 架空, 下書き."""
    marks = [
        _edition(provenance),
        "架空のデータ" if provenance.fictional else "",
        "" if provenance.approved else "下書き",
    ]
    return "・".join(mark for mark in marks if mark)


def _edition(provenance: Provenance) -> str:
    return EDITIONS[provenance.record.edition] if provenance.record else ""


def _cover(document: Document) -> Texts:
    provenance = document.provenance
    record = provenance.record
    edition = _edition(provenance)
    lines = [
        ("対象", record.unit if record else ""),
        ("期間", document.period),
        ("版", _version(provenance, edition)),
        ("作成", signed(provenance.drafted_by) or "（提出前）"),
        ("承認", signed(provenance.approved_by) or "（未承認）"),
        ("承認日", japanese_date(provenance.approved_at) if provenance.approved_at else ""),
        ("検印の鍵", provenance.seal_fingerprint),
        ("実行番号", record.id if record else ""),
        ("訂正", f"{provenance.corrects} の報告書を改めたもの" if provenance.corrects else ""),
        ("資料の指紋", shortened(provenance.data_fingerprint)),
        ("内容の指紋", shortened(provenance.content_fingerprint)),
    ]
    return {
        "board": record.board_name if record else "",
        "unit": record.unit if record else "",
        "date": japanese_date(provenance.dated) if provenance.dated else "",
        "edition": edition,
        "lines": [{"label": label, "value": value} for label, value in lines if value],
    }


def _version(provenance: Provenance, edition: str) -> str:
    number = f"第{provenance.rounds}版" if provenance.rounds else "提出前の版"
    state = "承認済み" if provenance.approved else f"下書き（状態：{provenance.state}）"
    return "　".join(part for part in (number, edition, state) if part)


def signed(person: Actor | None) -> str:
    """Name and role; empty for nobody."""
    return f"{person.name}（{person.role}）" if person else ""


def _findings(document: Document) -> Iterator[Texts]:
    for section in document.sections:
        for item in section.items:
            if isinstance(item, Finding):
                yield {"title": item.title, "nodes": levelled(list(item.nodes), 4)}


def _section(section: Section, numbered: dict[str, str], common: list[str]) -> Texts | None:
    """A section's texts; None where nothing of it is printed in the body."""
    printed = [_printed(item) for item in section.items]
    pieces = levelled(without_empty_headings([piece for piece in printed if piece is not None]), 3)
    groups = groupby(pieces, key=_kind)
    items = [text for kind, members in groups for text in _group(kind, list(members), numbered, common)]
    return {"title": section.title, "items": items} if items else None


def _printed(item: Item) -> Piece | None:
    """What of an item stands in the body: findings stand in the summary, checks in the annex."""
    if isinstance(item, Prose):
        return item.node
    return item if isinstance(item, Block) and item.kind != "check" else None


def _kind(piece: Piece) -> str:
    return piece.kind if isinstance(piece, Block) else "prose"


def _group(kind: str, members: list[Any], numbered: dict[str, str], common: list[str]) -> list[Texts]:
    if kind == "prose":
        return [{"kind": "prose", "nodes": members}]
    if kind == "number":
        return [{"kind": "numbers", **_numbers(members, common)}]
    return [_block(block, numbered[block.name], common) for block in members]


def _key_number(block: Block, common: list[str]) -> Texts:
    """A number of the summary, with what it rests on where that is not what most results rest on."""
    return {**number_texts(block), "source": [part for part in basis_texts(block) if part not in common]}


def _numbers(blocks: list[Block], common: list[str]) -> Texts:
    """Numbers, and what they rest on: once for all where it is the same."""
    sources = [_reference(block, common) for block in blocks]
    shared = sources[0] if all(source == sources[0] for source in sources) else []
    numbers = [
        {**number_texts(block), "source": [] if shared else source}
        for block, source in zip(blocks, sources, strict=True)
    ]
    return {"numbers": numbers, "source": shared}


def _block(block: Block, caption: str, common: list[str]) -> Texts:
    texts = table_texts if block.kind == "table" else figure_texts
    return texts(block, caption, _reference(block, common))


def _reference(block: Block, common: list[str]) -> list[str]:
    """What the block rests on; the summary is referred to where it says so already."""
    basis = basis_texts(block)
    return _AS_IN_SUMMARY if basis == common else basis


def _annex(document: Document) -> Texts:
    provenance = document.provenance
    record = provenance.record
    facts = [("内容の指紋", provenance.content_fingerprint.removeprefix("sha256:"))]
    if provenance.seal_fingerprint:
        facts.append(("検印の鍵の指紋", f"{provenance.seal_fingerprint}　{_HOW_TO_VERIFY}"))
    if record:
        facts += [
            ("ひな形の指紋", record.template_fingerprint.removeprefix("sha256:")),
            ("計算した日時", record.started_at.strftime("%Y-%m-%d %H:%M（UTC%z）")),
            ("計算にかかった時間", f"{record.seconds:.1f} 秒"),
            (
                "ソフトウェア",
                "、".join(f"{name} {number}" for name, number in sorted(record.versions.items())),
            ),
        ]
    return {
        "checks": [check_texts(block) for block in document.checks],
        "tables": [
            {
                "label": table.label,
                "name": table.name,
                "records": f"{table.records:,}",
                "fingerprint": shortened(table.fingerprint),
            }
            for table in (record.tables if record else [])
        ],
        "parameters": [
            {"label": parameter.label, "name": parameter.name, "value": set_value(parameter.value)}
            for parameter in (record.parameters if record else [])
            if parameter.name != "edition"
        ],
        "facts": [{"label": label, "value": value} for label, value in facts],
    }


def set_value(value: str | int | float | None) -> str:
    """The value of a parameter."""
    return "（空欄）" if value in (None, "") else str(value)
