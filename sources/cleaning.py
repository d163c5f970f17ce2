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
    "\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# Joiners shape Persian, Indic scripts and emoji; next to a Latin letter they are leftovers of a web page.
_STRAY_JOINER = re.compile("(?<![\u0590-\U000dffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U000dffff])")
_NOT_IN_MARKUP = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TRAILING_SPACE = re.compile(r"[ \t\xa0]+$", re.MULTILINE)


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
    """Reading text: plain characters, every run of white space one space."""
    return " ".join(plain_characters(text).split())


def verbatim(text: str) -> str:
    """Code or a table: plain characters, lines and indentation kept, outer blank lines and trailing spaces gone."""
    text = plain_characters(text).replace("\xa0", " ")
    return _TRAILING_SPACE.sub("", text).strip("\n")
