from edu_dx.intake.findings import Result


def test_every_unreadable_cell_is_told_at_once(grades_file, finding_of) -> None:
    path = grades_file({"あおば": [30, "三十?", 29, 33, 35, 32], "かえで": ["②", 31, 29, 33, 35, 32]})
    finding = finding_of("unreadable_cells", path)
    assert (finding.result, finding.place, len(finding.values)) == (Result.FAILED, "3・4行目", 2)
    assert "三十?" in finding.values[0]


def test_symbols_for_a_missing_number_are_readable(grades_file, finding_of) -> None:
    path = grades_file({"あおば": [30, "-", "…", "x", 35, 32]})
    assert finding_of("unreadable_cells", path).result is Result.PASSED
