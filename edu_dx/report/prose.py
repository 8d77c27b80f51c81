"""Markdown as a small tree that every edition prints alike.

The tree holds text and structure only: raw HTML, links and images of the source come through as plain text,
so that nothing written in a notebook turns into markup or into an outside request.

Blocks: heading(level, inlines) · paragraph(inlines) · list(ordered, items) · table(head, rows) · quote(nodes) · code(text).
Inlines: text(text) · strong(inlines) · emphasis(inlines) · code(text) · break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import mistune
from mistune.core import InlineState
from mistune.inline_parser import InlineParser

Node = dict[str, Any]

# CommonMark leaves 「**値（%）**は」 unmarked, because no space follows the bracket; Japanese has no such space.
_STRONG = r"\*\*(?=\S)(?P<strong_body>(?:[^*\n]|\*(?!\*))+?)(?<=\S)\*\*"


def parse(markdown: str) -> list[Node]:
    """The blocks of a markdown text."""
    tokens, _ = _PARSER.parse(markdown)
    return list(_blocks(tokens))  # type: ignore[arg-type]


def plain_text(nodes: Iterable[Node]) -> str:
    """The words of blocks or inlines without their structure."""
    return "".join(node.get("text", "") or plain_text(node.get("inlines", ())) for node in nodes)


def _parser() -> mistune.Markdown:
    parser = mistune.create_markdown(renderer="ast", plugins=["table"])
    parser.inline.register("strong_without_spaces", _STRONG, _parse_strong, before="emphasis")
    return parser


def _parse_strong(inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    inner = state.copy()
    inner.src = match.group("strong_body")
    state.append_token({"type": "strong", "children": inline.render(inner)})
    return match.end()


_PARSER = _parser()


def _blocks(tokens: list[Node]) -> Iterator[Node]:
    for token in tokens:
        children = token.get("children", [])
        match token["type"]:
            case "heading":
                yield {
                    "type": "heading",
                    "level": token["attrs"]["level"],
                    "inlines": _inlines(children),
                }
            case "paragraph" | "block_text":
                yield {"type": "paragraph", "inlines": _inlines(children)}
            case "list":
                items = [list(_blocks(item["children"])) for item in children]
                yield {"type": "list", "ordered": token["attrs"]["ordered"], "items": items}
            case "block_quote":
                yield {"type": "quote", "nodes": list(_blocks(children))}
            case "table":
                yield _table(children)
            case "block_code":
                yield {"type": "code", "text": token["raw"].rstrip("\n")}
            case "block_html":
                yield {"type": "paragraph", "inlines": [_text(token["raw"].strip())]}


def _table(parts: list[Node]) -> Node:
    head = [_inlines(cell["children"]) for cell in parts[0]["children"]]
    body = parts[1]["children"] if len(parts) > 1 else []
    rows = [[_inlines(cell["children"]) for cell in row["children"]] for row in body]
    return {"type": "table", "head": head, "rows": rows}


def _inlines(tokens: list[Node]) -> list[Node]:
    """Inline nodes; the line ends of the source vanish between Japanese characters."""
    nodes: list[Node] = []
    for place, token in enumerate(tokens):
        if token["type"] == "softbreak":
            if _needs_space(plain_text(nodes), _raw(tokens[place + 1 :])):
                nodes.append(_text(" "))
            continue
        nodes.append(_inline(token))
    return nodes


def _inline(token: Node) -> Node:
    children = token.get("children", [])
    match token["type"]:
        case "strong":
            return {"type": "strong", "inlines": _inlines(children)}
        case "emphasis":
            return {"type": "emphasis", "inlines": _inlines(children)}
        case "codespan":
            return {"type": "code", "text": token["raw"]}
        case "linebreak":
            return {"type": "break"}
        case "link":
            label, url = plain_text(_inlines(children)), token["attrs"]["url"]
            return _text(label if label == url else f"{label}（{url}）")
        case "image":
            return _text(plain_text(_inlines(children)))
        case _:
            return _text(token.get("raw", ""))


def _text(text: str) -> Node:
    return {"type": "text", "text": text}


def _raw(tokens: list[Node]) -> str:
    return "".join(token.get("raw", "") or _raw(token.get("children", [])) for token in tokens)


def _needs_space(before: str, after: str) -> bool:
    return bool(before and after) and not (_is_wide(before[-1]) or _is_wide(after[0]))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
