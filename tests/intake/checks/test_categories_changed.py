from edu_dx.intake.findings import Result

HEAD = ["受付番号", "窓口", "用件", "発券時刻"]


def tickets(year: int, services: list[str]) -> list[list[object]]:
    return [
        HEAD,
        *[[n, "市民課", service, f"{year}-06-03 09:{n:02d}:00"] for n, service in enumerate(services, 1)],
    ]


def test_new_and_vanished_words_are_told(write_csv, finding_of, stored_from) -> None:
    before = write_csv("R5.csv", tickets(2023, ["住民票"] * 5 + ["戸籍"] * 5))
    now = write_csv("R6.csv", tickets(2024, ["住民票"] * 5 + ["戸籍証明"] * 5))
    finding = finding_of("categories_changed", now, stored=stored_from(before))
    assert finding.result is Result.WARNING
    assert finding.values == ("「用件」に新しい「戸籍証明」", "「用件」に「戸籍」がない")


def test_the_same_words_pass(write_csv, finding_of, stored_from) -> None:
    before, now = (write_csv(f"{year}.csv", tickets(year, ["住民票"] * 9)) for year in (2023, 2024))
    assert finding_of("categories_changed", now, stored=stored_from(before)).result is Result.PASSED
