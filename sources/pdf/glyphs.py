"""Characters of a PDF page, with the places and the fonts that PDFium gives, gathered into spans."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import addressof, c_double
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.pdf.fonts import FontBook
from sources.pdf.frame import Frame
from sources.pdf.shapes import bullet_marks, has_pictures, is_blank
from sources.pdf.spans import Font, RawPage, Span

_SPACES = frozenset((0x20, 0xA0, 0x09, 0x3000))
_NOT_TEXT = frozenset((0x00, 0x0A, 0x0D, 0xFFFE, 0xFFFF, 0xFEFF))
_LINE_END_HYPHEN = 0x02
_NO_SPACE, _GAP, _SET_SPACE = range(3)
_WIDEST_GAP = 0.9
_WIDEST_SPACE = 1.8
_FURTHEST_BACK = -1.2
_WORD_GAP = 0.22


@dataclass(frozen=True, slots=True)
class _Style:
    font: Font
    size: float
    turn: int


@dataclass(slots=True)
class _Glyph:
    character: str
    left: float
    right: float
    baseline: float
    style: _Style
    spaced: int


class GlyphReader:
    """Reads the pages of one document."""

    def __init__(self) -> None:
        self._fonts = FontBook()

    def page(self, page: pdfium.PdfPage, number: int) -> RawPage:
        """The spans and marks of a page; the prevailing direction of its text becomes the horizontal."""
        text = page.get_textpage()
        try:
            glyphs = list(_PageText(text.raw, text.count_chars(), self._fonts).glyphs())
        finally:
            text.close()
        frame = Frame(_prevailing_turn(glyphs), *page.get_cropbox())
        glyphs = [glyph for glyph in glyphs if glyph.style.turn == frame.turn]
        if not frame.is_page:
            glyphs = [_framed(glyph, frame) for glyph in glyphs]
        return RawPage(
            number=number,
            width=frame.width,
            height=frame.height,
            spans=tuple(_spans(glyphs)),
            marks=tuple(frame.mark(mark) for mark in bullet_marks(page)),
            has_pictures=has_pictures(page),
            is_blank=is_blank(page),
        )


class _PageText:
    """The characters of one page. What PDFium fills in is allocated once: a book has millions of characters."""

    def __init__(self, text: object, count: int, fonts: FontBook) -> None:
        self._text = text
        self._count = count
        self._fonts = fonts
        self._styles: dict[int, _Style] = {}
        self._box, self._x, self._y = raw.FS_RECTF(), c_double(), c_double()

    def glyphs(self) -> Iterator[_Glyph]:
        spaced = _NO_SPACE
        for index in range(self._count):
            code = raw.FPDFText_GetUnicode(self._text, index)
            if code in _SPACES:
                spaced = _GAP if raw.FPDFText_IsGenerated(self._text, index) == 1 else _SET_SPACE
            elif code not in _NOT_TEXT and (style := self._style_at(index)):
                yield self._glyph(index, code, style, spaced)
                spaced = _NO_SPACE

    def _style_at(self, index: int) -> _Style | None:
        """The style of a character, looked up once a text object; None for what PDFium made up."""
        text_object = raw.FPDFText_GetTextObject(self._text, index)
        if not text_object:
            return None
        address = addressof(text_object.contents)
        if address not in self._styles:
            self._styles[address] = self._style(text_object, index)
        return self._styles[address]

    def _style(self, text_object: object, index: int) -> _Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        return _Style(self._fonts.of(text_object), raw.FPDFText_GetFontSize(self._text, index) * scale, turn)

    def _glyph(self, index: int, code: int, style: _Style, spaced: int) -> _Glyph:
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._text, index, box)
        raw.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        character = "-" if code == _LINE_END_HYPHEN else chr(code)
        if style.turn % 2:
            return _Glyph(character, box.bottom, box.top, self._x.value, style, spaced)
        return _Glyph(character, box.left, box.right, self._y.value, style, spaced)


def _framed(glyph: _Glyph, frame: Frame) -> _Glyph:
    left, right = frame.along(glyph.left, glyph.right)
    return replace(glyph, left=left, right=right, baseline=frame.up(glyph.baseline))


def _prevailing_turn(glyphs: list[_Glyph]) -> int:
    turns = Counter(glyph.style.turn for glyph in glyphs)
    return turns.most_common(1)[0][0] if turns else 0


def _spans(glyphs: list[_Glyph]) -> list[Span]:
    spans: list[Span] = []
    current: list[_Glyph] = []
    for glyph in glyphs:
        if current and not _continues(current[-1], glyph):
            spans.append(_span(current, len(spans)))
            current = []
        current.append(glyph)
    if current:
        spans.append(_span(current, len(spans)))
    return spans


def _continues(before: _Glyph, glyph: _Glyph) -> bool:
    size = glyph.style.size
    same_style = before.style is glyph.style or (
        before.style.font is glyph.style.font and abs(before.style.size - size) < 0.1
    )
    on_line = abs(before.baseline - glyph.baseline) < 0.1 * size
    widest = _WIDEST_SPACE if glyph.spaced == _SET_SPACE else _WIDEST_GAP
    return same_style and on_line and _FURTHEST_BACK * size < glyph.left - before.right < widest * size


def _span(glyphs: list[_Glyph], order: int) -> Span:
    style = glyphs[0].style
    return Span(
        text=_text(glyphs),
        left=glyphs[0].left,
        right=max(glyph.right for glyph in glyphs),
        baseline=glyphs[0].baseline,
        size=style.size,
        font=style.font,
        order=order,
        edges=tuple((glyph.left, glyph.right) for glyph in glyphs) if style.font.monospaced else (),
    )


def _text(glyphs: list[_Glyph]) -> str:
    parts = [" " if glyphs[0].spaced else "", glyphs[0].character]
    right = glyphs[0].right
    for glyph in glyphs[1:]:
        if glyph.spaced or glyph.left - right > _WORD_GAP * glyph.style.size:
            parts.append(" ")
        parts.append(glyph.character)
        right = glyph.right
    return "".join(parts)
