import io
from collections.abc import Callable

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from edu_dx.present import style
from edu_dx.present.svg import drawn


def lines() -> Figure:
    figure, axes = plt.subplots(1, 3, sharey=True)
    for place, ax in enumerate(axes):
        ax.plot([2020, 2025], [1_000 * place, 12_345], label="児童数")
        ax.set_title(f"学校{place}")
        ax.set_ylabel("人")
        ax.legend(loc="best")
    return figure


def bars() -> Figure:
    figure, ax = plt.subplots(figsize=(6, 2))
    ax.bar(["とても長い名前の用件", "転入", "証明"], [3, -2, 9], hatch="///", label="枚数")
    ax.annotate("最も多い", (2, 9), xytext=(0, 3), textcoords="offset points", ha="center")
    ax.tick_params(axis="x", rotation=60)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0))
    ax.twinx().set_ylabel("右の軸")
    return figure


def heatmap() -> Figure:
    figure, ax = plt.subplots()
    figure.colorbar(ax.imshow([[0.1, 0.2], [0.3, 0.4]]), ax=ax, label="割合")
    figure.suptitle("表題")
    return figure


def words() -> Figure:
    figure, ax = plt.subplots()
    ax.set_title("二行の\n表題", fontsize=14, linespacing=1.5)
    ax.text(0.1, 0.5, "one\nmore\n$x^2$", family="DejaVu Sans", weight="bold", rotation=30)
    ax.set_xlabel("単位のある軸", fontsize=7)
    return figure


def placed_by_hand() -> Figure:
    figure = plt.figure(layout="none")
    figure.add_axes((0.2, 0.2, 0.7, 0.7)).plot([1, 2], [3, 4])
    return figure


@pytest.mark.parametrize("draw", [lines, bars, heatmap, words, placed_by_hand])
def test_a_drawing_is_the_one_that_matplotlib_saves(draw: Callable[[], Figure]) -> None:
    style.apply()
    saved = io.StringIO()
    draw().savefig(saved, format="svg", metadata={"Date": None, "Creator": None})

    assert drawn(draw()) == saved.getvalue()[saved.getvalue().index("<svg") :]


def test_a_font_is_asked_for_its_height_once_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    style.apply()
    asked = []
    monkeypatch.setattr("edu_dx.present.svg._height", lambda font: asked.append(font) or (9.0, 2.0, 0.0))
    figure, ax = plt.subplots()
    ax.set_xlabel("年度", fontsize=7)

    drawn(figure)

    # Tick labels, and the label of the axis.
    assert len(asked) == 2


def test_a_font_without_such_a_table_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    style.apply()
    expected = drawn(lines())
    monkeypatch.setattr("edu_dx.present.svg._height", lambda font: (None, None, None))

    assert drawn(lines()) == expected
