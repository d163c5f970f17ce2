"""Words that a line end has broken: whole again if the hyphen came from the break, kept if it is the word's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_BROKEN = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])$")
_START = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LONGEST_WORD = 60
_CLEAR_LEAD = 3


class Hyphenation:
    """Learned from the lines of a document: which words it has, and whether its line ends break words at all."""

    def __init__(self, paragraphs: Iterable[Sequence[str]]) -> None:
        paragraphs = list(paragraphs)
        self._words = {
            word.casefold().replace("\u2010", "-")
            for lines in paragraphs
            for line in lines
            for word in _WORD.findall(_BROKEN.sub("", line))
        }
        breaks = [parts for lines in paragraphs for pair in pairwise(lines) if (parts := _parts(*pair))]
        joined = sum(left + right in self._words for left, right in breaks)
        compound = sum(f"{left}-{right}" in self._words for left, right in breaks)
        self._breaks_words = compound < joined + _CLEAR_LEAD

    def joined(self, lines: Iterable[str]) -> str:
        """The lines of a paragraph as one; inline code that a line end broke is one span again."""
        pieces: list[str] = []
        for line in filter(None, lines):
            if pieces and pieces[-1].endswith("`") and line.startswith("`"):
                pieces[-1] = pieces[-1][:-1]
                line = " " + line[1:]
            elif pieces and self._is_one_word(pieces[-1], line):
                pieces[-1] = pieces[-1][:-1]
            elif pieces and not pieces[-1].endswith(("-", "\u2010")):
                line = " " + line
            pieces.append(line)
        return "".join(pieces)

    def _is_one_word(self, text: str, following: str) -> bool:
        parts = _parts(text, following)
        if parts is None:
            return False
        left, right = parts
        if text.endswith("\u00ad"):
            return True
        if f"{left}-{right}" in self._words:
            return False
        if left + right in self._words:
            return True
        return self._breaks_words and not {left, right} <= self._words


def _parts(text: str, following: str) -> tuple[str, str] | None:
    broken, start = _BROKEN.search(text[-_LONGEST_WORD:]), _START.match(following)
    if not broken or not start or not start[0][0].islower():
        return None
    return broken[1].casefold(), start[0].casefold()
