"""When the numbers of a part hold, from whatever says so: the user, titles, headers, notes, sheet and file names."""

from __future__ import annotations

from dataclasses import replace

from edu_dx.errors import UserError
from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.periods import (
    Period,
    one_period_in,
    period_in,
    period_in_file_name,
    period_in_sheet_name,
)
from edu_dx.intake.receipt import NotData
from edu_dx.intake.text import as_text, is_blank


def settle_period(part: Part, reader: Reader, elsewhere: tuple[str, ...]) -> None:
    """Find when the part holds, and make sure that the user and the file do not say different things."""
    fiscal_year = part.context.fiscal_year
    if reader.has_own_period(part.layout):
        part.stated_year = fiscal_year
        titled = period_in([*part.titles, part.stem])
        if fiscal_year is None and titled and titled.states_fiscal_year:
            part.stated_year = titled.fiscal_year
        part.period = titled
        return
    headers = [text for column in part.layout.header.columns for text in column.printed]
    notes = [
        " ".join(as_text(cell) for cell in part.sheet.rows[row] if not is_blank(cell))
        for row in part.ledger.rows_of_kind(NotData.NOTE)
    ]
    in_sheet = next(
        filter(
            None, (period_in(texts, day_first=reader.needs_day) for texts in (part.titles, headers, notes))
        ),
        None,
    )
    year = part.layout.fiscal_year
    if year is not None and (in_sheet is None or in_sheet.fiscal_year != year):
        in_sheet = Period(year, None, f"見出しにある {year}年度の列")
    file_names = (part.stem, *part.sheet.names_around_member)
    named = (
        period_in_sheet_name(part.sheet.own_name)
        or next(filter(None, map(period_in_file_name, file_names)), None)
        or one_period_in(elsewhere)
    )
    if fiscal_year is not None:
        if in_sheet and in_sheet.fiscal_year != fiscal_year:
            raise UserError(
                f"指定された年度（{fiscal_year}）と、資料に書かれた時点（{in_sheet.source}）が違います。",
                where=part.sheet.name,
                fix=f"--fiscal-year {in_sheet.fiscal_year} とするか、年度の指定を外してください。",
            )
        part.period = in_sheet or Period(fiscal_year, None, f"指定された年度 {fiscal_year}")
        if named and named.fiscal_year == fiscal_year and not in_sheet:
            part.period = replace(named, source=part.period.source)
    else:
        part.period = in_sheet or named
    if part.period is None and reader.needs_period and part.context.assumed_year is not None:
        part.period = _assumed(part, part.context.assumed_year)
    if part.period is None and reader.needs_period:
        raise UserError(
            "いつの時点の資料か分かりませんでした（表題・見出し・シート名・ファイル名に年月日や年度がありません）。",
            where=" ".join(filter(None, (part.stem, part.sheet.name))),
            fix="年度を西暦で指定してください。例：--fiscal-year 2025",
        )


def _assumed(part: Part, year: int) -> Period:
    part.ledger.warnings.append(
        f"いつの時点の資料か書かれていないため、この作業フォルダの年度（{year}年度）のものとしました。"
        "別の年度のものなら、--fiscal-year で年度を指定して取り込み直してください。"
    )
    return Period(year, None, f"記載なし（作業フォルダの年度 {year}）")
