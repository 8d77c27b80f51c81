from edu_dx.intake.findings import Result

PUPILS = [30, 31, 29, 33, 35, 32]


def test_a_school_of_the_own_city_that_is_left_out_is_named(grades_file, finding_of, register) -> None:
    path = grades_file({"あおば": PUPILS, "かえで": PUPILS})
    finding = finding_of("schools_of_register_missing", path, register=register)
    assert (finding.result, finding.values) == (Result.WARNING, ("みほん市立さくら小学校",))


def test_closed_schools_and_those_of_other_cities_are_not_missed(grades_file, finding_of, register) -> None:
    register.loc[register["school_code"] == "B109299000031", "branch"] = "廃校"
    path = grades_file({"あおば": PUPILS, "かえで": PUPILS})
    assert finding_of("schools_of_register_missing", path, register=register).result is Result.PASSED
