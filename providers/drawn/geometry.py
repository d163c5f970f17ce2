"""Boxes and the straight lines between them, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first pixel to the right of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first pixel below the box."""
        return self.top + self.height

    @property
    def centre(self) -> Point:
        """The point in the middle, to half a pixel."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """(left, top, right, bottom), the form in which Pillow takes rectangles."""
        return self.left, self.top, self.right, self.bottom

    def inset(self, by: int) -> Box:
        """The box with `by` pixels less on each side. A box that is too small for that gets a negative size."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share any area; boxes that only touch do not."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Whether the line from `start` to `end` passes through the box (Liang and Barsky 1984)."""
        enter, leave = 0.0, 1.0
        dx, dy = end[0] - start[0], end[1] - start[1]
        edges = (
            (-dx, start[0] - self.left),
            (dx, self.right - start[0]),
            (-dy, start[1] - self.top),
            (dy, self.bottom - start[1]),
        )
        for direction, distance in edges:
            if direction == 0 and distance < 0:
                return False
            if direction < 0:
                enter = max(enter, distance / direction)
            elif direction > 0:
                leave = min(leave, distance / direction)
        return enter < leave


def joined(one: Box, other: Box) -> tuple[Point, Point]:
    """The line between the centres, cut where it leaves the one box and where it reaches the other."""
    return _border(one, other.centre), _border(other, one.centre)


def _border(box: Box, towards: Point) -> Point:
    x, y = box.centre
    dx, dy = towards[0] - x, towards[1] - y
    scale = min(box.width / 2 / abs(dx) if dx else float("inf"), box.height / 2 / abs(dy) if dy else float("inf"))
    return x + dx * scale, y + dy * scale
