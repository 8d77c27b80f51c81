from edu_dx.intake.findings import Result


def coded(code: str) -> list[list[object]]:
    return [
        ["令和6年5月1日"],
        ["学校コード", "学校名", "1年", "2年", "3年"],
        [code, "あおば小学校", 30, 31, 29],
    ]


def test_a_wrong_check_digit_is_told_with_the_right_one(write_csv, finding_of) -> None:
    finding = finding_of("wrong_codes", write_csv("児童数.csv", coded("B109299000014")))
    assert (finding.result, finding.place) == (Result.FAILED, "3行目")
    assert "末尾が 3" in finding.values[0]


def test_a_right_code_passes(write_csv, finding_of) -> None:
    assert finding_of("wrong_codes", write_csv("児童数.csv", coded("B109299000013"))).result is Result.PASSED
