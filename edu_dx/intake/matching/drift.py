"""How a file differs from last time's: columns, codes and categories, rows, totals and units, in words."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from edu_dx.intake.findings import Finding, Result, Stage
from edu_dx.intake.matching.profile import Profile
from edu_dx.intake.matching.renamed import renamed_columns
from edu_dx.intake.matching.sources import Sources
from edu_dx.tables import TABLES, Column

JUMP = 0.2
"""A count or total may change by this share from one year to the next.

Pupils, schools, staff and devices of a municipality change by a few per cent a year (Kobe 2010-2014: 1 % at most;
merging two of twelve schools: 17 %). A sheet that was forgotten, a month in place of a year or a file given twice
change them by a third or more.
"""
_CHANCE = 3.0
"""A count of n varies by √n by chance alone; three times that is told apart from it."""

_UNITS = {1000.0: "1,000", 100.0: "100", 60.0: "60"}
_UNIT_TOLERANCE = 0.2
_SHOWN = 10
_CHANGE_EVERY_YEAR = {"period"}


_ALSO_TOLD_BY = {
    "jump_in_totals": {"totals_jump"},
    "new_values": {"categories_changed", "schools_came_and_went"},
    "gone_values": {"categories_changed", "schools_came_and_went"},
}


def against_last_time(sources: Sources, profile: Profile, told: Iterable[Finding] = ()) -> list[Finding]:
    """How a file differs from what the same source brought in an earlier year; nothing where it is the first.

    What the checks against the stored tables have ``told`` already is not told again.
    """
    source = sources.find(profile)
    before = source.before(profile) if source else None
    warned = {finding.check for finding in told if finding.result is Result.WARNING}
    return [
        finding
        for finding in (drift(before, profile) if before else [])
        if not _ALSO_TOLD_BY.get(finding.check, set()) & warned
    ]


def drift(before: Profile, now: Profile) -> list[Finding]:
    """Everything in which ``now`` differs from ``before``, the profile of the same source in an earlier year."""
    in_headers = {column.header for column in (*before.columns, *now.columns)}
    findings = [
        *_columns(before, now),
        *_categories(before, now, told=in_headers),
        *_records(before, now),
        *_measures(before, now),
    ]
    return findings or [
        Finding(
            check="drift",
            stage=Stage.LAST_YEAR,
            result=Result.PASSED,
            message=f"{_last_time(before)}と、列・区分・行数・合計に大きな違いはありません。",
        )
    ]


def _last_time(before: Profile) -> str:
    years = before.fiscal_years
    span = "" if not years else f"{years[0]}年度" if len(years) == 1 else f"{years[0]}〜{years[-1]}年度"
    return f"前回（{span}の資料）" if span else "前回の資料"


def _warning(check: str, message: str, *, values: Iterable[str] = (), guidance: str) -> Finding:
    return Finding(
        check=check,
        stage=Stage.LAST_YEAR,
        result=Result.WARNING,
        message=message,
        values=tuple(values),
        guidance=guidance,
    )


def _columns(before: Profile, now: Profile) -> list[Finding]:
    renamed = renamed_columns(before.columns, now.columns)
    findings = [
        _warning(
            "renamed_columns",
            f"{_last_time(before)}の列『{old}』は、今回『{new}』に名前が変わったようです。",
            guidance="同じ内容の列かどうかを、送り主に確かめてください。",
        )
        for old, new in renamed.items()
    ]
    for column in before.columns:
        if column.header not in now.headers and column.header not in renamed:
            findings.append(
                _warning(
                    "gone_columns",
                    f"{_last_time(before)}にあった列『{column.header}』がありません。",
                    guidance="この列を使う分析は、今回の資料ではできません。"
                    if column.read_as
                    else "使っていなかった列です。このままで問題ありません。",
                )
            )
    for column in now.columns:
        if column.header not in before.headers and column.header not in renamed.values():
            findings.append(
                _warning(
                    "new_columns",
                    f"{_last_time(before)}になかった列『{column.header}』があります。",
                    guidance=f"「{column.read_as}」として読みました。内容が合っているかを確かめてください。"
                    if column.read_as
                    else "読んでいません。必要な列なら、何の列かを送り主に確かめてください。",
                )
            )
    return [*findings, *_read_otherwise(before, now)]


def _read_otherwise(before: Profile, now: Profile) -> list[Finding]:
    """Columns of the same header that stand for something else now."""
    earlier = {column.header: column.read_as for column in before.columns}
    return [
        _warning(
            "columns_read_otherwise",
            f"列『{column.header}』は、{_last_time(before)}では{_as_read(earlier[column.header])}、今回は"
            f"{_as_read(column.read_as)}。",
            guidance="どちらが正しいかを確かめてください。",
        )
        for column in now.columns
        if column.header in earlier and earlier[column.header] != column.read_as
    ]


def _as_read(label: str) -> str:
    return f"「{label}」と読みました" if label else "使いませんでした"


def _categories(before: Profile, now: Profile, *, told: set[str]) -> list[Finding]:
    """Values that came or went; periods always do, and a value that heads a column (an indicator) is told with it."""
    findings = []
    for name in (before.categories.keys() & now.categories.keys()) - _CHANGE_EVERY_YEAR:
        column = _column(now, name)
        was, has = set(before.categories[name]), set(now.categories[name])
        for values, check, words in (
            (has - was - told, "new_values", "になかった値"),
            (was - has - told, "gone_values", "にあって今回ない値"),
        ):
            if values:
                findings.append(
                    _warning(
                        check,
                        f"「{column.label}」に、{_last_time(before)}{words}が{len(values)}種類あります：{_listed(values)}",
                        values=sorted(values)[:_SHOWN],
                        guidance="名前やコードの変更、新設・廃止、書き間違いのどれかを確かめてください。",
                    )
                )
    return sorted(findings, key=lambda finding: finding.message)


def _listed(values: Iterable[str]) -> str:
    ordered = sorted(values)
    more = f"ほか{len(ordered) - _SHOWN}種類" if len(ordered) > _SHOWN else ""
    return "・".join(ordered[:_SHOWN]) + more


def _records(before: Profile, now: Profile) -> list[Finding]:
    if not _is_jump(before.records, now.records):
        return []
    return [
        _warning(
            "jump_in_records",
            f"件数が{_last_time(before)}の{before.records:,}件から{now.records:,}件に"
            f"{_change(before.records, now.records)}。",
            guidance="シートや月の抜け、二重の行、対象の範囲の違いがないかを確かめてください。",
        )
    ]


def _measures(before: Profile, now: Profile) -> list[Finding]:
    findings = []
    for old, new, word in ((before.totals, now.totals, "合計"), (before.means, now.means, "平均")):
        for name in old:
            if name not in new:
                continue
            column = _column(now, name)
            finding = _other_unit(column, word, old[name], new[name], before) or _jump(
                column, word, old[name], new[name], before
            )
            if finding:
                findings.append(finding)
    return findings


def _other_unit(column: Column, word: str, old: float, new: float, before: Profile) -> Finding | None:
    for times, text in _UNITS.items():
        for ratio, words in ((times, f"約{text}倍"), (1 / times, f"約{text}分の1")):
            if old > 0 and abs(new / old / ratio - 1) <= _UNIT_TOLERANCE:
                return _warning(
                    "unit_changed",
                    f"「{column.label}」の{word}が{_last_time(before)}の{words}です"
                    f"（{_amount(old, column)}→{_amount(new, column)}）。単位が変わったおそれがあります。",
                    guidance="資料の単位（円と千円、分と時間など）を前回と見比べてください。",
                )
    return None


def _jump(column: Column, word: str, old: float, new: float, before: Profile) -> Finding | None:
    if not _is_jump(old, new):
        return None
    return _warning(
        "jump_in_totals",
        f"「{column.label}」の{word}が{_last_time(before)}の{_amount(old, column)}から{_amount(new, column)}に"
        f"{_change(old, new)}。",
        guidance="シートや月の抜け、二重の行、対象の範囲や単位の違いがないかを確かめてください。",
    )


def _is_jump(old: float, new: float) -> bool:
    return abs(new - old) > max(JUMP * abs(old), _CHANCE * sqrt(abs(old)))


def _change(old: float, new: float) -> str:
    if not old:
        return "増えました"
    return f"{abs(new / old - 1):.0%}{'増えました' if new > old else '減りました'}".replace("%", "％")


def _amount(value: float, column: Column) -> str:
    text = f"{value:,.0f}" if abs(value) >= 100 or float(value).is_integer() else f"{value:,.2f}"
    return text + column.unit


def _column(profile: Profile, name: str) -> Column:
    return TABLES[profile.table].column(name)
