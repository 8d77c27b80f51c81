"""Whether the numbers are last year's, with only the year changed."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.subject import Subject, TwoYears
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.tables import ColumnType

_CHECK = Check("same_as_last_year", Stage.LAST_YEAR)
_SAME_SHARE = 0.9
_FEWEST_RECORDS = 8


def check_same_as_last_year(subject: Subject) -> Finding:
    """Compare record by record, dates without their year; nine in ten equal numbers are last year's file."""
    quantities = [column.name for column in subject.quantities]
    if not quantities or any(
        subject.table.column(key).type is ColumnType.DATETIME for key in subject.table.key
    ):
        return _CHECK.not_applicable("前年の数と一つずつ見比べる表ではありません。")
    if not subject.years:
        return _CHECK.not_applicable("比べられる前年の資料は、まだ取り込まれていません。")
    for pair in subject.years:
        both, same = _compared(subject, pair, quantities)
        if both >= _FEWEST_RECORDS and same >= _SAME_SHARE * both:
            return _CHECK.warning(
                f"{pair.fiscal_year}年度の数が、前年度とほとんど同じです（見比べた{both:,}件のうち{same:,}件）。",
                guidance="年度だけを書き換えて送っていないかを確かめてください。もしそうなら、今年の数の資料を送ってください。",
            )
    return _CHECK.passed("前年の数をそのまま写したものではありません。")


def _compared(subject: Subject, pair: TwoYears, quantities: list[str]) -> tuple[int, int]:
    """How many records both years have, and how many of them have the same numbers."""
    now, before = (_by_key(subject, frame)[quantities] for frame in (pair.now, pair.before))
    shared = now.index.intersection(before.index)
    if not now.index.is_unique or not before.index.is_unique or shared.empty:
        return 0, 0
    new, old = now.loc[shared].astype("Float64"), before.loc[shared].astype("Float64")
    said = new.notna().any(axis=1)
    equal = ((new == old) | (new.isna() & old.isna())).fillna(False).all(axis=1)
    return int(said.sum()), int((said & equal).sum())


def _by_key(subject: Subject, frame: pd.DataFrame) -> pd.DataFrame:
    keys = []
    for name in subject.table.key:
        if name == "fiscal_year":
            continue
        dated = subject.table.column(name).type in (ColumnType.DATE, ColumnType.MONTH)
        key = frame[name].dt.strftime("%m-%d") if dated else frame[name].astype("string")
        keys.append(key.fillna(""))
    return frame.set_index(keys)
