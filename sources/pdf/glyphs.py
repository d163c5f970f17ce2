"""Characters of a PDF page, with the places and the fonts that PDFium gives, gathered into spans."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.errors import UnreadableSource
from sources.limits import MAX_PDF_PAGE_CHARACTERS
from sources.pdf import quick
from sources.pdf.bidi import in_reading_order, is_mirrored, runs_left
from sources.pdf.doubled import without_doubles
from sources.pdf.fonts import FontBook
from sources.pdf.frame import Frame
from sources.pdf.glyph import GAP, NO_SPACE, SET_SPACE, Glyph, Style
from sources.pdf.ink import Ink
from sources.pdf.shapes import count_annotations, shapes_on
from sources.pdf.spans import RawPage, Span

_SPACES = frozenset((0x20, 0xA0, 0x09, 0x3000))
_NOT_TEXT = frozenset((0x00, 0x0A, 0x0D, 0xFFFE, 0xFFFF, 0xFEFF))
_UNMAPPED = frozenset((0x00, 0xFFFD, *range(0x03, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)))
_LINE_END_HYPHEN = 0x02
_WIDEST_GAP = 0.9
_WIDEST_SPACE = 1.8
_FURTHEST_BACK = -1.2
_WORD_GAP = 0.22
_SLANT = 0.04
_FEWEST_UPRIGHT = 0.1


class GlyphReader:
    """Reads the pages of one document."""

    def __init__(self) -> None:
        self._fonts = FontBook()

    def page(self, page: pdfium.PdfPage, number: int) -> RawPage:
        """The spans and marks of a page; the prevailing direction of its text becomes the horizontal."""
        glyphs, blanks, unmapped = self._drawn(page)
        fields, comments = count_annotations(page)
        glyphs = without_doubles(glyphs)
        upright = [glyph for glyph in glyphs if not glyph.style.is_slanted]
        slanted = [glyph for glyph in glyphs if glyph.style.is_slanted]
        if len(upright) < _FEWEST_UPRIGHT * len(slanted):
            upright, slanted = glyphs, []
        frame = Frame(_prevailing_turn(upright), *page.get_cropbox())
        glyphs, blanks = _in_frame(upright, frame), _in_frame(blanks, frame)
        shapes = shapes_on(page)
        marks = [frame.mark(mark) for mark in shapes.marks]
        if runs_left(glyphs):
            mirrored = is_mirrored(glyphs)
            glyphs = in_reading_order(glyphs + blanks, frame.width, mirrored=mirrored)
            marks = [mark.mirrored(frame.width) for mark in marks] if mirrored else marks
        return RawPage(
            number=number,
            width=frame.width,
            height=frame.height,
            spans=tuple(_spans(glyphs)),
            marks=tuple(marks),
            has_pictures=shapes.has_pictures,
            is_blank=shapes.is_blank,
            watermark=_read(slanted),
            pictures=tuple(shapes.pictures),
            shapes=shapes.paths,
            fields=fields,
            comments=comments,
            unmapped=unmapped,
        )

    def _drawn(self, page: pdfium.PdfPage) -> tuple[list[Glyph], list[Glyph], int]:
        """The characters of a page, the blanks between them where some run to the left, and how many mean nothing."""
        text = page.get_textpage()
        try:
            if text.count_chars() > MAX_PDF_PAGE_CHARACTERS:
                raise UnreadableSource("too_large")
            content = _PageText(text.raw, text.count_chars(), self._fonts)
            glyphs = list(content.glyphs())
            return glyphs, list(content.blanks()) if runs_left(glyphs) else [], content.unmapped
        finally:
            text.close()


class _PageText:
    """The characters of one page. What PDFium fills in is allocated once: a book has millions of characters."""

    def __init__(self, text: object, count: int, fonts: FontBook) -> None:
        self._text = text
        self._at = quick.address_of(text)
        self._count = count
        self._fonts = fonts
        self._styles: dict[int, Style] = {}
        self.unmapped = 0
        self._box, self._x, self._y = raw.FS_RECTF(), c_double(), c_double()
        self._ink = Ink()
        self._matrix = raw.FS_MATRIX()
        self._fill_matrix = byref(self._matrix)
        self._fill_box, self._fill_x, self._fill_y = byref(self._box), byref(self._x), byref(self._y)

    def glyphs(self) -> Iterator[Glyph]:
        spaced = NO_SPACE
        for index in range(self._count):
            code = quick.unicode_at(self._at, index)
            if code in _SPACES:
                spaced = GAP if raw.FPDFText_IsGenerated(self._text, index) == 1 else SET_SPACE
            elif code in _UNMAPPED:
                self.unmapped += 1
            elif code not in _NOT_TEXT and (style := self._style_at(index)):
                yield self._glyph(index, code, style, spaced)
                spaced = NO_SPACE

    def blanks(self) -> Iterator[Glyph]:
        """The blanks that the file itself sets."""
        for index in range(self._count):
            code = quick.unicode_at(self._at, index)
            is_set = code in _SPACES and raw.FPDFText_IsGenerated(self._text, index) != 1
            if is_set and (style := self._style_at(index)):
                yield self._glyph(index, 0x20, style, NO_SPACE)

    def _style_at(self, index: int) -> Style | None:
        """The style of a character, looked up once a text object; None for what PDFium made up."""
        address = quick.text_object_at(self._at, index)
        if not address:
            return None
        if address not in self._styles:
            self._styles[address] = self._style(address, index)
        return self._styles[address]

    def _style(self, text_object: int, index: int) -> Style:
        matrix = self._matrix
        quick.matrix_at(self._at, index, self._fill_matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        quarters = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        return Style(
            font=self._fonts.of(text_object),
            size=quick.font_size_at(self._at, index) * scale,
            turn=round(quarters) % 4,
            is_slanted=abs(quarters - round(quarters)) > _SLANT,
            is_faint=self._ink.is_faint(text_object),
        )

    def _glyph(self, index: int, code: int, style: Style, spaced: int) -> Glyph:
        box = self._box
        quick.loose_box_at(self._at, index, self._fill_box)
        quick.origin_at(self._at, index, self._fill_x, self._fill_y)
        character = "-" if code == _LINE_END_HYPHEN else chr(code)
        if style.turn % 2:
            return Glyph(character, box.bottom, box.top, self._x.value, style, spaced)
        return Glyph(character, box.left, box.right, self._y.value, style, spaced)


def _in_frame(glyphs: list[Glyph], frame: Frame) -> list[Glyph]:
    glyphs = [glyph for glyph in glyphs if glyph.style.turn == frame.turn]
    return glyphs if frame.is_page else [_framed(glyph, frame) for glyph in glyphs]


def _framed(glyph: Glyph, frame: Frame) -> Glyph:
    left, right = frame.along(glyph.left, glyph.right)
    return replace(glyph, left=left, right=right, baseline=frame.up(glyph.baseline))


def _prevailing_turn(glyphs: list[Glyph]) -> int:
    turns = Counter(glyph.style.turn for glyph in glyphs)
    return turns.most_common(1)[0][0] if turns else 0


def _read(glyphs: Iterable[Glyph]) -> str:
    return "".join(" " * bool(glyph.spaced) + glyph.character for glyph in glyphs).strip()


def _spans(glyphs: list[Glyph]) -> list[Span]:
    spans: list[Span] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and not _continues(current[-1], glyph):
            spans.append(_span(current, len(spans)))
            current = []
        current.append(glyph)
    if current:
        spans.append(_span(current, len(spans)))
    return spans


def _continues(before: Glyph, glyph: Glyph) -> bool:
    size = glyph.style.size
    same_style = before.style is glyph.style or (
        before.style.font is glyph.style.font and abs(before.style.size - size) < 0.1
    )
    on_line = abs(before.baseline - glyph.baseline) < 0.1 * size
    widest = _WIDEST_SPACE if glyph.spaced == SET_SPACE else _WIDEST_GAP
    return same_style and on_line and _FURTHEST_BACK * size < glyph.left - before.right < widest * size


def _span(glyphs: list[Glyph], order: int) -> Span:
    style = glyphs[0].style
    return Span(
        text=_text(glyphs),
        left=glyphs[0].left,
        right=max(glyph.right for glyph in glyphs),
        baseline=glyphs[0].baseline,
        size=style.size,
        font=style.font,
        order=order,
        is_faint=style.is_faint,
        edges=tuple((glyph.left, glyph.right) for glyph in glyphs) if style.font.monospaced else (),
    )


def _text(glyphs: list[Glyph]) -> str:
    parts = [" " if glyphs[0].spaced else "", glyphs[0].character]
    right = glyphs[0].right
    for glyph in glyphs[1:]:
        if glyph.spaced or glyph.left - right > _WORD_GAP * glyph.style.size:
            parts.append(" ")
        parts.append(glyph.character)
        right = glyph.right
    return "".join(parts)
