"""The fiscal year of lists that say nowhere when they hold."""

from __future__ import annotations

import datetime as dt

from edu_dx.intake.layout import Part
from edu_dx.intake.periods import Period
from edu_dx.tables.fiscal_year import fiscal_year_of


def date_by_arrival(part: Part) -> int:
    """The fiscal year that the part states or, for a list without any date, the one assumed or in which it is taken in."""
    if part.period is None:
        year = part.context.assumed_year or fiscal_year_of(dt.date.today())
        part.period = Period(year, None, f"記載なし（{year}年度のものとして保管）")
        part.ledger.warnings.append(
            f"いつの一覧か書かれていないため、{year}年度のものとして保管しました。"
            "別の年度のものなら、--fiscal-year で年度を指定して取り込み直してください。"
        )
    return part.period.fiscal_year
