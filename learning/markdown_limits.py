"""How intricate a Markdown text may be before nobody reads it, neither people nor parsers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.sentence import Sentence, say

MOST_LINES = 4_000
MOST_OF_A_SIGN = {
    "[": 2_000,
    "<": 4_000,
    "&": 6_000,
    "!": 6_000,
    "*": 6_000,
    "_": 6_000,
    "`": 6_000,
    "~": 4_000,
}
"""In one text, code blocks left aside. The signs of emphasis and code count once a run."""
_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")
_SINGLE = "[<&!"


def too_intricate(markdown: str) -> Sentence | None:
    """A sentence on a text with more lines or marks than any reader would follow; None for all others.

    A parser's work grows with them, in places with their square.
    """
    if (lines := len(_LINE_END.findall(markdown))) > MOST_LINES:
        return say(
            "This text has {lines} lines; it takes {most} at most. Make several texts of it.",
            lines=lines,
            most=MOST_LINES,
        )
    many = [sign for sign, most in MOST_OF_A_SIGN.items() if markdown.count(sign) > most]
    text = "\n".join(_uncoded(markdown)) if many else ""
    for sign in many:
        count = text.count(sign) if sign in _SINGLE else len(re.findall(f"{re.escape(sign)}+", text))
        if count > MOST_OF_A_SIGN[sign]:
            most = MOST_OF_A_SIGN[sign]
            return say(
                "This text has “{sign}” {count} times; outside of code blocks it takes {most} at most.",
                sign=sign,
                count=count,
                most=most,
            )
    return None


def _uncoded(markdown: str) -> Iterator[str]:
    """The lines that stand in no fenced block. A fence that is indented may end with a list, so it counts as text."""
    fence = ""
    for line in _LINE_END.split(markdown):
        if fence:
            closes = line.startswith(fence) and not line.strip(f"{fence[0]} \t")
            fence = "" if closes else fence
        elif found := _FENCE.fullmatch(line):
            fence = found[1]
        else:
            yield line
