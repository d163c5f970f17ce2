"""What manuals in AsciiDoc hold that only their generator resolves: includes, conditions, comments and tabs.

Includes are left out and named, conditions are decided as far as the file says them, comments go, and what tabs show
in turn stands one after the other, each below its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.drafts import LeftOut
from sources.site_markup import NOT_HERE


class Line(NamedTuple):
    """A line as pandoc gets it, and the number of the line in the file that it comes from."""

    number: int
    text: str


Piece = Sequence[Line]

VERBATIM = re.compile(r"-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}[\w,#+-]{0,40}")
"""What opens a block whose lines are taken as they are."""
BOX = re.compile(r"={4,}|\*{4,}|_{4,}|--")
"""What opens and closes a block that holds other blocks."""
_COMMENT = re.compile(r"//(?!/)")
_INCLUDE = re.compile(r"include::([^\[\n]{1,400})\[.{0,400}\]$")
_CONDITION = re.compile(r"(ifdef|ifndef|ifeval|endif)::([^\[\n]{0,200})\[(.*)\]$")
_SET = re.compile(r":([\w-]{1,80}):(?: |$)")
_TITLE = re.compile(r"= \S")
_HEADING = re.compile(r"={1,6} \S")
_ABOVE_TITLE = re.compile(r"(?::[\w!-]{1,80}:(?: .*)?|\[[^\n]{0,400}\])?$")
_TABS = re.compile(r"\[[.{]?tabs\b[^\n]{0,200}\]$")
_TAB = re.compile(r"([^\s:*.\[].{0,99}?)::$")
_ITEM = re.compile(r"\s{0,20}(?:[*.]{1,6}|-|\d{1,4}\.|<[\d.]{1,3}>)\s+\S|\S.{0,200}::(?: |$)")
_ELSEWHERE = ("env-", "backend-", "basebackend-")
"""Attributes that say where a page is shown, and not what is in it."""


def with_plain_blocks(text: str, left_out: LeftOut) -> list[Line]:
    """The lines of a text without what only its generator resolves; includes are counted in `left_out`.

    The parts of a book are headings above its chapters.
    """
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    pieces = list(_pieces(list(_conditions_decided(lines))))
    return list(_with_title([piece for piece in _Blocks(pieces, left_out).pieces() if piece]))


def ends(lines: Sequence[Line]) -> dict[str, int]:
    """Where each line that may close a block stands for the last time."""
    return {line.text: at for at, line in enumerate(lines) if VERBATIM.fullmatch(line.text) or BOX.fullmatch(line.text)}


def closing(opening: str) -> str:
    """The line that closes the verbatim block which this one opens."""
    return (
        opening.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_,#+-")
        if opening[0] == "`"
        else opening
    )


def _pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """Blocks that are taken as they are, with the lines that open and close them, and each other line alone."""
    last = ends(lines)
    at = 0
    while at < len(lines):
        opening = lines[at].text
        close = closing(opening) if VERBATIM.fullmatch(opening) else ""
        end = at
        if close and last.get(close, 0) > at:
            end = next(end for end in range(at + 1, len(lines)) if lines[end].text == close)
        yield lines[at : end + 1]
        at = end + 1


def _with_title(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines with the one title at the top, without an anchor above it; others, and all below them, a step down."""
    titles = [at for at, piece in enumerate(pieces) if len(piece) == 1 and _TITLE.match(piece[0].text)]
    start = titles[0] if titles else 0
    is_top = all(len(piece) == 1 and _ABOVE_TITLE.match(piece[0].text) for piece in pieces[:start])
    down = "=" if len(titles) > is_top else ""
    for at, piece in enumerate(pieces):
        if at < start and is_top and not _SET.match(piece[0].text):
            continue
        if len(piece) == 1 and _HEADING.match(piece[0].text) and not (at == start and is_top):
            yield Line(piece[0].number, down + piece[0].text)
        else:
            yield from piece


