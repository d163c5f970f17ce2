"""What stands in brackets about another place: "(see Figure 3)"."""

from __future__ import annotations

import re

_ASIDE = (
    r"\s\((?:see|siehe|s\.|vgl\.|cf|voir|véase|vea|ver|fig|abb|figure|abbildung|kapitel|chapter|table|tabelle|equation)\b"
    r"[^()]{0,200}\)"
)
_ANYWHERE = re.compile(_ASIDE, re.IGNORECASE)
_AT_END = re.compile(rf"{_ASIDE}(?=[.;,\s]*$)", re.IGNORECASE)


def without_asides(text: str) -> str:
    """The text without any of them."""
    return _ANYWHERE.sub("", text)


def without_last_aside(text: str) -> str:
    """The text without the one that it ends in, so that what is left stands in the source word for word."""
    return _AT_END.sub("", text)
