"""A PDF file opened by PDFium, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.errors import UnreadableSource
from sources.limits import MAX_CHARACTERS, MAX_PDF_PAGES
from sources.pdf.bombs import check_expansion
from sources.pdf.glyphs import GlyphReader
from sources.pdf.headings import Bookmark
from sources.pdf.picturing import DrawnPicture, drawn_pictures
from sources.pdf.spans import RawPage

# PDFium keeps global state: two threads must never be inside it together.
_PDFIUM = Lock()
_MOST_BOOKMARKS = 20_000
_FEWEST_CHARACTERS_PER_PAGE = 12


class Opened(NamedTuple):
    """Everything that is read from a file; `attachments` counts the files that are attached to it."""

    pages: list[RawPage]
    outline: list[Bookmark]
    title: str
    attachments: int
    pictures: list[DrawnPicture]


def opened(data: bytes) -> Opened:
    """Read what stands in a file.

    Raises `UnreadableSource` encrypted, broken, too_large, bomb, empty or no_text.
    """
    check_expansion(data)
    with _opened(data) as document:
        pages = _pages(document)
        outline = list(_outline(document))
        title = document.get_metadata_value("Title")
        attachments = max(raw.FPDFDoc_GetAttachmentCount(document), 0)
        _check_text(pages)
        pictures = list(drawn_pictures(document, pages))
    return Opened(pages, outline, title, attachments, pictures)


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    with _PDFIUM:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            raise UnreadableSource("encrypted" if locked else "broken") from error
        try:
            yield document
        except pdfium.PdfiumError as error:
            raise UnreadableSource("broken") from error
        finally:
            document.close()


def _pages(document: pdfium.PdfDocument) -> list[RawPage]:
    if len(document) > MAX_PDF_PAGES:
        raise UnreadableSource("too_large")
    reader = GlyphReader()
    pages: list[RawPage] = []
    characters = 0
    for index in range(len(document)):
        page = document[index]
        pages.append(reader.page(page, index + 1))
        page.close()
        characters += sum(len(span.text) for span in pages[-1].spans)
        if characters > MAX_CHARACTERS:
            raise UnreadableSource("too_large")
    return pages


def _outline(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
    for number, entry in enumerate(document.get_toc(max_depth=6)):
        destination = entry.get_dest()
        index = destination.get_index() if destination else None
        if number >= _MOST_BOOKMARKS:
            return
        if index is not None:
            yield Bookmark(entry.get_title(), entry.level + 1, index + 1)


def _check_text(pages: list[RawPage]) -> None:
    if not pages:
        raise UnreadableSource("broken")
    characters = sum(len(span.text.strip()) for page in pages for span in page.spans)
    pictured = sum(page.has_pictures for page in pages)
    if characters < _FEWEST_CHARACTERS_PER_PAGE * len(pages) and pictured * 2 >= len(pages):
        raise UnreadableSource("no_text")
    if not characters:
        raise UnreadableSource("empty" if all(page.is_blank for page in pages) else "no_text")
