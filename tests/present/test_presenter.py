from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from edu_dx.present import (
    BLOCK_MIME,
    Block,
    Chart,
    Format,
    Presenter,
    Protection,
    count,
    presenter,
    ratio,
    text,
)
from edu_dx.workspace import Workspace
from tests.boards import store_three_schools

SERVICES = pd.DataFrame(
    {
        "service": ["転入", "就学援助", "証明"],
        "affected": pd.array([3, None, 40], dtype="Int64"),
        "tickets": [30, 20, 400],
    }
).assign(share=lambda rows: rows["affected"] / rows["tickets"])
COLUMNS = [
    text("service", "用件"),
    count("affected", "影響", "枚", protection=Protection.ORDINARY),
    count("tickets", "番号札", "枚"),
    ratio("share", "割合", numerator="affected", denominator="tickets"),
]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """The blocks that a notebook would show."""
    blocks: list[Block] = []

    def display(bundle: dict[str, Any], raw: bool) -> None:
        blocks.append(Block.model_validate(bundle[BLOCK_MIME]))

    monkeypatch.setattr(presenter, "display", display)
    return blocks


def presenting(board: Workspace, edition: Any = "internal") -> Presenter:
    store_three_schools(board)
    return Presenter(board, edition=edition, period="2025年度", filter="全市", tables=["enrolment"])


def test_a_table_carries_unrounded_values_and_where_they_come_from(
    board: Workspace, shown: list[Block]
) -> None:
    presenting(board).table("services", SERVICES, title="用件", columns=COLUMNS)

    (block,) = shown
    assert block.rows == [["転入", 3, 30, 0.1], ["就学援助", None, 20, None], ["証明", 40, 400, 0.1]]
    assert (block.period, block.filter) == ("2025年度", "全市")
    assert block.sources[0].fingerprint == board.store.fingerprint("enrolment")


def test_the_public_edition_holds_no_withheld_value_anywhere(board: Workspace, shown: list[Block]) -> None:
    presenting(board, "public").table("services", SERVICES, title="用件", columns=COLUMNS)

    (block,) = shown
    assert block.rows[0] == ["転入", None, 30, None]
    assert (0, 1) in block.suppressed and (0, 3) in block.suppressed


def test_the_same_figure_is_drawn_as_the_same_bytes(board: Workspace, shown: list[Block]) -> None:
    show = presenting(board)
    for name in ("first", "second"):
        figure, axes = plt.subplots()
        axes.plot([1, 2], [3, 4], label="児童数")
        axes.legend()
        chart = Chart(kind="line", x="service", series=["tickets"], x_title="用件", y_title="枚")
        show.figure(name, figure, SERVICES, title="図", columns=COLUMNS, chart=chart, alt="増えている")

    assert shown[0].svg == shown[1].svg
    assert shown[0].svg.startswith("<svg")


def test_a_ratio_without_its_parts_is_refused(board: Workspace) -> None:
    with pytest.raises(ValueError, match="numerator and denominator"):
        presenting(board).number("share", 0.5, title="割合", format=Format.RATIO)


def test_a_block_name_is_used_once(board: Workspace, shown: list[Block]) -> None:
    show = presenting(board)
    show.number("pupils", 1, title="数", unit="人")

    with pytest.raises(ValueError, match="used twice"):
        show.number("pupils", 2, title="数", unit="人")


def test_the_public_edition_draws_nothing_that_it_withholds(board: Workspace, shown: list[Block]) -> None:
    figure, _ = plt.subplots()
    chart = Chart(kind="bar", x="service", series=["affected"], x_title="用件", y_title="枚")
    presenting(board, "public").figure(
        "services", figure, SERVICES, title="用件", columns=COLUMNS, chart=chart, alt="転入は3枚"
    )

    (block,) = shown
    assert (block.kind, block.svg, block.alt) == ("table", "", "")
    assert "図は載せていません" in block.note


def test_the_public_edition_withholds_a_small_number_with_its_ratio(
    board: Workspace, shown: list[Block]
) -> None:
    show = presenting(board, "public")
    show.number("few", 3, title="数", unit="人", protection=Protection.ORDINARY)
    show.number(
        "share",
        0.03,
        title="割合",
        format=Format.RATIO,
        numerator=3,
        denominator=100,
        protection=Protection.ORDINARY,
    )
    show.number("enough", 5, title="数", unit="人", protection=Protection.ORDINARY)

    assert [block.measure.value for block in shown if block.measure] == [None, None, 5]
    assert shown[1].measure is not None
    assert shown[1].measure.numerator is None
