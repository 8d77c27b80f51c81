import copy

from hypothesis import given
from hypothesis import strategies as st

from edu_dx.present.block import Block, Measure
from edu_dx.review.difference.compare import difference
from edu_dx.review.difference.contents import Cell, Contents
from edu_dx.review.difference.plain import difference_text
from edu_dx.review.difference.result import BlockChange, Difference, Mark, TextChange
from tests.review.difference.samples import (
    FINDING,
    SCHOOLS,
    YEARS,
    blocks,
    check,
    count,
    figure,
    number,
    record,
    run,
    table,
    text,
)

RECORD = record()
NAMES = st.text(alphabet="あいうえおかきくけこ", min_size=1, max_size=4)
NUMBERS = st.integers(-(10**6), 10**6)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    width = draw(st.integers(1, 4))
    columns = [text("name", "名前"), *(count(f"c{n}", f"列{n}") for n in range(width))]
    return table([[name, *(draw(NUMBERS) for _ in range(width))] for name in names], columns)


def shown(*items: Block | Cell) -> Contents:
    return Contents(RECORD, items, ())


def written(finding: str) -> Cell:
    return Cell("findings", finding, "分かったこと", finding=True)


def only_block(found: Difference) -> BlockChange:
    (change,) = found.changes
    assert isinstance(change, BlockChange)
    return change


def test_identical_notebooks_have_an_empty_difference() -> None:
    found = difference(run(), run())
    assert found.nothing
    assert not found.unexplained


def test_changes_come_in_the_order_of_the_notebook_and_hidden_ones_last() -> None:
    old = run(number(8410.1), table(SCHOOLS), figure(YEARS), check(True))
    new = run(
        number(8410.2),
        table(SCHOOLS[1:]),
        figure(YEARS[1:]),
        check(False),
        finding=FINDING.replace("9つ", "8つ"),
    )
    names = [
        change.cell if isinstance(change, TextChange) else change.name
        for change in difference(old, new).changes
    ]
    assert names == ["schools", "trend", "adds-up", "findings", "pupils"]


def test_a_period_that_changed_everywhere_is_told_once() -> None:
    old, new = (
        [block.model_copy(update={"period": period}) for block in blocks()]
        for period in ("2024年度", "2025年度")
    )
    found = difference(run(*old), run(*new))
    assert not found.changes
    (shared,) = found.shared
    assert (shared.label, len(shared.blocks)) == ("期間", len(old))


def test_without_a_notebook_blocks_alone_are_compared() -> None:
    old = Contents(record(), (number(8410), table(SCHOOLS)))
    new = Contents(record(), (number(8395), table(SCHOOLS)))
    assert [change.name for change in difference(old, new).changes] == ["pupils"]


def test_where_one_side_withholds_a_value_the_students_words_are_not_told() -> None:
    old = run(table([["あおば小", 7, 1]]), finding="7人です。", record=record(edition="public"))
    new = run(
        table([["あおば小", None, 1]], suppressed=[(0, 1)]),
        finding="少ない人数です。",
        record=record(edition="public"),
    )
    for found in (difference(old, new), difference(new, old)):
        assert "7" not in str([change for change in found.changes])
        assert found.changes[-1].tokens == ()


def test_between_editions_neither_words_nor_drawings_are_told() -> None:
    old = run(number(8410, note="うち7人"), figure(YEARS), finding="7人です。")
    new = run(number(8410), finding="少ない人数です。", record=record(edition="public"))
    assert "7人" not in str(difference(old, new).changes)
    assert "<svg" not in str(difference(old, new).changes)


@given(tables())
def test_equal_tables_have_no_change(block: Block) -> None:
    assert difference(shown(block), shown(block.model_copy(deep=True))).nothing


@given(tables(), st.data())
def test_one_planted_cell_is_found_and_nothing_else(block: Block, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(block.rows) - 1))
    column = data.draw(st.integers(1, len(block.columns) - 1))
    value = data.draw(NUMBERS.filter(lambda number: number != block.rows[row][column]))
    rows = copy.deepcopy(block.rows)
    rows[row][column] = value
    found = only_block(difference(shown(block), shown(block.model_copy(update={"rows": rows}))))
    assert [(one.label, [v.name for v in one.values]) for one in found.table.rows] == [
        (block.rows[row][0], [block.columns[column].label])
    ]
    assert not (found.table.added_rows or found.table.removed_rows or found.words)


