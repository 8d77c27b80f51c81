import pytest

from edu_dx.metrics.school_size import size_band
from edu_dx.tables.reference import school_size_bands


@pytest.mark.parametrize(
    ("school_type", "classes", "band"),
    [
        ("小学校", 5, "1〜5学級"),
        ("小学校", 6, "6学級"),
        ("小学校", 12, "12〜18学級"),
        ("小学校", 31, "31学級以上"),
        ("中学校", 3, "3学級"),
        ("中学校", 18, "12〜18学級"),
        ("中学校", 60, "31学級以上"),
        ("義務教育学校", 18, "18〜27学級"),
        ("小学校", 0, "学級なし"),
    ],
)
def test_band(school_type, classes, band):
    assert size_band(classes, school_type, school_size_bands()) == band


def test_the_bands_of_each_school_type_leave_no_gap():
    for school_type in ("小学校", "中学校", "義務教育学校"):
        bands = [size_band(classes, school_type, school_size_bands()) for classes in range(1, 60)]
        assert "学級なし" not in bands
