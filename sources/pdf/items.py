"""Where a list item begins: bullets, dashes, numbers."""

from __future__ import annotations

import re

from sources.pdf.rows import Row

_BULLET = re.compile(r"^\s*[•‣▪▫◦●○■□➢➤✓✔►▶∙·⁃\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\s*(?=\S|$)")
_DASH = re.compile(r"^\s*(?:[-–—*]|o(?=\s[A-Z]))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+(?=\S)")
_BARE_NUMBER = re.compile(r"^\d{1,2}[.)]?$|^[a-z][.)]$")


def bullet_of(row: Row) -> str:
    """The bullet that the row starts with, empty if it starts with none."""
    match = _BULLET.match(row.plain)
    return match[0] if match else ""


def possible_marker_of(row: Row) -> str:
    """A dash or number at the start of the row, which need not mean an item; empty if there is none."""
    match = _DASH.match(row.plain) or _NUMBER.match(row.plain)
    if match:
        return match[0]
    alone = row.cells[0].plain.strip() if len(row.cells) == 2 else ""
    return alone if _BARE_NUMBER.match(alone) else ""


def text_left(row: Row, marker: str) -> float:
    """Where the text of an item begins, after its marker."""
    if len(row.cells) > 1:
        return row.cells[1].left
    return row.left + 0.5 * row.size * len(marker.rstrip())
