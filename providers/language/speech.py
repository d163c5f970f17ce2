"""Text without sentences: captions of a film, notes, slides. Its lines and pauses stand for them.

Where nothing marks a pause, speakers begin anew with small words: "so", "and then", "now". Each piece is exact to the
character, so that it can be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from learning.source import Block
from learning.wording import count_words
from providers.language.tables import language_of

SHORTEST_TURN, LONGEST_TURN = 9, 24
MOST_WORDS_A_SENTENCE, LONGEST_ITEM = 60, 40
_OPTION = re.compile(r"`?--?[A-Za-z]")
"""How a manual begins what it says of an option."""
SPOKEN = 0.6
_END = re.compile(r"[.!?…。！？؟।:][\"'”’»)\]]*(?=\s|$)|[。！？]")
_WORD = re.compile(r"\S+")
_LABEL = re.compile(r"^[^:.!?]{1,60}: (?=\S)")
"""The name that an item of a glossary begins with."""
_PAUSES = frozenset("so now okay well but because then and or if when which where also".split())


def is_loose(blocks: Iterable[Block]) -> bool:
    """Whether most words of a document stand in blocks that are no sentences: in small letters, or without an end.

    The items of a handout, which begin with a capital under headings, have no need of an end.
    """
    told = loose = 0
    is_headed = False
    for block in blocks:
        is_headed = is_headed or block.kind == "heading"
        if block.kind in ("paragraph", "list_item", "quote"):
            words = count_words(block.text)
            told += words
            is_item = block.kind == "list_item"
            whole = _is_told(_LABEL.sub("", block.text) if is_item else block.text, words)
            whole = whole or (is_item and is_headed and words <= LONGEST_ITEM and _begins(block.text))
            loose += 0 if whole else words
    return loose > SPOKEN * told


def _begins(text: str) -> bool:
    """Whether it begins as a sentence or an option of a command does."""
    first = next((character for character in text if character.isalpha()), "")
    return not first.islower() or _OPTION.match(text) is not None


def _is_told(text: str, words: int) -> bool:
    ends = len(_END.findall(text))
    return _begins(text) and ends > 0 and words <= MOST_WORDS_A_SENTENCE * ends


@lru_cache(maxsize=10_000)
def turns(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Start and end of what is said at a time: between full stops, else from one small word to the next."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(mark.end() for mark in _END.finditer(text)), len(text)):
        found += _breaths(text, start, end, language)
        start = end
    return tuple(found)


def _breaths(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    words = [(found.start(), found.end()) for found in _WORD.finditer(text, start, end)]
    if not words:
        return []
    openers = language_of(language).openers | _PAUSES
    cuts, begun = [0], 0
    for at, (first, last) in enumerate(words):
        left = len(words) - at
        long = at - begun >= LONGEST_TURN or (at - begun >= SHORTEST_TURN and text[first:last].lower() in openers)
        if long and left >= 4:
            cuts.append(at)
            begun = at
    edges = [*cuts, len(words)]
    return [(words[one][0], words[other - 1][1]) for one, other in pairwise(edges)]
