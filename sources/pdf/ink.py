"""How strongly text is printed."""

from __future__ import annotations

from ctypes import c_uint

from pypdfium2 import raw

_PALE = 0.72
_OPAQUE = 0.6
_STROKED = (1, 5)


def is_faint(text_object: object) -> bool:
    """Whether the ink is pale, or so transparent that it is pale on white paper."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    stroked = raw.FPDFTextObj_GetTextRenderMode(text_object) in _STROKED
    colour = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
    if not colour(text_object, red, green, blue, alpha):
        return False
    light = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
    opaque = alpha.value / 255
    return opaque < _OPAQUE or light > _PALE
