"""The pictures of a PDF file: which are figures, what they look like, and where they stand among the text."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from sources.drafts import Draft
from sources.limits import MAX_PICTURES
from sources.pdf.pieces import Piece
from sources.pdf.spans import RawPage

Box = tuple[int, ...]
"""The edges of a picture in whole points: left, bottom, right, top."""
_COVERS = 0.5
_BACKGROUND = 0.8
_FEWEST_PAGES = 3
_LARGEST_SIDE = 1_600
_MOST_PIXELS = 12_000_000
"""Of one picture as it is stored; a larger one is taken as large as the page shows it."""
_MOST_PIXELS_OF_ALL = 80_000_000
_JPEG = "DCTDecode"


class DrawnPicture(NamedTuple):
    """A picture of a page (counted from 1) as a PNG or JPEG file."""

    page: int
    box: Box
    data: bytes


class PlacedPicture(NamedTuple):
    """A picture that is kept as `media`."""

    page: int
    box: Box
    media: str


def share(box: Box, page: RawPage) -> float:
    """How much of the page a picture covers."""
    left, bottom, right, top = box
    return (right - left) * (top - bottom) / max(page.width * page.height, 1.0)


def usual_pictures(pages: Sequence[RawPage]) -> set[Box]:
    """Pictures at the same place of many pages: emblems, which say nothing of a page."""
    counts = Counter(box for page in pages for box in set(page.pictures) if share(box, page) < _COVERS)
    return {box for box, count in counts.items() if count >= max(_FEWEST_PAGES, len(pages) / 2)}


def drawn_pictures(document: pdfium.PdfDocument, pages: Sequence[RawPage]) -> Iterator[DrawnPicture]:
    """The pictures of the pages but for emblems and what lies under a whole page; at most as many as are kept."""
    usual = usual_pictures(pages)
    pixels = count = 0
    for page in pages:
        wanted = {box for box in page.pictures if box not in usual and share(box, page) < _BACKGROUND}
        if not wanted:
            continue
        opened = document[page.number - 1]
        for shown in opened.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=1):
            box = tuple(round(edge) for edge in shown.get_bounds())
            if box not in wanted:
                continue
            wanted.discard(box)
            width, height = shown.get_px_size()
            pixels += min(width * height, _MOST_PIXELS)
            count += 1
            if pixels > _MOST_PIXELS_OF_ALL or count > MAX_PICTURES:
                return
            if data := _file(shown, stored=width * height <= _MOST_PIXELS):
                yield DrawnPicture(page.number, box, data)
        opened.close()


def with_pictures(placed: Iterable[tuple[Piece | None, Draft]], pictures: Sequence[PlacedPicture]) -> list[Draft]:
    """The drafts with a figure before the first that stands below each picture in its column."""
    known = list(placed)
    on_page: defaultdict[int, list[int]] = defaultdict(list)
    for number, (_, draft) in enumerate(known):
        on_page[draft.page or 0].append(number)
    before: defaultdict[int, list[Draft]] = defaultdict(list)
    for picture in sorted(pictures, key=lambda one: (one.page, -one.box[3], one.box[0])):
        figure = Draft("figure", "", page=picture.page, media=picture.media)
        before[_place(picture, known, on_page)].append(figure)
    drafts: list[Draft] = []
    for number, (_, draft) in enumerate(known):
        drafts += [*before[number], draft]
    return drafts + before[len(known)]


def _place(picture: PlacedPicture, known: Sequence[tuple[Piece | None, Draft]], on_page: dict[int, list[int]]) -> int:
    numbers = on_page.get(picture.page, [])
    below = [number for number in numbers if _is_below(known[number][0], picture.box)]
    beside = [number for number in below if _shares_column(known[number][0], picture.box)]
    if beside or below:
        return (beside or below)[0]
    if numbers:
        return numbers[-1] + 1
    later = [own[0] for page, own in on_page.items() if page > picture.page]
    return min(later, default=len(known))


def _is_below(piece: Piece | None, box: Box) -> bool:
    return piece is not None and piece.rows[0].baseline < (box[1] + box[3]) / 2


def _shares_column(piece: Piece | None, box: Box) -> bool:
    if piece is None:
        return False
    left, right = piece.rows[0].column
    return min(right, box[2]) - max(left, box[0]) > 0


def _file(shown: pdfium.PdfImage, *, stored: bool) -> bytes | None:
    """The picture as the page shows it, its mask applied; None for one that PDFium cannot decode."""
    try:
        image = shown.get_bitmap(render=True, scale_to_original=stored).to_pil()
        photographed = _JPEG in shown.get_filters()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return None
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image = image.convert("L" if image.mode in ("1", "L") else "RGB")
    image.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    written = io.BytesIO()
    if photographed:
        image.save(written, "JPEG", quality=88)
    else:
        image.save(written, "PNG", compress_level=4)
    return written.getvalue()
