"""What pandoc's tree of an AsciiDoc text has word by word and the text in one: stretches of code, words of links."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any

Node = dict[str, Any]

_CODE = re.compile(r"`\+?([^`\n]{1,200}(?:\n[^`\n]{1,200})?)\+?`")
_BLANKS = frozenset({"Space", "SoftBreak"})
_MOST_WORDS = 30


def as_written(tree: Node, text: str) -> Node:
    """The tree with stretches of code whole, and without the signs that open a link in a window of its own."""
    written = {" ".join(code.split()) for code in _CODE.findall(text)}
    return {**tree, "blocks": _walked(tree["blocks"], lambda nodes: _joined([_link(node) for node in nodes], written))}


def _walked(value: Any, change: Callable[[list[Node]], list[Node]]) -> Any:
    if isinstance(value, dict):
        return {key: _walked(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        inner = [_walked(one, change) for one in value]
        return change(inner) if inner and all(isinstance(one, dict) and "t" in one for one in inner) else inner
    return value


def _link(node: Node) -> Node:
    """Characters for entities; links without the caret behind them, by their address if they have no words."""
    if node["t"] == "Str":
        return {"t": "Str", "c": unescape(node["c"])} if "&" in node["c"] else node
    if node["t"] != "Link" or not node["c"][1] or node["c"][1][-1].get("t") != "Str":
        return node
    attributes, words, target = node["c"]
    if target[0].startswith("#") and len(words) == 1 and words[0].get("c") == target[0][1:]:
        return {"t": "Str", "c": f"@ref({target[0].strip('#').replace('#', ' ')})"}
    last = words[-1]["c"]
    if not last.endswith("^"):
        return node
    bare = [*words[:-1], *([{"t": "Str", "c": last[:-1]}] if last[:-1] else [])]
    return {"t": "Link", "c": [attributes, bare or [{"t": "Str", "c": target[0]}], target]}


def _joined(nodes: Sequence[Node], written: set[str]) -> list[Node]:
    """Stretches of code in a row as one, where the text has them so."""
    joined: list[Node] = []
    at = 0
    while at < len(nodes):
        words, end = _run(nodes, at)
        while len(words) > 1 and " ".join(words) not in written:
            words, end = words[:-1], end - 2
        joined.append({"t": "Code", "c": [["", [], []], " ".join(words)]} if len(words) > 1 else nodes[at])
        at = end if len(words) > 1 else at + 1
    return joined


def _run(nodes: Sequence[Node], start: int) -> tuple[list[str], int]:
    """The codes from here on that nothing but one blank parts, and where they end."""
    words: list[str] = []
    at = start
    while at < len(nodes) and nodes[at]["t"] == "Code" and len(words) < _MOST_WORDS:
        words.append(nodes[at]["c"][1])
        at += 1
        if at + 1 < len(nodes) and nodes[at]["t"] in _BLANKS and nodes[at + 1]["t"] == "Code":
            at += 1
        else:
            break
    return words, at
