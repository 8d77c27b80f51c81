import pytest

from edu_dx.tables.school_name import full_school_name


@pytest.mark.parametrize(
    ("name", "school_type", "full"),
    [
        ("あおば", "小学校", "あおば小学校"),
        ("みほん市立あおば小学校", "小学校", "みほん市立あおば小学校"),
        ("あおば小学校おくやま分校", "小学校", "あおば小学校おくやま分校"),
        ("みほん学園", "義務教育学校", "みほん学園"),
        ("学校坂", "中学校", "学校坂中学校"),
    ],
)
def test_a_school_is_named_with_its_type_once(name: str, school_type: str, full: str) -> None:
    assert full_school_name(name, school_type) == full
