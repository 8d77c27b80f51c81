from edu_dx.report.block_texts import basis_texts, captions, number_texts
from tests.report.sample import grades_table, key_number, key_share, trend_figure, wide_table


def test_tables_and_figures_are_numbered_apart() -> None:
    assert captions([grades_table(), trend_figure(), key_number(), wide_table()]) == {
        "grades": "表1",
        "wide": "表2",
        "trend": "図1",
    }


def test_a_number_keeps_its_unit_and_its_parts_on_one_line() -> None:
    texts = number_texts(key_share())

    assert (texts["value"], texts["basis"]) == ("77.4\u00a0%", ["120\u00a0÷\u00a0155"])


def test_a_result_says_what_it_rests_on() -> None:
    assert basis_texts(key_number()) == [
        "期間：2015〜2025年度（各年5月1日現在）",
        "対象：市立小中学校",
        "資料：児童生徒数",
    ]
