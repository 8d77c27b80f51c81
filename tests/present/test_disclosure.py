from hypothesis import given
from hypothesis import strategies as st

from edu_dx.present import BlockColumn, Format, Protection
from edu_dx.present.disclosure import suppressed_cells

COLUMNS = [
    BlockColumn(key="service", label="用件", format=Format.TEXT),
    BlockColumn(key="affected", label="影響", format=Format.COUNT, unit="枚"),
    BlockColumn(key="tickets", label="番号札", format=Format.COUNT, unit="枚"),
    BlockColumn(key="share", label="割合", format=Format.RATIO, numerator="affected", denominator="tickets"),
]


def hidden_rows(counts: list[int], level: Protection) -> set[int]:
    rows = [["", count, 1000, count / 1000] for count in counts]
    cells = suppressed_cells(COLUMNS, rows, {"affected": level})
    return {row for row, column in cells if column == 1}


def test_a_small_count_takes_its_ratio_and_the_next_smallest_with_it() -> None:
    rows = [["a", 3, 100, 0.03], ["b", 50, 100, 0.5], ["c", 20, 100, 0.2]]

    cells = suppressed_cells(COLUMNS, rows, {"affected": Protection.ORDINARY})

    assert cells == [(0, 1), (0, 3), (2, 1), (2, 3)]


def test_the_threshold_itself_is_shown() -> None:
    assert hidden_rows([5, 6, 7], Protection.ORDINARY) == set()
    assert hidden_rows([10, 11], Protection.SENSITIVE) == set()


def test_a_zero_is_withheld_only_where_it_is_sensitive() -> None:
    assert hidden_rows([0, 30, 40], Protection.ORDINARY) == set()
    assert hidden_rows([0, 30, 40], Protection.SENSITIVE) == {0, 1}


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=12),
    st.sampled_from([Protection.ORDINARY, Protection.SENSITIVE]),
)
def test_no_withheld_count_is_given_away_by_the_column_total(counts: list[int], level: Protection) -> None:
    hidden = hidden_rows(counts, level)
    shown = [count for row, count in enumerate(counts) if row not in hidden]

    assert all(count >= level.value or count == 0 for count in shown)
    if hidden and any(count > 0 for count in shown):
        assert len(hidden) >= 2
        assert sum(counts[row] for row in hidden) >= level.value
