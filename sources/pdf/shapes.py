"""Shapes and pictures of a PDF page."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.pdf.spans import Mark

_MARK_SIZE = (1.5, 9.0)
_MOST_SHAPES = 3000


_SMALLEST_PICTURE = 24.0
_MOST_ANNOTATIONS = 2000
_COMMENTS = frozenset((1, 3, 9, 10, 11, 12, 13, 14, 15, 17))
_FIELD = 20


def pictures(page: pdfium.PdfPage) -> list[tuple[int, ...]]:
    """The edges of the pictures of a page in whole points: left, bottom, right, top."""
    boxes = (_box(shape) for kind, shape in _objects(page) if kind == raw.FPDF_PAGEOBJ_IMAGE)
    large = (box for box in boxes if box and min(box[2] - box[0], box[3] - box[1]) >= _SMALLEST_PICTURE)
    return [tuple(round(edge) for edge in box) for box in large]


def count_shapes(page: pdfium.PdfPage) -> int:
    """How many paths and shadings are drawn."""
    return sum(1 for kind, _ in _objects(page) if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING))


def count_annotations(page: pdfium.PdfPage) -> tuple[int, int]:
    """How many form fields and how many comments a page has."""
    kinds = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kinds.append(raw.FPDFAnnot_GetSubtype(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    return kinds.count(_FIELD), sum(kind in _COMMENTS for kind in kinds)


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
    box = _box(shape)
    if box is None:
        return None
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    smallest, largest = _MARK_SIZE
    if smallest <= width <= largest and smallest <= height <= largest and abs(width - height) < 0.25 * largest:
        return Mark(left, right, (top + bottom) / 2)
    return None


def _box(shape: object) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value
