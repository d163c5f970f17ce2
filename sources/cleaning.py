"""Characters that no block may carry, and the folding of white space."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
)
_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# Joiners shape Persian, Indic scripts and emoji; next to a Latin letter they are leftovers of a web page.
_STRAY_JOINER = re.compile("(?<![\u0590-\U000dffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U000dffff])")
_NOT_IN_MARKUP = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HARD_BREAK = "\u2028"
"""Written by readers where a line ends on purpose (`br`), so that it is not taken for a wrapped line."""
_FULL_WIDTH = "\u3000-\u303f\uff01-\uff60\uffe0-\uffe6"
_WIDE = (
    "\u2e80-\u2fdf\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    f"\U00020000-\U0003ffff{_FULL_WIDTH}"
)
# Chinese and Japanese are written without blanks: the end of a line between two of their characters is none.
_NO_BLANK = re.compile(f"(?<=[{_WIDE}])\\n(?=[{_WIDE}])|(?<=[{_FULL_WIDTH}])\\n|\\n(?=[{_FULL_WIDTH}])")
_HYPHEN = re.compile(
    r"(?<=[^\W\d_]{2})-\n(?=[a-zäöüßáéíóúñàâçèêëîïôûœ])(?!(?:und|oder|bzw|bis|sowie|and|or|to|et|ou|y|o|e|u)\b)"
)
"""A word that goes on in the next line; before “and” a hyphen stands for what the words have in common."""


def plain_characters(text: str) -> str:
    """NFC text with `\\n` line ends, no ligatures, no control, zero-width, private-use or surrogate characters."""
    text = _LINE_BREAKS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _STRAY_JOINER.sub("", text)
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def markup_characters(text: str) -> str:
    """The text without the characters that no XML or HTML tree can hold."""
    return _NOT_IN_MARKUP.sub("", text)


def fold(text: str) -> str:
    """Reading text on one line: plain characters, every run of white space one space.

    A wrapped line of Chinese or Japanese, and one that ends in a hyphen, goes on without a space; a hard break (U+2028)
    is always one.
    """
    return " ".join(filter(None, map(_unwrapped, text.split(HARD_BREAK))))


def _unwrapped(text: str) -> str:
    lines = (" ".join(line.split()) for line in plain_characters(text).split("\n"))
    text = _HYPHEN.sub("-", "\n".join(filter(None, lines)))
    return _NO_BLANK.sub("", text).replace("\n", " ")


def verbatim(text: str) -> str:
    """Code: plain characters, lines and indentation kept, outer blank lines and trailing spaces gone."""
    return "\n".join(line.rstrip(" \t") for line in _lines(text)).strip("\n")


def rows(text: str) -> str:
    """A table: plain characters, one row a line; the blank that a bar at the end of a row parts stays a cell."""
    return "\n".join(_lines(text)).strip("\n")


def _lines(text: str) -> list[str]:
    return plain_characters(text).replace("\xa0", " ").split("\n")
