"""Whether a number is ten times, or a tenth of, its neighbours: a digit too many or too few."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.names import name_of_record
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("digit_slipped", Stage.RANGES)
_IN_A_ROW = ("grade", "month", "age_from")
_TIMES = 8
_LEAST_GAP = 50
_FEWEST_NEIGHBOURS = 4


def check_digit_slipped(subject: Subject) -> Finding:
    """Compare each number with the median of its neighbours: the other grades of a school, months, ages.

    A number counts as an outlier that is at least eight times the median, or at most an eighth of it, and 50 or
    more away from it. The median of at least four numbers does not move with one slipped digit.
    """
    ordinal = next((name for name in _IN_A_ROW if name in subject.table.key), None)
    if ordinal is None or not subject.quantities:
        return _CHECK.not_applicable("学年・月・年齢の順に並ぶ数の表ではありません。")
    frame = subject.frame[subject.frame[ordinal].notna()]
    series = [name for name in subject.table.key if name != ordinal]
    found: dict[int, str] = {}
    for column in subject.quantities:
        for index, median in zip(*_outliers(frame, series, column.name), strict=True):
            value = float(str(frame.at[index, column.name]))
            found[index] = (
                f"{name_of_record(subject, index)}の{column.label} {value:,.0f}（並びの中央の値は {median:,.0f}）"
            )
    if not found:
        return _CHECK.passed("並びの中で、けたの違うような数はありません。")
    return _CHECK.warning(
        f"並びの中で、けたの違う数が{len(found)}か所あります。数は直さずに取り込みました。",
        place=rows_in_words(subject.rows[list(found)]),
        values=found.values(),
        guidance="0の付け過ぎや抜けでないかを、元の資料で確かめてください。正しければ、そのままで構いません。",
    )


def _outliers(frame: pd.DataFrame, series: list[str], column: str) -> tuple[list[int], list[float]]:
    """The records that stand out, by index, and the median of the series of each."""
    values = frame[column].astype("Float64")
    whole = pd.Series("", index=frame.index, dtype="string")
    grouped = values.groupby([whole, *(frame[name].astype("string").fillna("") for name in series)])
    median = grouped.transform("median")
    far = (values >= _TIMES * median) | (values * _TIMES <= median)
    stands_out = (
        far & ((values - median).abs() >= _LEAST_GAP) & (grouped.transform("count") > _FEWEST_NEIGHBOURS)
    )
    medians = median[stands_out.fillna(False)]
    return medians.index.tolist(), medians.tolist()
