"""What the results of two runs rest on: data, calculation, conditions."""

from __future__ import annotations

from collections.abc import Iterator

from edu_dx.review.difference.contents import Cell, Contents
from edu_dx.review.difference.result import CodeChange, Condition, DataChange, Grounds
from edu_dx.review.difference.words import changed_lines
from edu_dx.run.definitions import definition_words
from edu_dx.run.record import RunRecord

_EMPTY = "空欄"
_EDITIONS = {"internal": "内部版", "public": "公開版"}


def changed_grounds(old: Contents, new: Contents) -> Grounds:
    """Everything that could explain a changed result."""
    before, after = old.record, new.record
    code_known = old.code is not None and new.code is not None
    metrics_known = bool(before.metrics) == bool(after.metrics)
    return Grounds(
        conditions=tuple(_conditions(before, after)),
        data=tuple(_data(before, after)),
        code=tuple(_code(old.code or (), new.code or ())) if code_known else (),
        code_known=code_known,
        template=before.template_fingerprint != after.template_fingerprint,
        metrics=tuple(map(definition_words, _different_keys(before.metrics, after.metrics)))
        if metrics_known
        else (),
        metrics_known=metrics_known,
        versions=tuple(
            Condition(name, before.versions.get(name, "なし"), after.versions.get(name, "なし"))
            for name in _different_keys(before.versions, after.versions)
        ),
    )


def _conditions(old: RunRecord, new: RunRecord) -> Iterator[Condition]:
    if old.analysis != new.analysis:
        yield Condition("分析", old.title, new.title)
    if old.unit != new.unit:
        yield Condition("対象", old.unit, new.unit)
    before = {parameter.name: parameter for parameter in old.parameters}
    after = {parameter.name: parameter for parameter in new.parameters}
    for name, parameter in (after | before).items():
        told = [_told(side[name].value) if name in side else "なし" for side in (before, after)]
        if told[0] != told[1]:
            yield Condition(after.get(name, parameter).label, *told)


def _told(value: str | int | float | None) -> str:
    return _EMPTY if value is None else _EDITIONS.get(str(value), f"{value}")


def _data(old: RunRecord, new: RunRecord) -> Iterator[DataChange]:
    before = {table.name: table for table in old.tables}
    after = {table.name: table for table in new.tables}
    for table in old.tables:
        if table.name not in after:
            yield DataChange(table.label, "removed", f"{table.records:,} 件")
    for table in new.tables:
        earlier = before.get(table.name)
        if earlier is None:
            yield DataChange(table.label, "added", f"{table.records:,} 件")
        elif earlier.fingerprint != table.fingerprint:
            yield DataChange(table.label, "changed", f"{earlier.records:,} 件 → {table.records:,} 件")


def _code(old: tuple[Cell, ...], new: tuple[Cell, ...]) -> Iterator[CodeChange]:
    before, after = ({cell.id: cell for cell in cells} for cells in (old, new))
    for cell in old:
        if cell.id not in after:
            yield CodeChange(cell.id, cell.heading, "removed", changed_lines(cell.source, ""))
    for cell in new:
        earlier = before.get(cell.id)
        if earlier is None:
            yield CodeChange(cell.id, cell.heading, "added", changed_lines("", cell.source))
        elif earlier.source != cell.source:
            yield CodeChange(cell.id, cell.heading, "changed", changed_lines(earlier.source, cell.source))


def _different_keys(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]
