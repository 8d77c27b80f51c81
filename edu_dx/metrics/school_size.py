"""School-size bands by the number of ordinary classes.

Source of the bands: 文部科学省「公立小学校・中学校の適正規模・適正配置等に関する手引」(2015-01-27) and
学校教育法施行規則41条・79条・79条の3 (standard numbers of classes); the table is the caller's.
"""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.arrays import rows_of


def size_band(classes: int, school_type: str, bands: pd.DataFrame) -> str:
    """The band's Japanese name; 「学級なし」 for a school without ordinary classes.

    Args:
        classes: ordinary classes of the school, combined ones included.
        school_type: 小学校, 中学校 or 義務教育学校.
        bands: columns school_type, from_classes, to_classes (missing: no upper end), band.
    """
    columns = ["school_type", "from_classes", "to_classes", "band"]
    for kind, fewest, most, band in rows_of(bands, columns):
        if kind == school_type and fewest <= classes and (pd.isna(most) or classes <= most):
            return str(band)
    return "学級なし"
