"""How strongly text is printed."""

from __future__ import annotations

from ctypes import byref, c_uint

from sources.pdf import quick

_PALE = 0.72
_OPAQUE = 0.6
_STROKED = (1, 5)


class Ink:
    """Asks for the colours of text objects; what PDFium fills in is allocated once."""

    def __init__(self) -> None:
        self._parts = [c_uint() for _ in range(4)]
        self._fill = [byref(part) for part in self._parts]

    def is_faint(self, text_object: int) -> bool:
        """Whether the ink is pale, or so transparent that it is pale on white paper."""
        stroked = quick.render_mode_of(text_object) in _STROKED
        colour = quick.stroke_colour_of if stroked else quick.fill_colour_of
        if not colour(text_object, *self._fill):
            return False
        red, green, blue, alpha = (part.value for part in self._parts)
        light = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
        return bool(alpha / 255 < _OPAQUE or light > _PALE)
