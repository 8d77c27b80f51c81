import pytest

from edu_dx.metrics.class_count import ClassLimits
from edu_dx.tables.reference import (
    class_size_limits,
    combined_class_limits,
    reference_dates,
    school_size_bands,
    special_support_limits,
)


@pytest.mark.parametrize(
    ("prefecture", "school_type", "grade", "fiscal_year", "limit"),
    [
        # 義務標準法: 35 pupils from 小1 2011, 小2 2021 … 小6 2025, 中1 2026 … 中3 2028
        ("全国", "小学校", 1, 2010, 40),
        ("全国", "小学校", 1, 2011, 35),
        ("全国", "小学校", 2, 2020, 40),
        ("全国", "小学校", 2, 2021, 35),
        ("全国", "小学校", 6, 2024, 40),
        ("全国", "小学校", 6, 2025, 35),
        ("全国", "中学校", 7, 2025, 40),
        ("全国", "中学校", 7, 2026, 35),
        ("全国", "中学校", 9, 2027, 40),
        ("全国", "中学校", 9, 2028, 35),
        # 栃木県 was earlier
        ("栃木県", "小学校", 6, 2019, 40),
        ("栃木県", "小学校", 6, 2020, 35),
        ("栃木県", "中学校", 9, 2018, 35),
    ],
)
def test_class_size_limits(prefecture, school_type, grade, fiscal_year, limit):
    assert ClassLimits(class_size_limits(), prefecture).of(school_type, grade, fiscal_year) == limit


def test_periods_of_one_grade_do_not_overlap():
    table = class_size_limits().astype({"to_year": "Int64"}).fillna({"to_year": 9999})
    for _, rows in table.groupby(["prefecture", "school_type", "grade"]):
        in_order = rows.sort_values("from_year")
        assert (in_order["from_year"].iloc[1:].to_numpy() > in_order["to_year"].iloc[:-1].to_numpy()).all()


def test_every_grade_has_a_national_limit_for_every_year_since_1991():
    limits = ClassLimits(class_size_limits(), "全国")
    for grade in range(1, 10):
        for year in (1991, 2000, 2012, 2026, 2045):
            kind = "小学校" if grade <= 6 else "中学校"
            assert limits.of(kind, grade, year) in (35, 40)


@pytest.mark.parametrize(
    "table", [class_size_limits(), combined_class_limits(), special_support_limits(), school_size_bands()]
)
def test_every_row_names_its_authority(table):
    assert table["authority"].notna().all()


@pytest.mark.parametrize("table", [class_size_limits(), combined_class_limits(), special_support_limits()])
def test_every_limit_says_whether_it_has_been_confirmed(table):
    assert set(table["confidence"]) <= {"確認済", "要確認"}


def test_combined_class_limits():
    limits = combined_class_limits().set_index(["prefecture", "school_type", "with_first_grade"])["limit"]
    assert limits["全国", "小学校", 0] == 16
    assert limits["全国", "小学校", 1] == 8
    assert limits["全国", "中学校", 0] == 8
    assert limits["兵庫県", "小学校", 0] == 14


def test_special_support_limit():
    assert special_support_limits()["limit"].tolist() == [8]


def test_reference_dates_are_days_of_the_year_in_the_order_of_a_fiscal_year():
    table = reference_dates()
    days = [(row.month, row.day) for row in table.itertuples()]

    assert days == [(4, 1), (5, 1), (9, 1), (3, 1), (3, 31)]
    assert table.notna().all(axis=None)
