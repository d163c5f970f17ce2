"""The frame in which a page is read: turned until its text is upright, with its lower left corner at zero."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sources.pdf.spans import Mark


@dataclass(frozen=True, slots=True)
class Frame:
    """`turn` counts quarter turns of the text, counter-clockwise; the edges of the page are in its own points."""

    turn: int
    page_left: float
    page_bottom: float
    page_right: float
    page_top: float

    @property
    def is_page(self) -> bool:
        """Whether text and page have the same frame."""
        return self.turn == 0 and self.page_left == 0 and self.page_bottom == 0

    @property
    def width(self) -> float:
        """The extent of the page in reading direction, in points."""
        return self._tall if self.turn % 2 else self._wide

    @property
    def height(self) -> float:
        """The extent of the page across the reading direction, in points."""
        return self._wide if self.turn % 2 else self._tall

    @property
    def _wide(self) -> float:
        return self.page_right - self.page_left

    @property
    def _tall(self) -> float:
        return self.page_top - self.page_bottom

    def along(self, start: float, end: float) -> tuple[float, float]:
        """A stretch in reading direction, given by its edges on the page."""
        if self.turn == 0:
            return start - self.page_left, end - self.page_left
        if self.turn == 1:
            return start - self.page_bottom, end - self.page_bottom
        origin = self.page_right if self.turn == 2 else self.page_top
        return origin - end, origin - start

    def up(self, place: float) -> float:
        """A height above the foot of the text, given by its place on the page across the reading direction."""
        if self.turn == 0:
            return place - self.page_bottom
        if self.turn == 3:
            return place - self.page_left
        return (self.page_right if self.turn == 1 else self.page_top) - place

    def mark(self, mark: Mark) -> Mark:
        """A mark in the frame; on a turned page, where none are looked for, as it is."""
        if self.turn:
            return mark
        left, right = self.along(mark.left, mark.right)
        return replace(mark, left=left, right=right, middle=self.up(mark.middle))
