"""How a block looks inside Jupyter."""

from __future__ import annotations

import base64
from html import escape

from edu_dx.present.block import Block, Format
from edu_dx.present.display import cell_text, measure_basis, measure_text


def preview_html(block: Block) -> str:
    """The block as an HTML fragment for a notebook's output area."""
    body = {
        "table": _table_html,
        "figure": _figure_html,
        "number": _number_html,
        "check": _check_html,
    }[block.kind](block)
    note = f"<p>{escape(block.note)}</p>" if block.note else ""
    source = "、".join(source.label for source in block.sources)
    basis = escape(f"期間: {block.period}　対象: {block.filter}　資料: {source}")
    return f'<section><h4>{escape(block.title)}</h4>{body}{note}<p style="color:#555">{basis}</p></section>'


def preview_text(block: Block) -> str:
    """The block in one line, for terminals and logs."""
    if block.kind == "number" and block.measure is not None:
        return f"{block.title}: {measure_text(block.measure)} {measure_basis(block.measure)}".rstrip()
    if block.kind == "check":
        return f"{'✓ 適合' if block.passed else '✗ 要確認'} {block.title} {block.note}".rstrip()
    return f"{block.title}（{len(block.rows)}行）"


def _table_html(block: Block) -> str:
    printed = [place for place, column in enumerate(block.columns) if not column.support]
    head = "".join(f'<th scope="col">{escape(block.columns[place].heading)}</th>' for place in printed)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:{_align(block, place)}">{escape(cell_text(block, row, place))}</td>'
            for place in printed
        )
        + "</tr>"
        for row in range(len(block.rows))
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _align(block: Block, place: int) -> str:
    return "left" if block.columns[place].format is Format.TEXT else "right"


def _figure_html(block: Block) -> str:
    # JupyterLab strips inline SVG from the output of an untrusted notebook, but shows it as a picture.
    picture = base64.b64encode(block.svg.encode("utf-8")).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{picture}" alt="{escape(block.alt)}">'


def _number_html(block: Block) -> str:
    if block.measure is None:
        return ""
    value, basis = measure_text(block.measure), measure_basis(block.measure)
    return f'<p><strong style="font-size:1.6em">{escape(value)}</strong>　{escape(basis)}</p>'


def _check_html(block: Block) -> str:
    if block.passed:
        return "<p>✓ 適合</p>"
    return f'<p style="border:2px solid #D55E00;padding:4px">✗ 要確認　{escape(block.guidance)}</p>'
