"""Figures fit for a page: nothing but shapes, and names that do not clash with another figure's."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from edu_dx.errors import UserError

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SHAPES = frozenset(
    {
        *("svg", "g", "defs", "use", "symbol", "marker", "clipPath", "mask", "pattern"),
        *("path", "rect", "line", "polyline", "polygon", "circle", "ellipse", "text", "tspan", "image"),
        *("linearGradient", "radialGradient", "stop"),
    }
)
_EMBEDDED_IMAGE = "data:image/png;base64,"
_INNER_LINK = re.compile(r"url\(#")
# Also spelled with escapes, and by the functions that take an address as plain text.
_ANY_LINK = re.compile(r"url\(|image-set\(|image\(|src\(|@import|javascript:|\\", re.IGNORECASE)
# Sooner said of a long path than that it holds no link.
_PATH = re.compile(r"[\sMmZzLlHhVvCcSsQqTtAaEe0-9.,+-]*")
_POINTS_PER_MM = 72 / 25.4

ElementTree.register_namespace("", _SVG)


def page_svg(svg: str, name: str, title: str) -> str:
    """A drawing with only its shapes kept and every id made its own.

    A stylesheet inside a drawing would reach the whole page, and two drawings share glyph ids.

    Args:
        svg: the drawing.
        name: begins its ids.
        title: what it is called, should it be broken.
    """
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise UserError(
            f"図「{title}」の絵が壊れていて読めません。",
            where=name,
            fix="もう一度 edu-dx run で実行してください。",
        ) from error
    _keep_shapes(root, f"{name}-")
    root.set("stroke-linejoin", "round")
    return ElementTree.tostring(root, encoding="unicode")


def width_mm(svg: str, at_most: float) -> float:
    """The width that the drawing was made for, in millimetres, but not more than the page has."""
    match = re.search(r'<svg[^>]*?\swidth="([0-9.]+)pt"', svg)
    return min(float(match[1]) / _POINTS_PER_MM, at_most) if match else at_most


def _keep_shapes(element: ElementTree.Element, prefix: str) -> None:
    for child in list(element):
        if _local_name(child) in _SHAPES:
            _keep_shapes(child, prefix)
        else:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        kept = _attribute(name, value, prefix)
        if kept is not None:
            element.set("href" if name == _HREF else name, kept)


def _attribute(name: str, value: str, prefix: str) -> str | None:
    """The attribute's value as the page may have it; None for what is no shape's business."""
    if name == "id":
        return prefix + value
    if name == "d":
        return value if _PATH.fullmatch(value) else None
    if name in (_HREF, "href"):
        if value.startswith("#"):
            return f"#{prefix}{value[1:]}"
        return value if value.startswith(_EMBEDDED_IMAGE) else None
    if name.lower().startswith("on") or name.startswith("{"):
        return None
    own = _INNER_LINK.sub("\0", value)
    return None if _ANY_LINK.search(own) else own.replace("\0", f"url(#{prefix}")


def _local_name(element: ElementTree.Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{_SVG}}}")
