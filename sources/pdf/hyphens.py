"""Words that a line end has broken: whole again if the hyphen came from the break, kept if it is the word's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from sources.pdf.compounds import Compounds, is_suspended, language_of_words

_HYPHENS = "-\u2010\u00ad"
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+(?:['’\-\u2010][^\W\d_]+)*)([-\u00ad\u2010])$")
_START = re.compile(r"([^\W\d_]+)([-\u2010])?")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LONGEST_WORD = 60
_CLEAR_LEAD = 3
_MANY_LINES = 200
_SELDOM = 0.015

_Join = Literal["whole", "hyphen", "blank"]


class Hyphenation:
    """Learned from the lines of a document: which words it has, and whether its line ends break words at all."""

    def __init__(self, paragraphs: Iterable[Sequence[str]]) -> None:
        paragraphs = list(paragraphs)
        words = [word.casefold().replace("\u2010", "-") for lines in paragraphs for word in _whole_words(lines)]
        self._compounds = Compounds(frozenset(words), language_of_words(words))
        breaks = [parts for lines in paragraphs for pair in pairwise(lines) if (parts := _parts(*pair))]
        answers = [self._compounds.own_hyphen(left.rpartition("-")[2], right) for left, right, _ in breaks]
        lines = sum(map(len, paragraphs))
        seldom = lines >= _MANY_LINES and len(breaks) < _SELDOM * lines and False not in answers
        self._breaks_words = not seldom and answers.count(True) < answers.count(False) + _CLEAR_LEAD

    def joined(self, lines: Iterable[str]) -> str:
        """The lines of a paragraph as one; inline code that a line end broke is one span again."""
        pieces: list[str] = []
        for line in filter(None, lines):
            if pieces and pieces[-1].endswith("`") and line.startswith("`"):
                pieces[-1] = pieces[-1][:-1]
                line = " " + line[1:]
            elif pieces:
                way = self._way_to_join(pieces[-1], line)
                pieces[-1] = pieces[-1][:-1] if way == "whole" else pieces[-1]
                line = f" {line}" if way == "blank" else line
            pieces.append(line)
        return "".join(pieces)

    def _way_to_join(self, text: str, following: str) -> _Join:
        if not text.endswith(tuple(_HYPHENS)) or text[-2:-1] in ("", " "):
            return "blank"
        parts = _parts(text, following)
        if parts is None:
            return "hyphen"
        left, right, goes_on = parts
        if text.endswith("\u00ad"):
            return "whole"
        return self._way_to_join_parts(left, right, goes_on=goes_on)

    def _way_to_join_parts(self, left: str, right: str, *, goes_on: bool) -> _Join:
        first = left.rpartition("-")[2]
        own = self._compounds.own_hyphen(first, right)
        if is_suspended(right) and own is not False and not goes_on:
            return "blank"
        if own is None:
            own = "-" in left or goes_on or not self._breaks_words
        return "hyphen" if own else "whole"


def _whole_words(lines: Sequence[str]) -> Iterator[str]:
    """The words of a paragraph but those that a line end cuts in two."""
    cut = False
    for line in lines:
        if cut:
            line = _START.sub("", line, count=1)
        broken = _BROKEN.search(line[-_LONGEST_WORD:])
        cut = broken is not None
        yield from _WORD.findall(line[: len(line) - len(broken[0])] if broken else line)


def _parts(text: str, following: str) -> tuple[str, str, bool] | None:
    """The two parts of a word that a line end parts, and whether another hyphen follows; None if it is not broken."""
    broken, start = _BROKEN.search(text[-_LONGEST_WORD:]), _START.match(following)
    if not broken or not start or not start[1][0].islower():
        return None
    return broken[1].casefold().replace("\u2010", "-"), start[1].casefold(), bool(start[2])
