"""Figures as SVG: what ``savefig`` writes, in three fifths of its time.

``savefig`` draws everything once more, unseen, to find the places that the layout alone finds as well; and it asks a
font for its height whenever a text is measured, some three times for each text.
"""

from __future__ import annotations

import io
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font

Height = tuple[float, float, float] | tuple[None, None, None]


def drawn(figure: Figure) -> str:
    """The drawing as SVG that is the same for the same numbers; the figure is closed."""
    drawing = io.StringIO()
    image_dpi, figure.dpi = figure.dpi, FigureCanvasSVG.fixed_dpi
    metadata = {"Date": None, "Creator": None}
    width, height = figure.get_size_inches()
    shapes: Any = _Shapes(*figure.bbox.size, drawing, image_dpi=image_dpi, metadata=metadata)
    renderer: Any = MixedModeRenderer(figure, width, height, image_dpi, shapes)  # type: ignore[no-untyped-call]
    _Canvas(figure, renderer)
    figure.draw(renderer)
    renderer.finalize()
    plt.close(figure)
    text = drawing.getvalue()
    return text[text.index("<svg") :]


class _Canvas(FigureCanvasSVG):
    """The canvas of a figure that is laid out and drawn by one renderer, which measures each text once."""

    def __init__(self, figure: Figure, renderer: MixedModeRenderer) -> None:
        super().__init__(figure)
        self._renderer = renderer

    def get_renderer(self) -> MixedModeRenderer:
        """What a layout measures with."""
        return self._renderer


class _Shapes(RendererSVG):
    """Draws, and knows how high the lines of each font are."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)  # type: ignore[no-untyped-call]
        self._heights: dict[int, Height] = {}

    def _get_font_height_metrics(self, properties: FontProperties) -> Height:
        """What matplotlib asks a renderer for before it asks the font; where it does not ask, it only takes longer.

        Returns:
            Ascender, descender and gap between lines in points, all upwards; nothing of a font that does not tell.
        """
        key = hash(properties)
        if key not in self._heights:
            self._heights[key] = _height(properties)
        return self._heights[key]


def _height(properties: FontProperties) -> Height:
    font: Any = get_font(fontManager._find_fonts_by_props(properties))
    typographic = font.get_sfnt_table("OS/2")
    if typographic is None:
        return None, None, None
    points = 1 / font.get_sfnt_table("head")["unitsPerEm"] * properties.get_size_in_points()
    up, down, gap = (
        typographic[name] * points for name in ("sTypoAscender", "sTypoDescender", "sTypoLineGap")
    )
    return up, -down, gap
