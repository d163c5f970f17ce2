"""Lines that run from right to left: from the places of their characters back to the order in which they are read.

A page whose letters mostly run to the left is mirrored, so that all that follows (columns, indentation, tables) sees a
page like any other; runs against the direction of the page are turned round in their own place. The rules are those of
the Unicode Bidirectional Algorithm (UAX #9), read backwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sources.pdf.glyph import NO_SPACE, SET_SPACE, Glyph

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SHAPED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTERS = re.compile(r"[^\W\d_]")
_BRACKETS = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<"}
_OPENING = "([{"
_STRONG_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_BETWEEN_DIGITS = ".,:/'\u066b\u066c"
_SAME_LINE = 0.2
_PARTED = 1.8
_MOST_BETWEEN = 3


def runs_left(glyphs: Sequence[Glyph]) -> bool:
    """Whether a page holds any letter that is written from right to left."""
    return bool(_RIGHT_TO_LEFT.search("".join(glyph.character for glyph in glyphs)))


def is_mirrored(glyphs: Sequence[Glyph]) -> bool:
    """Whether most letters of a page are written from right to left."""
    text = "".join(glyph.character for glyph in glyphs)
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTERS.findall(text))


def in_reading_order(glyphs: Sequence[Glyph], width: float, *, mirrored: bool) -> list[Glyph]:
    """The characters of a page, set blanks among them, placed so that every line reads from left to right.

    `mirrored` exchanges left and right of the whole page, which is `width` points wide.
    """
    glyphs = [_unshaped(glyph) for glyph in _with_ligatures(glyphs)]
    if mirrored:
        glyphs = [replace(glyph, left=width - glyph.right, right=width - glyph.left) for glyph in glyphs]
    lines = [_Line(part, mirrored=mirrored) for row in _rows(glyphs) for part in _parts(row)]
    if sum(line.misplaced(swap=True) for line in lines) < sum(line.misplaced(swap=False) for line in lines):
        for line in lines:
            line.swap()
    return [glyph for line in lines for glyph in _without_blanks(line.glyphs)]


class _Line:
    """A stretch of one line, put into reading order."""

    def __init__(self, glyphs: list[Glyph], *, mirrored: bool) -> None:
        self.glyphs = glyphs
        kinds = [unicodedata.bidirectional(glyph.character[0]) for glyph in glyphs]
        runs = list(_left_runs(glyphs, kinds) if mirrored else _right_runs(kinds))
        inside = [False] * len(glyphs)
        for start, end in runs:
            inside[start:end] = [True] * (end - start)
            self._turn(start, end)
            if not mirrored:
                turned = kinds[start:end][::-1]
                for first, last in _numbers(self.glyphs[start:end], turned):
                    self._turn(start + first, start + last)
        self._to_swap = [
            number
            for number, glyph in enumerate(self.glyphs)
            if glyph.character in _BRACKETS and inside[number] is not mirrored
        ]

    def _turn(self, start: int, end: int) -> None:
        run = self.glyphs[start:end]
        edges = min(glyph.left for glyph in run) + max(glyph.right for glyph in run)
        self.glyphs[start:end] = [
            replace(glyph, left=edges - glyph.right, right=edges - glyph.left) for glyph in reversed(run)
        ]

    def misplaced(self, *, swap: bool) -> int:
        """How many brackets close what none has opened; `swap` exchanges those of the right-to-left part first."""
        swapped = set(self._to_swap) if swap else set()
        characters = [
            _BRACKETS[glyph.character] if number in swapped else glyph.character
            for number, glyph in enumerate(self.glyphs)
            if glyph.character in _BRACKETS
        ]
        depth = wrong = 0
        for character in characters:
            depth += 1 if character in _OPENING else -1
            wrong += depth < 0
            depth = max(depth, 0)
        return wrong

    def swap(self) -> None:
        for number in self._to_swap:
            glyph = self.glyphs[number]
            self.glyphs[number] = replace(glyph, character=_BRACKETS[glyph.character])


def _left_runs(glyphs: Sequence[Glyph], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a right-to-left line that read to the right: words of other scripts, numbers."""
    strong = [number for number, kind in enumerate(kinds) if kind in ("L", *_NUMBERS)]
    for start, end in _grouped(strong, lambda one, other: _is_one_run(glyphs, kinds, one, other)):
        yield _with_brackets(glyphs, *_with_signs(kinds, start, end))


