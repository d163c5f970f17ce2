"""Fonts of a PDF: monospaced or not, bold or not, slanted or not."""

from __future__ import annotations

import ctypes
import re

from pypdfium2 import raw

from sources.pdf import quick
from sources.pdf.spans import Font

_MONOSPACED = re.compile(
    r"mono|courier|consolas|menlo|monaco|typewriter|lettergothic|lucidacon|inconsolata|sourcecode|firacode|cascadia"
    r"|andale|fixed|terminal|^(?:cmtt|cmsltt|cmitt|ectt|sftt|lmtt|txtt|nimbusmon|pcr[rb]|ltt)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!c)|-bd|(?:^|[+-])(?:cmbx|sfbx|ecbx|ptmb|phvb)", re.IGNORECASE)
_REGULAR = re.compile(r"(?:regu(?:lar)?|roma?n?|book|light|thin)$", re.IGNORECASE)
"""Names of upright type of ordinary weight. Some programs write a weight of their own into every font."""
_ITALIC = re.compile(r"ital|obliq|slant|(?:^|[+-])(?:cm[ts]i|cmbxti|sfti|ecti)\d", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FIXED_PITCH, _SLANTED = 1, 1 << 6
_BOLD_WEIGHT = 600
_NAME_BYTES = 256


class FontBook:
    """The fonts of one document by their handle, looked up once each."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}

    def of(self, text_object: int) -> Font:
        """The font of a text object, given by its PDFium handle; a font without name where it has none."""
        address = quick.font_of(text_object)
        if not address:
            return Font("", monospaced=False, bold=False)
        if address not in self._fonts:
            handle = ctypes.cast(address, raw.FPDF_FONT)
            self._fonts[address] = _described(handle, len(self._fonts) + 1)
        return self._fonts[address]


def _described(handle: object, number: int) -> Font:
    name = _SUBSET.sub("", _name(handle))
    flags = max(0, raw.FPDFFont_GetFlags(handle))
    fixed = bool(flags & _FIXED_PITCH)
    return Font(
        name=name,
        monospaced=fixed or bool(_MONOSPACED.search(name)),
        bold=bool(_BOLD.search(name)) or (not _REGULAR.search(name) and raw.FPDFFont_GetWeight(handle) >= _BOLD_WEIGHT),
        number=number,
        italic=bool(flags & _SLANTED) or bool(_ITALIC.search(name)),
    )


def _name(handle: object) -> str:
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    raw.FPDFFont_GetBaseFontName(handle, buffer, _NAME_BYTES)
    return buffer.value.decode("utf-8", "replace")