@given(tables(), st.data())
def test_one_planted_row_is_found_and_nothing_else(block: Block, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(block.rows)))
    new_row = ["新しい行", *range(len(block.columns) - 1)]
    rows = [*block.rows[:place], new_row, *block.rows[place:]]
    longer = block.model_copy(update={"rows": rows})
    forth, back = (
        only_block(difference(*sides))
        for sides in ((shown(block), shown(longer)), (shown(longer), shown(block)))
    )
    assert [row.label for row in forth.table.added_rows] == ["新しい行"]
    assert forth.table.added_rows == back.table.removed_rows
    assert not (forth.table.rows or forth.table.removed_rows or forth.table.reordered)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_number_counts_as_changed_when_its_stored_value_differs(old: float, new: float) -> None:
    found = difference(shown(number(old)), shown(number(new)))
    noise = abs(old - new) <= 1e-12 * max(abs(old), abs(new), 1)
    assert found.nothing == noise


@given(tables(), tables(), st.sampled_from(["", "人数は減ります。", FINDING]), NUMBERS, NUMBERS)
def test_swapping_the_runs_mirrors_the_difference(
    old: Block, new: Block, finding: str, before: int, after: int
) -> None:
    forth = difference(
        shown(old, number(before), written(FINDING)), shown(new, number(after), written(finding))
    )
    back = difference(
        shown(new, number(after), written(finding)), shown(old, number(before), written(FINDING))
    )
    assert _mirrored(forth) == _plain(back)


def _plain(found: Difference) -> set[object]:
    return _facts(found, swap=False)


def _mirrored(found: Difference) -> set[object]:
    return _facts(found, swap=True)


def _facts(found: Difference, *, swap: bool) -> set[object]:
    """What was found, as if the sides were swapped."""
    facts: set[object] = set()
    for change in found.changes:
        if isinstance(change, TextChange):
            facts |= {
                (change.cell, _swapped(token.mark) if swap else token.mark, token.text)
                for token in change.tokens
            }
            continue
        rows = [("", change.values), *((row.label, row.values) for row in change.table.rows)]
        for label, values in rows:
            for value in values:
                sides = (value.new, value.old) if swap else (value.old, value.new)
                facts.add((change.name, label, value.name, *sides, value.unseen))
        one, other = change.table.added_rows, change.table.removed_rows
        facts.add((change.name, "added", *(other if swap else one)))
        facts.add((change.name, "removed", *(one if swap else other)))
        one, other = change.table.added_columns, change.table.removed_columns
        facts.add(
            (change.name, "columns", *sorted(other if swap else one), "|", *sorted(one if swap else other))
        )
    return facts


def _swapped(mark: Mark) -> Mark:
    return {Mark.INSERTED: Mark.DELETED, Mark.DELETED: Mark.INSERTED, Mark.SAME: Mark.SAME}[mark]


@given(tables(), st.data(), st.booleans())
def test_whatever_one_side_withholds_appears_nowhere(block: Block, data: st.DataObject, back: bool) -> None:
    places = [(row, column) for row in range(len(block.rows)) for column in range(1, len(block.columns))]
    hidden = sorted(data.draw(st.sets(st.sampled_from(places), min_size=1)))
    rows = copy.deepcopy(block.rows)
    closed_rows = copy.deepcopy(block.rows)
    for row, column in hidden:
        rows[row][column], closed_rows[row][column] = 7_000_000 + row, None
    told = "うち7,000,000人です。"
    open_ = shown(block.model_copy(update={"rows": rows, "note": told}), written(told))
    closed = shown(
        block.model_copy(update={"rows": closed_rows, "suppressed": hidden}), written("少ないです。")
    )
    found = difference(*((closed, open_) if back else (open_, closed)))
    assert "7,000,0" not in f"{found}{difference_text(found)}"
    assert "700000" not in f"{found}"


@given(st.lists(st.sampled_from(range(5)), unique=True, min_size=1))
def test_exactly_the_changed_blocks_are_told(places: list[int]) -> None:
    changed = [
        number(8395),
        blocks()[1].model_copy(update={"measure": _measure(119)}),
        table(SCHOOLS[:2]),
        figure(YEARS, "<svg>後</svg>"),
        check(False),
    ]
    new = [changed[place] if place in places else block for place, block in enumerate(blocks())]
    found = difference(shown(*blocks()), shown(*new))
    assert {change.name for change in found.changes} == {changed[place].name for place in places}
    assert found.unexplained


def _measure(numerator: int) -> Measure:
    measure = blocks()[1].measure
    assert measure is not None
    return measure.model_copy(update={"value": numerator / 155, "numerator": numerator})
