"""Where a list item begins: bullets, dashes, numbers."""

from __future__ import annotations

import re

from sources.pdf.rows import Row

_BULLET = re.compile(r"^\s*[•‣▪▫◦●○■□➢➤✓✔►▶∙·⁃\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\s*(?=\S|$)")
_DASH = re.compile(r"^\s*(?:[-–—*]|o(?=\s[A-Z]))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+(?=\S)")
_ROMAN = {"i": 1, "v": 5, "x": 10}
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


def ordinal_of(marker: str) -> int | None:
    """The number that a marker such as `3.`, `(b)` or `iv)` shows; None for bullets."""
    sign = marker.strip(" ().")
    if sign.isascii() and sign.isdecimal():
        return int(sign)
    if len(sign) == 1 and "a" <= sign <= "z" and sign not in "ivx" and marker.strip() != sign:
        return ord(sign) - ord("a") + 1
    return _roman(sign) if sign and set(sign) <= set(_ROMAN) else None


def _roman(sign: str) -> int:
    values = [_ROMAN[letter] for letter in sign]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def text_left(row: Row, marker: str) -> float:
    """Where the text of an item begins, after its marker."""
    if len(row.cells) > 1:
        return row.cells[1].left
    return row.left + 0.5 * row.size * len(marker.rstrip())
