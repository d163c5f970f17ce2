"""Shapes and pictures of a PDF page."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.pdf.spans import Mark

_MARK_SIZE = (1.5, 9.0)
_MOST_SHAPES = 3000


def bullet_marks(page: pdfium.PdfPage) -> list[Mark]:
    """The small filled shapes of a page."""
    found = (_mark(shape) for kind, shape in _objects(page) if kind == raw.FPDF_PAGEOBJ_PATH)
    return [mark for mark in found if mark]


def has_pictures(page: pdfium.PdfPage) -> bool:
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind, _ in _objects(page))


def is_blank(page: pdfium.PdfPage) -> bool:
    return bool(raw.FPDFPage_CountObjects(page) <= 0)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, object]]:
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_SHAPES)):
        shape = raw.FPDFPage_GetObject(page, index)
        yield raw.FPDFPageObj_GetType(shape), shape


def _mark(shape: object) -> Mark | None:
    left, bottom, right, top = (c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    width, height = right.value - left.value, top.value - bottom.value
    smallest, largest = _MARK_SIZE
    if smallest <= width <= largest and smallest <= height <= largest and abs(width - height) < 0.25 * largest:
        return Mark(left.value, right.value, (top.value + bottom.value) / 2)
    return None
