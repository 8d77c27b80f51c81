from edu_dx.metrics.progression import city_progression
from edu_dx.metrics.school_factors import school_factors
from tests.metrics.surveys import cohorts_since, panel


def test_a_school_that_keeps_growing_beside_the_city_is_seen():
    years = {}
    for year in range(2020, 2025):
        years[year, "小学校", "団地"] = [100, 110, 121, 133, 146, 161]
        years[year, "小学校", "町"] = [200, 200, 200, 200, 200, 200]
    growing = panel(years)
    factors = school_factors(
        cohorts_since(2020, growing), city_progression(cohorts_since(2020, growing))
    ).table()
    factors = factors.set_index(["school_type", "school_code", "stage"])["factor"]
    assert factors["小学校", "団地", "小学校"] > 1.03
    assert factors["小学校", "町", "小学校"] < 1


def test_one_survey_tells_nothing_about_a_school():
    once = panel({(2024, "小学校", "甲"): [90, 102, 100, 98, 100, 100]})

    factors = school_factors(cohorts_since(2024, once), city_progression(cohorts_since(2024, once)))

    assert factors.yearly("小学校").tolist() == [1.0]
    assert factors.table().empty
    assert factors.table().columns[:3].tolist() == ["school_type", "school_code", "stage"]
