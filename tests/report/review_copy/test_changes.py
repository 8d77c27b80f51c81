from edu_dx.report.review_copy.changes import change_texts, passage_texts
from edu_dx.review.difference.result import (
    BlockChange,
    LoneRow,
    Mark,
    TableChange,
    TextChange,
    Token,
    WordChange,
)
from tests.report.review_copy.conftest import Texts, place
from tests.report.review_copy.played import AFTER


def test_a_number_is_told_old_and_new_with_both_differences(page: Texts) -> None:
    [value] = place(page, "pupils")["change"]["values"]

    assert (value["old"], value["new"], value["unit"]) == ("8,410", "8,300", "人")
    assert (value["absolute"], value["relative"]) == ("−110", "−1.3\u00a0%")


def test_a_sentence_is_told_word_by_word(page: Texts) -> None:
    tokens = place(page, "cell:findings")["change"]["tokens"]
    now = "".join(token["text"] for token in tokens if token["mark"] != "deleted")

    assert AFTER in now
    assert {token["mark"] for token in tokens} == {"same", "deleted", "inserted"}


def test_the_numbers_behind_a_figure_are_told_row_by_row(page: Texts) -> None:
    table = place(page, "trend")["change"]["table"]

    assert [(one["row"], one["name"], one["old"], one["new"]) for one in table["values"]] == [
        ("2025", "小学校", "5,800", "5,700")
    ]
    assert table["open"]


def test_of_unchanged_text_the_line_of_a_change_is_left_beside_it() -> None:
    tokens = [
        Token(Mark.SAME, "# 題\n\n" + "あ" * 500),
        Token(Mark.INSERTED, "い" * 500),
        Token(Mark.SAME, "う\nえ\nお"),
        Token(Mark.DELETED, "か"),
        Token(Mark.SAME, "き" * 500 + "\nく"),
    ]

    assert [token["text"] for token in passage_texts(tokens)] == [
        "…" + "あ" * 40,
        "い" * 500,
        "う\n…\nお",
        "か",
        "き" * 40 + "…",
    ]


def test_rows_of_one_side_alone_are_a_table_of_their_own() -> None:
    added = (LoneRow("2026", (("年度", "2026"), ("計（人）", "8,300"))),)
    table = change_texts(BlockChange("n", "table", "changed", "推計", table=TableChange(added_rows=added)))[
        "table"
    ]

    assert table["lone"] == [
        {"title": "加わった行", "headings": ["年度", "計（人）"], "rows": [["2026", "8,300"]]}
    ]
    assert table["summary"] == "1行が加わりました。"


def test_a_short_stretch_between_two_changes_stays_whole() -> None:
    tokens = [Token(Mark.DELETED, "か"), Token(Mark.SAME, "き" * 80), Token(Mark.DELETED, "か")]

    assert passage_texts(tokens)[1]["text"] == "き" * 80


def test_words_that_would_tell_a_withheld_value_are_not_told() -> None:
    text = TextChange(
        cell="f", heading="分かったこと", finding=True, presence="changed", tokens=(), sentences=1
    )
    block = BlockChange("n", "number", "changed", "人数", words=(WordChange("注記", ()),))

    assert change_texts(text)["untold"] == "伏せた値のため示しません"
    assert change_texts(block)["words"][0]["untold"] == "伏せた値のため示しません"
