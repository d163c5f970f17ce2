"""What stands on a page before its layout is known: spans of characters set alike, with their places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    """A font as far as structure shows in it; `number` tells apart fonts of one name in a file."""

    name: str
    monospaced: bool
    bold: bool
    number: int = 0
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one font on one baseline, in points from the lower left corner of the page.

    `order` is the place in the file's own drawing order; `edges` holds the left and right edge of every character of a
    monospaced span, so that its columns can be counted, and is empty otherwise. `is_faint` says that it is drawn in
    pale or transparent ink.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: Font
    order: int
    is_faint: bool = False
    edges: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A small filled shape, such as a list bullet drawn as graphics: its left and right edge and its middle height."""

    left: float
    right: float
    middle: float

    def mirrored(self, width: float) -> Mark:
        """The mark on a page with left and right exchanged."""
        return Mark(width - self.right, width - self.left, self.middle)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as drawn; `number` is 1-based, `watermark` is what stands aslant across the text.

    `pictures` are the edges (left, bottom, right, top) of its pictures; `shapes`, `fields` and `comments` count what is
    drawn, the fields of forms and the annotations; `unmapped` characters that the file gives no meaning.
    """

    number: int
    width: float
    height: float
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    has_pictures: bool
    is_blank: bool
    watermark: str = ""
    pictures: tuple[tuple[int, ...], ...] = ()
    shapes: int = 0
    fields: int = 0
    comments: int = 0
    unmapped: int = 0
