"""Pupil counts of all surveys as one array, for arithmetic over all schools and grades at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.arrays import Numbers, Whole, summed
from edu_dx.metrics.pupil_counts import SCHOOL
from edu_dx.metrics.yearly import Yearly

HIGHEST_GRADE = 9


@dataclass(frozen=True)
class SurveyPanel:
    """Pupils by survey, school and grade.

    Args:
        years: fiscal years of the surveys, ascending.
        schools: school_type and school_code, in order.
        types: the school type of each school.
        pupils: [survey, school, grade − 1], persons; NaN where the survey shows no such grade of the school.
    """

    years: Whole
    schools: pd.MultiIndex
    types: npt.NDArray[np.object_]
    pupils: Numbers

    @classmethod
    def of(cls, counts: pd.DataFrame) -> SurveyPanel:
        """The panel of ``pupil_counts``."""
        years, survey = np.unique(counts["fiscal_year"].to_numpy(dtype="int64"), return_inverse=True)
        rows = pd.MultiIndex.from_frame(counts[SCHOOL])
        schools = rows.unique().sort_values()
        pupils = np.full((len(years), len(schools), HIGHEST_GRADE), np.nan)
        grade = counts["grade"].to_numpy(dtype="int64") - 1
        pupils[survey, schools.get_indexer(rows), grade] = counts["pupils"].to_numpy(dtype="float64")
        types = schools.get_level_values("school_type").to_numpy(dtype="object")
        return cls(years, schools, types, pupils)

    def until(self, year: int) -> SurveyPanel:
        """The surveys of ``year`` and before; the schools keep their places."""
        known = int(np.searchsorted(self.years, year, side="right"))
        return replace(self, years=self.years[:known], pupils=self.pupils[:known])

    def survey_of(self, year: int) -> Numbers:
        """[school, grade − 1] of the survey of one year, which must be there."""
        survey: Numbers = self.pupils[int(np.searchsorted(self.years, year))]
        return survey

    def of_grade(self, grade: int) -> Yearly:
        """Pupils of all schools in a grade, of the surveys that show it."""
        pupils = summed(self.pupils[:, :, grade - 1], axis=1)
        return Yearly(self.years, pupils).where(~np.isnan(pupils))
