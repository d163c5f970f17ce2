"""Text into a box: wrapped by words, as large as fits, shortened only at the smallest size."""

from bisect import bisect_right
from dataclasses import dataclass

from providers.drawn.fonts import Font, font_for, showable

LINE_HEIGHT = 1.18
STEP = 2
ELLIPSIS = "…"
MOST_CHARACTERS = 1_500
"""More than any box takes at the smallest size."""


@dataclass(frozen=True)
class Fitted:
    """Lines in one font; `size` (pixels) is that of the font, `width` and `height` are those of the paragraph."""

    lines: tuple[str, ...]
    font: Font

    @property
    def size(self) -> int:
        """The font's size in whole pixels."""
        return round(self.font.size)

    @property
    def width(self) -> float:
        """The width of the longest line in pixels; 0 without lines."""
        return max((self.font.getlength(line) for line in self.lines), default=0)

    @property
    def height(self) -> int:
        """The height of all lines in pixels, at a line height of LINE_HEIGHT times the size."""
        return round(len(self.lines) * self.size * LINE_HEIGHT)


def fit(text: str, width: int, height: int, largest: int, smallest: int) -> Fitted:
    """The text within width × height pixels, between the two sizes; ended by an ellipsis where that is too long."""
    words = showable(text[:MOST_CHARACTERS])
    for size in range(largest, smallest - 1, -STEP):
        font = font_for(words, size)
        lines = _wrap(words, font, width)
        if lines is not None and Fitted(lines, font).height <= height:
            return Fitted(lines, font)
    return _shortened(words, width, height, smallest)


def _wrap(text: str, font: Font, width: int) -> tuple[str, ...] | None:
    """The lines, or None when a word alone is wider than the box."""
    lines: list[str] = []
    for word in text.split():
        if font.getlength(word) > width:
            return None
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _shortened(text: str, width: int, height: int, size: int) -> Fitted:
    font = font_for(text, size)
    most = max(1, int(height / (size * LINE_HEIGHT)))
    lines = _broken(text, font, width)
    if len(lines) > most:
        last = f"{lines[most - 1]}{ELLIPSIS}"
        while len(last) > 1 and font.getlength(last) > width:
            last = last[:-2].rstrip() + ELLIPSIS
        lines = [*lines[: most - 1], last]
    return Fitted(tuple(lines), font)


def _broken(text: str, font: Font, width: int) -> list[str]:
    """Lines where even a word may be cut, since nothing else is left to do."""
    pieces: list[str] = []
    for word in text.split():
        while font.getlength(word) > width:
            length = _letters_within(word, font, width)
            pieces.append(word[:length])
            word = word[length:]
            if not word:
                break
        pieces += [word] if word else []
    return list(_wrap(" ".join(pieces), font, width) or pieces)


def _letters_within(word: str, font: Font, width: int) -> int:
    """How many letters of the word the line takes, one at least."""
    counts = range(1, len(word) + 1)
    return max(1, bisect_right(counts, float(width), key=lambda count: font.getlength(word[:count])))
