"""Each school's share of the city's pupils who enter grade 1 or 中1.

A school's share of the entering grade over the last years is shrunk toward its share of all its grades in the
base year: one small intake says little, six grades say more. No table of feeder schools is used; the share of a
junior high school carries what is regular in the flow from the elementary schools around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from edu_dx.metrics.arrays import Numbers, Places, summed, sums_at
from edu_dx.metrics.shrinkage import shrink
from edu_dx.metrics.survey_panel import SurveyPanel


@dataclass(frozen=True)
class EntryShares:
    """Shares of the schools that have pupils in the base year; the arrays have one place a school.

    Args:
        school: the schools' places in the panel.
        share: adds up to 1.
        raw_share: Σ entered ÷ Σ city; NaN for a school without an intake in the years looked at.
        weight: how far the school's own intakes are believed; NaN for the same.
        entered: Σ pupils.
        city_entered: Σ pupils of the city in the years the school was there.
    """

    school: Places
    share: Numbers
    raw_share: Numbers
    weight: Numbers
    entered: Numbers
    city_entered: Numbers

    def table(self, schools: pd.MultiIndex) -> pd.DataFrame:
        """The same with the index school_type, school_code."""
        names = ("share", "raw_share", "weight", "entered", "city_entered")
        return pd.DataFrame({name: getattr(self, name) for name in names}, index=schools[self.school])


def entry_shares(panel: SurveyPanel, *, base_year: int, window: int) -> EntryShares:
    """Shares of the schools that have pupils in ``base_year``.

    Args:
        panel: the schools and grades of one stage, all else NaN; its lowest grade is the one entered.
        base_year: a year with a survey.
        window: how many years' intakes are looked at.
    """
    sizes = summed(panel.survey_of(base_year), axis=1)
    [school] = np.nonzero(~np.isnan(sizes))
    reference = sizes[school] / sizes[school].sum()
    [grades] = np.nonzero(~np.isnan(panel.pupils).all(axis=(0, 1)))
    recent = (panel.years > base_year - window) & (panel.years <= base_year)
    intakes = panel.pupils[recent, :, grades[0]]
    city = np.nansum(intakes, axis=1)
    survey, place = np.nonzero(~np.isnan(intakes[:, school]))
    pupils = intakes[:, school][survey, place]
    shrunk = shrink(place, pupils, reference[place] * city[survey])
    factor, weight = np.ones(len(school)), np.full(len(school), np.nan)
    factor[shrunk.unit], weight[shrunk.unit] = shrunk.factor, shrunk.weight
    entered = sums_at(place, pupils, len(school))
    city_entered = sums_at(place, city[survey], len(school))
    share = reference * factor
    return EntryShares(
        school=school,
        share=share / share.sum(),
        raw_share=np.divide(entered, city_entered, out=np.full(len(school), np.nan), where=city_entered > 0),
        weight=weight,
        entered=entered,
        city_entered=city_entered,
    )
