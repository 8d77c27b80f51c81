from edu_dx.report.review_copy.links import WHOLE_RUN, code_id, place_id, thread_id


def test_a_result_stands_under_its_own_name_and_nothing_else_can() -> None:
    names = [
        place_id("pupils", {"pupils"}),
        place_id("findings", {"pupils"}),
        place_id("", {"pupils"}),
        thread_id(3),
        code_id("count"),
    ]

    assert names == ["pupils", "cell:findings", WHOLE_RUN, "comment:3", "code:count"]
    assert all(":" in name for name in names[1:])
