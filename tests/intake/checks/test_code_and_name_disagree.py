from edu_dx.intake.findings import Result


def coded(*schools: tuple[str, str]) -> list[list[object]]:
    head = ["学校コード", "学校名", "1年", "2年", "3年"]
    return [
        ["令和6年5月1日"],
        head,
        *[[code, name, 30 + row, 31, 29] for row, (code, name) in enumerate(schools)],
    ]


def test_codes_beside_the_wrong_names_are_told(write_csv, finding_of, register) -> None:
    rows = coded(("B109299000013", "さくら小学校"), ("B109299000022", "かえで小学校"))
    finding = finding_of("code_and_name_disagree", write_csv("児童数.csv", rows), register=register)
    assert (finding.result, finding.place) == (Result.WARNING, "3行目")
    assert "みほん市立あおば小学校" in finding.values[0]


def test_short_names_agree_with_full_ones(write_csv, finding_of, register) -> None:
    rows = coded(("B109299000013", "あおば小"), ("B109299000022", "市立かえで小学校"))
    finding = finding_of("code_and_name_disagree", write_csv("児童数.csv", rows), register=register)
    assert finding.result is Result.PASSED


def test_without_codes_there_is_nothing_to_compare(grades_file, finding_of, register) -> None:
    path = grades_file({"あおば": [30, 31, 29, 33, 35, 32]})
    assert finding_of("code_and_name_disagree", path, register=register).result is Result.NOT_APPLICABLE
