"""Shapes and pictures of a PDF page."""

from __future__ import annotations

from ctypes import c_float
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.pdf.spans import Mark

_MARK_SIZE = (1.5, 9.0)
_MOST_SHAPES = 3000
_SMALLEST_PICTURE = 24.0
_MOST_ANNOTATIONS = 2000
_COMMENTS = frozenset((1, 3, 9, 10, 11, 12, 13, 14, 15, 17))
_FIELD = 20
_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)


class Shapes(NamedTuple):
    """What a page draws besides its text.

    `marks` are its small filled shapes, `pictures` the edges (left, bottom, right, top) of its pictures in whole
    points; `paths` counts paths and shadings.
    """

    marks: list[Mark]
    pictures: list[tuple[int, ...]]
    has_pictures: bool
    paths: int
    is_blank: bool


def shapes_on(page: pdfium.PdfPage) -> Shapes:
    """Look at the objects of a page, once each."""
    marks: list[Mark] = []
    pictures: list[tuple[int, ...]] = []
    has_pictures, paths, count = False, 0, raw.FPDFPage_CountObjects(page)
    for index in range(min(count, _MOST_SHAPES)):
        shape = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        has_pictures |= kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        paths += kind in _DRAWN
        if kind == raw.FPDF_PAGEOBJ_PATH and (mark := _mark(shape)):
            marks.append(mark)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE and (box := _box(shape)) and _is_large(box):
            pictures.append(tuple(round(edge) for edge in box))
    return Shapes(marks, pictures, has_pictures, paths, count <= 0)


def count_annotations(page: pdfium.PdfPage) -> tuple[int, int]:
    """How many form fields and how many comments a page has."""
    kinds = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kinds.append(raw.FPDFAnnot_GetSubtype(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    return kinds.count(_FIELD), sum(kind in _COMMENTS for kind in kinds)


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


def _is_large(box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = box
    return min(right - left, top - bottom) >= _SMALLEST_PICTURE


def _box(shape: object) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value
