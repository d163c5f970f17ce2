"""Source text as Markdown that reads the same: nothing in it turns into markup by accident."""

from __future__ import annotations

import re

from learning.source import Block

_CODE = re.compile(r"(`[^`]+`)")
_SPECIAL = re.compile(r"[\\*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|\[|\](?=[(\[:])|~(?=~)|&(?=#?\w+;)|`|\|")
_LINE_START = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+](?=\s|$)|>)|(={1,}|-{2,})(?=\s*$)|(\d{1,9})([.)])(?=\s)|(:::))")
_TICKS = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"[\w+#.-]+")
WIDEST_TABLE, LONGEST_TABLE = 5, 12


def inline(text: str) -> str:
    """One paragraph's text; inline code stays code."""
    parts = _CODE.split(text)
    escaped = "".join(part if _CODE.fullmatch(part) else _SPECIAL.sub(_escape, part) for part in parts)
    return _LINE_START.sub(_escape_start, escaped)


def fenced(block: Block) -> str:
    """A code block with its language."""
    longest = max((len(ticks) for ticks in _TICKS.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    language = block.language if _LANGUAGE.fullmatch(block.language) else _guessed(block.text)
    return f"{fence}{language}\n{block.text.rstrip()}\n{fence}"


def table(block: Block) -> str:
    """A table, "" where its rows do not have the same few cells."""
    rows = [[inline(cell.strip()) for cell in line.split(" | ")] for line in block.text.splitlines() if line.strip()]
    width = len(rows[0]) if rows else 0
    if not 2 <= width <= WIDEST_TABLE or not 2 <= len(rows) <= LONGEST_TABLE or any(len(row) != width for row in rows):
        return ""
    lines = [rows[0], ["---"] * width, *rows[1:]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def quoted(markdown: str) -> str:
    """The blocks as one block quote."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def _guessed(code: str) -> str:
    if code.startswith(">>> "):
        return "pycon"
    return "console" if re.match(r"\$ \w", code) else ""


def _escape(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _escape_start(found: re.Match[str]) -> str:
    if found[4]:
        return f"{found[4]}\\{found[5]}"
    return "\\" + found[0]
