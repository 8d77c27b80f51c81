"""Whether a record is dated after today."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("future_dates", Stage.RANGES)


def check_future_dates(subject: Subject) -> Finding:
    """Compare the dates of the key, and the fiscal year, with today."""
    frame = subject.frame
    late = frame["fiscal_year"] > subject.today.year
    for column in subject.dated:
        late |= frame[column.name] >= pd.Timestamp(subject.today) + pd.Timedelta(days=1)
    late = late.fillna(False).astype(bool)
    if not late.any():
        return _CHECK.passed("今日より後の日付や年度の記録はありません。")
    return _CHECK.warning(
        f"今日より後の日付か年度の記録が{int(late.sum()):,}件あります。推計でなければ、年の書き違いと思われます。",
        place=rows_in_words(subject.rows[late]),
        values=(f"{year}年度" for year in sorted(frame.loc[late, "fiscal_year"].unique())),
        guidance="日付と年度（和暦の元号も）を確かめてください。予定や推計の資料なら、実績とは分けて取り込んでください。",
    )
