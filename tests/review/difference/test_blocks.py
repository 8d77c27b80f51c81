from edu_dx.present.block import Block, Format, Measure
from edu_dx.review.difference.blocks import block_change, lone_block
from edu_dx.review.difference.result import BlockChange, Mark
from tests.review.difference.samples import YEARS, check, figure, number, table

RATIO = {"format": Format.RATIO, "unit": ""}


def change(old: Block, new: Block, withheld: tuple[bool, bool] = (False, False)) -> BlockChange:
    found = block_change(old, new, withheld=withheld, across_editions=False)
    assert found is not None
    return found


def values(found: BlockChange) -> list[str]:
    return [f"{value.name} {value.text}" for value in found.values]


def test_an_equal_block_has_no_change() -> None:
    assert block_change(number(8410), number(8410), withheld=(False, False), across_editions=False) is None


def test_a_share_is_told_with_its_parts() -> None:
    old = number(0.5, numerator=100, denominator=200, **RATIO)
    new = number(0.55, numerator=121, denominator=220, **RATIO)
    assert values(change(old, new)) == [
        "値 50.0 % → 55.0 %（＋5.0 ポイント）",
        "分子 100 → 121（＋21、＋21.0 %）",
        "分母 200 → 220（＋20、＋10.0 %）",
    ]


def test_an_estimate_is_told_with_its_range() -> None:
    old = number(933.4, low=900, high=960, range_label="80%の幅")
    new = number(933.4, low=890, high=960, range_label="80%の幅")
    assert values(change(old, new)) == ["80%の幅の下 900 → 890 人（−10、−1.1 %）"]


def test_an_amount_of_money_has_its_unit() -> None:
    old, new = (
        number(1, unit="", format=Format.YEN).model_copy(
            update={"measure": Measure(value=value, format=Format.YEN)}
        )
        for value in (-1000, -1200)
    )
    assert values(change(old, new)) == ["値 −1,000 → −1,200 円（−200、−20.0 %）"]


def test_only_the_stored_value_changed() -> None:
    found = change(number(8410.1), number(8410.2))
    assert found.unseen
    assert not change(number(8410.1), number(8410.2, note="新しい注記")).unseen


def test_a_title_is_compared_word_by_word() -> None:
    found = change(number(1, title="2024年度の人数"), number(1, title="2025年度の人数"))
    assert not found.result_seen
    (words,) = found.words
    assert words.label == "題名"
    assert [(token.mark, token.text) for token in words.tokens[:2]] == [
        (Mark.DELETED, "2024"),
        (Mark.INSERTED, "2025"),
    ]


def test_a_check_that_holds_no_longer_is_failing() -> None:
    found = change(check(True), check(False, guidance="資料を確かめてください。"))
    assert (found.outcome, found.failing) == (("適合", "要確認"), True)
    assert not change(check(False), check(True)).failing


def test_a_figure_is_told_by_the_numbers_behind_it_and_both_drawings() -> None:
    found = change(figure(YEARS), figure([YEARS[0], ["2025", 8395]], "<svg>後</svg>"))
    assert [row.values[0].text for row in found.table.rows] == ["8,410 → 8,395 人（−15、−0.2 %）"]
    assert (found.old_svg, found.new_svg, found.redrawn) == ("<svg>前</svg>", "<svg>後</svg>", False)


def test_a_figure_may_be_drawn_differently_though_the_numbers_are_the_same() -> None:
    found = change(figure(YEARS), figure(YEARS, "<svg>後</svg>"))
    assert found.redrawn
    assert found.table.nothing


def test_another_kind_of_chart_is_told_in_words() -> None:
    old = figure(YEARS)
    assert old.chart is not None
    new = old.model_copy(update={"chart": old.chart.model_copy(update={"kind": "bar"})})
    assert [word.label for word in change(old, new).words] == ["図の形"]


def test_where_a_value_is_withheld_neither_drawing_nor_free_words_are_told() -> None:
    old = figure([["2024", 8768], ["2025", 7]], alt="2025年度は7人。")
    new = table(
        [["2024", 8768], ["2025", None]], old.columns, name="trend", suppressed=[(1, 1)], note="伏せました"
    )
    for found in (change(old, new, (False, True)), change(new, old, (True, False))):
        assert not (found.old_svg or found.new_svg or found.redrawn)
        assert "7人" not in str(found)
        assert {word.label for word in found.words if not word.tokens} == {"題名", "注記", "図の説明"}


def test_a_number_that_one_side_withholds_is_not_told() -> None:
    found = change(number(7), number(None), (False, True))
    assert [value.text for value in found.values] == ["x → x（伏せた値のため示しません）"]


def test_a_block_of_one_side_is_told_in_a_few_words() -> None:
    added = lone_block(number(8410, low=8000, high=9000), "added", across_editions=False)
    assert added.printed == "8,410 人　幅 8,000〜9,000"
    assert lone_block(figure(YEARS), "removed", across_editions=False).old_svg == "<svg>前</svg>"
    assert lone_block(table([["あおば小", 1, 2]]), "added", across_editions=False).printed == "1行 × 3列"
    assert lone_block(check(False), "added", across_editions=False).failing


def test_across_editions_a_block_of_one_side_is_only_named() -> None:
    lone = lone_block(figure(YEARS), "removed", across_editions=True)
    assert (lone.printed, lone.old_svg) == ("", "")
