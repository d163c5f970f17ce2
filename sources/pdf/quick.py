"""The functions of PDFium that are called for each character or piece of text, with plain addresses in and out.

A call by `pypdfium2.raw` wraps pointers into objects and lets other threads run; for millions of characters that takes
longer than PDFium itself. These do neither, and take what `address_of` gives instead of a text page.
"""

from ctypes import PYFUNCTYPE, c_double, c_int, c_uint, c_void_p, cast
from typing import Any

from pypdfium2 import raw


def address_of(pointer: Any) -> int:
    """Where the thing lies that a pointer of `pypdfium2` means."""
    return cast(pointer, c_void_p).value or 0


def _bound(function: Any, *kinds: Any) -> Any:
    return PYFUNCTYPE(*kinds)(address_of(function))


unicode_at = _bound(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
text_object_at = _bound(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
loose_box_at = _bound(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin_at = _bound(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
matrix_at = _bound(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size_at = _bound(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
font_of = _bound(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
render_mode_of = _bound(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
fill_colour_of = _bound(raw.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
stroke_colour_of = _bound(raw.FPDFPageObj_GetStrokeColor, c_int, *[c_void_p] * 5)