def _conditions_decided(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines under conditions that the file itself does not deny.

    An attribute that the file sets is set; one that it asks for both ways, or that says where the page is shown, is
    not set; what it asks for in one way only is shown.
    """
    asked: dict[str, set[str]] = {}
    given = {found[1] for line in lines if (found := _SET.match(line.text))}
    for line in lines:
        if found := _CONDITION.match(line.text):
            for name in re.split(r"[,+]", found[2]):
                asked.setdefault(name, set()).add(found[1])
    shows: list[bool] = []
    hidden = 0
    for line in lines:
        found = _CONDITION.match(line.text) if "::" in line.text else None
        if found is None:
            if not hidden:
                yield line
            continue
        if found[1] == "endif":
            hidden -= bool(shows) and not shows.pop()
            continue
        shown = _is_shown(found[1], re.split(r"[,+]", found[2]), given, asked)
        if found[3] and found[1] != "ifeval":
            if shown and not hidden:
                yield Line(line.number, found[3])
            continue
        shows.append(shown)
        hidden += not shown


def _is_shown(asks: str, names: Sequence[str], given: set[str], asked: dict[str, set[str]]) -> bool:
    if asks == "ifeval":
        return True
    is_set = any(name in given for name in names)
    is_not = any(name.startswith(_ELSEWHERE) or len(asked[name] & {"ifdef", "ifndef"}) > 1 for name in names)
    return (is_set or not is_not) if asks == "ifdef" else not is_set


@dataclass(slots=True)
class _Tabs:
    """Tabs that are open: the line that closes them, whether a label was just said, and the list in the tab."""

    close: str
    is_new: bool = False
    in_box: bool = False
    in_list: bool = False


@dataclass(slots=True)
class _Blocks:
    """Knows which tabs are open while the lines go by."""

    source: Sequence[Piece]
    left_out: LeftOut
    _tabs: list[_Tabs] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        """The pieces that pandoc is to read, in order; what is not among them is told to `left_out`."""
        last = ends([piece[0] for piece in self.source])
        is_fence = False
        for at, piece in enumerate(self.source):
            if is_fence:
                is_fence = False
            elif len(piece) > 1:
                yield list(self._verbatim(piece))
            elif self._opens_tabs(at, last):
                is_fence = True
                self._tabs.append(_Tabs(self.source[at + 1][0].text))
            else:
                yield from ([line] for line in self._line(piece[0]))

    def _opens_tabs(self, at: int, last: dict[str, int]) -> bool:
        if not _TABS.match(self.source[at][0].text) or at + 1 == len(self.source):
            return False
        fence = self.source[at + 1][0].text
        return fence.startswith("====") and last.get(fence, 0) > at + 1

    def _verbatim(self, lines: Sequence[Line]) -> Iterator[Line]:
        if lines[0].text.startswith("/"):
            return
        if self._tabs:
            self._tabs[-1].is_new = False
        kept = [line for line in lines if not self._is_include(line)]
        yield from kept[:-1]
        if len(kept) == 2 < len(lines):
            yield Line(lines[1].number, NOT_HERE)
        yield kept[-1]

    def _is_include(self, line: Line) -> bool:
        found = _INCLUDE.match(line.text)
        if found:
            self.left_out.where = f"line {line.number}"
            self.left_out.add("include", found[1])
        return found is not None

    def _line(self, line: Line) -> Iterator[Line]:
        if _COMMENT.match(line.text) or self._is_include(line):
            return
        if not self._tabs:
            yield line
            return
        tabs = self._tabs[-1]
        if line.text == tabs.close and not tabs.in_box:
            self._tabs.pop()
            yield Line(line.number, "")
        elif line.text == "--" and (tabs.in_box or tabs.is_new):
            tabs.in_box, tabs.is_new = not tabs.in_box, False
            yield Line(line.number, "")
        elif not tabs.in_box and (label := _TAB.match(line.text)):
            tabs.is_new, tabs.in_list = True, False
            yield from (Line(line.number, said) for said in ("", f"{label[1]}:", ""))
        elif line.text != "+" or tabs.in_list:
            tabs.is_new = tabs.is_new and not line.text
            tabs.in_list = tabs.in_list or _ITEM.match(line.text) is not None
            yield line
        else:
            yield Line(line.number, "")