def _right_runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a left-to-right line that read to the left."""
    strong = [number for number, kind in enumerate(kinds) if kind in _STRONG_RIGHT]
    return _grouped(strong, lambda one, other: "L" not in kinds[one:other])


def _numbers(glyphs: Sequence[Glyph], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    strong = [number for number, kind in enumerate(kinds) if kind in _NUMBERS]
    return _grouped(strong, lambda one, other: _is_one_run(glyphs, kinds, one, other))


def _grouped(strong: Sequence[int], belong: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    start = last = -1
    for number in strong:
        if start >= 0 and not belong(last, number):
            yield start, last + 1
            start = -1
        start, last = (number if start < 0 else start), number
    if start >= 0:
        yield start, last + 1


def _is_one_run(glyphs: Sequence[Glyph], kinds: Sequence[str], one: int, other: int) -> bool:
    between = "".join(glyph.character for glyph in glyphs[one + 1 : other])
    if kinds[one] in _NUMBERS and kinds[other] in _NUMBERS:
        return not between or (len(between) == 1 and between in _BETWEEN_DIGITS)
    right = any(kind in _STRONG_RIGHT for kind in kinds[one:other])
    return not right and len(between) <= _MOST_BETWEEN


def _with_signs(kinds: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """With the per cent or currency signs that touch a number."""
    if start and kinds[start - 1] == "ET" and kinds[start] in _NUMBERS:
        start -= 1
    if end < len(kinds) and kinds[end] == "ET" and kinds[end - 1] in _NUMBERS:
        end += 1
    return start, end


def _with_brackets(glyphs: Sequence[Glyph], start: int, end: int) -> tuple[int, int]:
    """With the bracket at either end whose partner lies inside, as in `f(x)`."""
    brackets = [glyph.character for glyph in glyphs[start:end] if glyph.character in "()[]{}"]
    if len(brackets) % 2 == 0:
        return start, end
    if start and glyphs[start - 1].character in "()[]{}":
        return start - 1, end
    return (start, end + 1) if end < len(glyphs) and glyphs[end].character in "()[]{}" else (start, end)


def _with_ligatures(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Characters that share a place, because they were drawn as one, as one; accents with the letter they stand on."""
    for _, group in groupby(glyphs, key=lambda glyph: (glyph.left, glyph.right, glyph.baseline)):
        first, *others = group
        yield replace(first, character=first.character + "".join(other.character for other in others))


def _unshaped(glyph: Glyph) -> Glyph:
    """Without the forms that letters take beside each other (U+FB1D to U+FEFC)."""
    if not _SHAPED.search(glyph.character):
        return glyph
    return replace(glyph, character=unicodedata.normalize("NFKC", glyph.character).strip() or glyph.character)


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if rows and rows[-1][0].baseline - glyph.baseline < _SAME_LINE * glyph.style.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_with_accents(sorted(row, key=lambda glyph: glyph.left)) for row in rows]


def _with_accents(row: list[Glyph]) -> list[Glyph]:
    """Vowel points and accents directly after the letter that they are drawn over."""
    letters = [glyph for glyph in row if unicodedata.category(glyph.character[0]) != "Mn"]
    if len(letters) == len(row) or not letters:
        return row
    middles = [(glyph.left + glyph.right) / 2 for glyph in letters]
    for accent in row:
        if unicodedata.category(accent.character[0]) == "Mn":
            middle = (accent.left + accent.right) / 2
            place = min(bisect_left(middles, middle), len(letters) - 1)
            if place and middle - middles[place - 1] < middles[place] - middle:
                place -= 1
            letters[place] = replace(letters[place], character=letters[place].character + accent.character)
    return letters


def _parts(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    part: list[Glyph] = []
    for glyph in row:
        if part and glyph.left - part[-1].right > _PARTED * glyph.style.size:
            yield part
            part = []
        part.append(glyph)
    if part:
        yield part


def _without_blanks(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    spaced = NO_SPACE
    for glyph in glyphs:
        if glyph.character.isspace():
            spaced = SET_SPACE
        else:
            yield replace(glyph, spaced=spaced)
            spaced = NO_SPACE
