"""The way of a PDF file from drawn characters to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from sources.drafts import Draft, Reading
from sources.figures import without_drawings
from sources.files import Kind, SourceFile
from sources.pdf.bullets import BulletMarks
from sources.pdf.contents import without_contents
from sources.pdf.drafting import joined_pages, placed_drafts
from sources.pdf.furniture import without_buttons, without_furniture
from sources.pdf.headings import Bookmark, HeadingRules
from sources.pdf.holdings import holdings
from sources.pdf.initials import with_initials
from sources.pdf.lies import without_lies
from sources.pdf.linenumbers import without_line_numbers
from sources.pdf.lines import lines_on
from sources.pdf.measures import measure
from sources.pdf.opening import opened
from sources.pdf.picturing import DrawnPicture, PlacedPicture, with_pictures
from sources.pdf.pieces import Piece, PieceMaker
from sources.pdf.rows import Row, rows_in_order
from sources.pdf.spans import RawPage
from sources.pdf.steps import without_steps
from sources.pdf.typewritten import is_typewritten, typewritten_drafts
from sources.pdf.watermarks import without_watermarks
from sources.pictures import NotKept, Pictures

_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|\(anonymous\)|\(unspecified\)|document\d*|title|.*\.\w{2,5}$)", re.IGNORECASE
)


_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024


def is_pdf(file: SourceFile) -> bool:
    """The mark may stand anywhere in the first kilobyte; a text about PDF has it there too, but no objects."""
    head = file.data[:_SIGNATURE_WITHIN]
    return head.lstrip().startswith(_SIGNATURE) or (_SIGNATURE in head and b"endobj" in file.data)


def read_pdf(file: SourceFile) -> Reading:
    """Read a PDF file. Raises `UnreadableSource`."""
    raw_pages, outline, title, attachments, drawn = opened(file.data)
    raw_pages, unreadable = without_lies(without_watermarks(raw_pages))
    pictures = Pictures()
    placed = list(_kept(drawn, pictures))
    not_carried = holdings(raw_pages, attachments, unreadable, placed)
    raw_pages = with_initials(without_line_numbers(raw_pages))
    lines = [lines_on(page.spans, page.number) for page in raw_pages]
    lines = without_steps(lines, [(page.width, page.height) for page in raw_pages])
    lines = without_furniture(lines, [page.height for page in raw_pages])
    lines = without_buttons(lines, [page.width for page in raw_pages])
    pages = without_contents([rows_in_order(page) for page in lines])
    drafts: Iterable[tuple[Piece | None, Draft]]
    if is_typewritten(pages):
        drafts = ((None, draft) for draft in typewritten_drafts(pages))
    else:
        drafts = placed_drafts(_typeset(pages, raw_pages, outline))
    return Reading(
        without_drawings(with_pictures(drafts, placed)),
        "" if _NO_TITLE.match(title.strip()) else title,
        not_carried=not_carried,
        pages=len(raw_pages),
        pictures=pictures.kept,
    )


def _kept(drawn: Iterable[DrawnPicture], pictures: Pictures) -> Iterator[PlacedPicture]:
    for picture in drawn:
        with suppress(NotKept):
            yield PlacedPicture(picture.page, picture.box, pictures.keep(picture.data))


def _typeset(pages: Sequence[Sequence[Row]], raw_pages: Sequence[RawPage], outline: Sequence[Bookmark]) -> list[Piece]:
    measures = measure(pages)
    headings = HeadingRules(pages, measures, outline)
    pieces = [
        PieceMaker(measures, headings, BulletMarks(raw_page.marks)).read(rows)
        for raw_page, rows in zip(raw_pages, pages, strict=True)
    ]
    return joined_pages(pieces)


PDF = Kind("PDF", "application/pdf", is_pdf, read_pdf)
