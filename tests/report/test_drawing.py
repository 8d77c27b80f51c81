import re

import pytest

from edu_dx.errors import UserError
from edu_dx.present.block import Block
from edu_dx.report.drawing import page_svg, width_mm
from tests.report.sample import trend_figure

HOSTILE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100pt" onload="x()">
<style>* { background: url(http://example.invalid/a.png) }</style><script>x()</script><foreignObject><p>x</p></foreignObject>
<metadata>x</metadata><image href="http://example.invalid/b.png"/><a href="http://example.invalid"><path d="M0 0"/></a>
<g id="a" style="fill: url(#a)"><path d="M0 0L1 1" clip-path="url(#a)" onclick="x()" style="fill: url(http://example.invalid)"/>
<use xlink:href="#a"/></g></svg>"""


def drawing(svg: str, name: str = "one") -> str:
    return page_svg(svg, name, "移り変わり")


def test_nothing_but_shapes_is_left() -> None:
    svg = drawing(HOSTILE)

    assert not re.search(r"script|style>|foreign|onload|onclick|example|metadata|<a ", svg)
    assert 'd="M0 0L1 1"' in svg


def test_ids_and_what_points_to_them_belong_to_the_block() -> None:
    svg = drawing(HOSTILE, name="two")

    assert 'id="two-a"' in svg
    assert svg.count("url(#two-a)") == 2
    assert 'href="#two-a"' in svg


@pytest.fixture(scope="module")
def figure() -> Block:
    return trend_figure()


def test_a_figure_of_matplotlib_keeps_its_shapes(figure: Block) -> None:
    assert page_svg(figure.svg, figure.name, figure.title).count("<path") == figure.svg.count("<path")
    assert page_svg(figure.svg, figure.name, figure.title).count("<use") == figure.svg.count("<use")


def test_a_figure_keeps_its_size_unless_the_page_is_narrower(figure: Block) -> None:
    assert width_mm(figure.svg, at_most=166) == pytest.approx(160, abs=0.1)
    assert width_mm(figure.svg, at_most=100) == 100


def test_a_broken_drawing_is_refused() -> None:
    with pytest.raises(UserError, match="移り変わり"):
        drawing("<svg><g></svg>")


@pytest.mark.parametrize(
    "value",
    [
        r"fill: u\72l(http://example.invalid)",
        "background: image-set('http://example.invalid' 1x)",
        'background: -webkit-image-set("http://example.invalid" 1x)'.replace('"', "&quot;"),
        "background: src('http://example.invalid')",
    ],
)
def test_no_spelling_of_an_address_gets_into_the_page(value: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1" style="{value}"/></svg>'

    assert "example.invalid" not in page_svg(svg, "one", "図")


@pytest.mark.parametrize("value", ["url(http://example.invalid)", "path('http://example.invalid')"])
def test_a_path_is_made_of_nothing_but_commands_and_numbers(value: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1.5e-3"/><path d="{value}"/></svg>'

    kept = page_svg(svg, "one", "図")

    assert 'd="M0 0L1 1.5e-3"' in kept
    assert "example.invalid" not in kept
