"""Where sentences end, at a cost that grows with the text and not with its square.

The splitter looks at a text many times over, so that a long one is given to it window by window. A window ends where a
sentence does, as far as anybody can tell without it. Text in which every full stop can only be the end of a sentence
does not need it at all, and is most of what people write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pysbd
from pysbd.languages import LANGUAGE_CODES

WINDOW = 600
SHORT_TEXT = 1_500
"""Characters: of a window, and of a text that is given to the splitter whole."""

_LANGUAGES = frozenset("en hi mr zh es am ar hy bg ur ru pl fa nl da fr my el it ja de kk sk".split())
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?…])[\"'”’»)\]]*\s+(?=[^\W\da-z_])|(?<=[。！？؟।])")
_BLANK = re.compile(r"\s+")
_PLAIN = frozenset("en de fr es".split())
_PLAIN_TEXT = re.compile(
    r"(?:[^\W_]|[ ,;:/+×−—–-]|\((?=[^()]{3})[^().?!…\"“”„«»‘`]*(?<=\w\w)\)|(?<=[^\W\d_])['’](?=[^\W\d_])"
    r"|(?<=[^\W\d_]{2})[.?](?=\Z| [A-Z]))*+"
)
_PLAIN_END = re.compile(r"[.?] ?")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)[.?]")
_NUMERAL = re.compile(r"[ivxlcdm]+", re.IGNORECASE)


def pieces_of(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence of a text, without the blanks around it."""
    for first, last in windows(text, SHORT_TEXT, WINDOW):
        yield from _split(text, first, last, language)


def windows(text: str, short: int, size: int) -> Iterator[tuple[int, int]]:
    """The whole of a text of up to `short` characters; of a longer one stretches of up to `size`, which end with a
    sentence, else at a blank, else anywhere."""
    start = 0
    while len(text) - start > short:
        end = _cut(text, start, start + size)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _cut(text: str, start: int, limit: int) -> int:
    for mark in (_SENTENCE_END, _BLANK):
        ends = [found.end() for found in mark.finditer(text, start + 1, limit)]
        if ends:
            return ends[-1]
    return limit


def _split(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    window, at = text[start:end], 0
    if _is_plain(window, language):
        yield from _plain_pieces(window, start)
        return
    segmenter = pysbd.Segmenter(language=language if language in _LANGUAGES else "en", clean=False)
    for piece in segmenter.segment(window):
        bare = str(piece).strip()
        found = window.find(bare, at) if bare else -1
        if found >= 0:
            at = found + len(bare)
            yield start + found, start + at


def _is_plain(text: str, language: str) -> bool:
    """Whether each of its full stops ends a sentence: it follows a whole word that is no abbreviation."""
    if language not in _PLAIN or not _PLAIN_TEXT.fullmatch(text):
        return False
    words = (word.lower() for word in _LAST_WORD.findall(text))
    return not any(word in _abbreviations(language) or _NUMERAL.fullmatch(word) for word in words)


def _plain_pieces(text: str, offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*(found.end() for found in _PLAIN_END.finditer(text)), len(text)):
        piece = text[start:end]
        if bare := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield offset + first, offset + first + len(bare)
        start = end


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(word.lower() for word in LANGUAGE_CODES[language].Abbreviation.ABBREVIATIONS)
