"""A text that pandoc refuses for one construct is read without the construct, which is named as left out."""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sources.asciidoc_own import BOX, VERBATIM, Line, closing, ends
from sources.pandoc import NotUnderstood, tree_and_log

_MOST_PIECES = 24
_AT_CHARACTER = re.compile(r'at ".{0,200}?" char (\d{1,9})')
_AT_LINE = re.compile(r"^Error at .{0,120}?\(line (\d{1,9}), column \d{1,9}\)", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\[[^\n]{0,400}\]$|\.[^\s.][^\n]{0,300}$")
_TABLE = re.compile(r"[|,:!]={3,}")


def numbered(text: str) -> list[Line]:
    """The lines of a text by their numbers."""
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


@dataclass(frozen=True, slots=True)
class Read:
    """The tree and log of what pandoc understands of a text, its lines, and what is left out, by its line."""

    tree: dict[str, Any]
    log: str
    lines: Sequence[Line]
    left_out: Sequence[tuple[int, str]]

    @property
    def text(self) -> str:
        """What of the text pandoc has understood, a line each."""
        return "\n".join(line.text for line in self.lines)

    def number(self, place: int) -> int:
        """The line in the file of a line that pandoc names; the place itself where nothing stands."""
        return self.lines[place - 1].number if 0 < place <= len(self.lines) else place

    def renewed(self, text: str) -> list[Line]:
        """The lines of a text that has as many as this one, by their numbers in the file."""
        return [Line(line.number, said) for line, said in zip(self.lines, text.split("\n"), strict=True)]


def read_lines(lines: Sequence[Line], form: str, until: float) -> Read:
    """What pandoc understands of a text, without the pieces that it does not.

    The last try leaves out all that follows. All tries end by `until`, of the monotonic clock. Raises
    `UnreadableSource`: too_large after that, broken where pandoc names no place or one at which nothing stands.
    """
    rest = list(lines)
    left_out: list[tuple[int, str]] = []
    while True:
        data = "\n".join(line.text for line in rest).encode(errors="replace")
        try:
            tree, log = tree_and_log(data, form, max(until - time.monotonic(), 0.0))
            return Read(tree, log, rest, left_out)
        except NotUnderstood as error:
            at = _place(error.said, rest)
            if at is None or len(left_out) > _MOST_PIECES:
                raise
        taken = _piece(rest, at) if len(left_out) < _MOST_PIECES else set(range(at, len(rest)))
        left_out.append((rest[at].number, " ".join(rest[one].text for one in sorted(taken)[:4])))
        rest = [line for one, line in enumerate(rest) if one not in taken]


def _place(said: str, lines: Sequence[Line]) -> int | None:
    """The line that pandoc names, or the next that is not blank."""
    if found := _AT_CHARACTER.search(said):
        starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
        at = bisect_right(starts, int(found[1])) - 1
    elif found := _AT_LINE.search(said):
        at = int(found[1]) - 1
    else:
        return None
    return next((one for one in range(at, len(lines)) if lines[one].text.strip()), None)


def _piece(lines: Sequence[Line], at: int) -> set[int]:
    """What is taken out at a place: the lines that open and close a box, else a whole block, else a line.

    What stands in a box is a text of its own, and may be understood without the box.
    """
    last = ends(lines)
    start = at
    while at + 1 < len(lines) and _ATTRIBUTES.match(lines[at].text):
        at += 1
    opening = lines[at].text
    taken = set(range(start, at + 1))
    if BOX.fullmatch(opening) and last[opening] > at:
        return taken | {_next(lines, at, opening)}
    if VERBATIM.fullmatch(opening) and last.get(closing(opening), 0) > at:
        return taken | set(range(at, _next(lines, at, closing(opening)) + 1))
    if _TABLE.fullmatch(opening):
        end = next((end for end in range(at + 1, len(lines)) if lines[end].text == opening), at)
        return taken | set(range(at, end + 1))
    return taken if start == at else set(range(start, at))


def _next(lines: Sequence[Line], at: int, text: str) -> int:
    return next(end for end in range(at + 1, len(lines)) if lines[end].text == text)
