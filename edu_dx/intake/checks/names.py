"""How findings name a record, a school and a municipality."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.subject import Subject


def name_of_entity(subject: Subject, key: str) -> str:
    """The name that the part prints for a school or municipality; its key where it prints none."""
    entity = subject.entity
    name = entity.name.replace("_code", "_name") if entity else ""
    if entity is None or name not in subject.frame:
        return key
    names = subject.frame.loc[subject.frame[entity.name] == key, name].dropna()
    return str(names.iloc[0]) if len(names) else key


def name_of_record(subject: Subject, index: int) -> str:
    """``あおば 小学校 学年3 通常``: the school or municipality, and the rest of the record's key but its year."""
    record = subject.frame.loc[index]
    entity = subject.entity
    rest = [
        name
        for name in subject.table.key
        if name != "fiscal_year" and (entity is None or name != entity.name)
    ]
    named = [name_of_entity(subject, str(record[entity.name]))] if entity else []
    return " ".join(
        [*named, *(_said(subject, name, record[name]) for name in rest if pd.notna(record[name]))]
    )


def _said(subject: Subject, name: str, value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value.year}年{value.month}月{value.day}日"
    column = subject.table.column(name)
    return f"{column.label}{value}" if column.type.is_number else str(value)
