"""What a PDF file holds besides the text that is read: named, so that a person can look it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from learning.source import NotCarried
from sources.pdf.picturing import Box, PlacedPicture, share, usual_pictures
from sources.pdf.spans import RawPage

_COVERS = 0.5
_FEWEST_CHARACTERS = 12
_MANY_SHAPES = 60
_MOST_RANGES = 12

_DETAILS = {
    "picture": "These pictures are not kept: they lie under a whole page, cannot be shown, or are more than we keep.",
    "drawing": "Drawings, charts and formulas made of lines are not read; describe what a reader needs of them.",
    "scanned_page": "These pages are pictures without text; run text recognition (OCR) on them and upload the result.",
    "unreadable_text": "The text here is stored in a way that cannot be read; run text recognition (OCR) on the file.",
    "watermark": "A stamp across the page was left out of the text.",
    "form": "Form fields and what is filled into them are not read.",
    "comment": "Comments and marks on the page are not read.",
    "attachment": "Files that are attached are not read; upload them one by one.",
}


def holdings(
    pages: Sequence[RawPage], attachments: int, unreadable: Iterable[int], kept: Iterable[PlacedPicture]
) -> list[NotCarried]:
    """One entry for each kind of thing that was not read, with all its pages; pictures but for those that are kept."""
    usual = usual_pictures(pages)
    known = {(picture.page, picture.box) for picture in kept}
    kinds: dict[str, Counter[int]] = {kind: Counter() for kind in _DETAILS}
    for page in pages:
        for kind, count in _on_page(page, usual, known):
            kinds[kind][page.number] += count
    for number in unreadable:
        kinds["unreadable_text"][number] += 1
    found = [_entry(kind, counts) for kind, counts in kinds.items() if counts.total()]
    if attachments:
        found.append(NotCarried(what="attachment", count=attachments, detail=_DETAILS["attachment"]))
    return found


def _on_page(page: RawPage, usual: set[Box], known: set[tuple[int, Box]]) -> Iterator[tuple[str, int]]:
    pictures = [box for box in page.pictures if box not in usual and (page.number, box) not in known]
    characters = sum(len(span.text.strip()) for span in page.spans)
    whole = [box for box in page.pictures if share(box, page) > _COVERS]
    if whole and characters < _FEWEST_CHARACTERS:
        yield "scanned_page", 1
    else:
        yield "picture", len(pictures)
    yield "drawing", int(page.shapes >= _MANY_SHAPES)
    yield "watermark", int(bool(page.watermark))
    yield "form", page.fields
    yield "comment", page.comments


def _entry(kind: str, counts: Counter[int]) -> NotCarried:
    numbers = sorted(number for number, count in counts.items() if count)
    return NotCarried(what=kind, where=_where(numbers), count=counts.total(), detail=_DETAILS[kind])


def _where(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 1–3, 7`."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    ranges = [f"{start}" if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True)]
    more = ", …" if len(ranges) > _MOST_RANGES else ""
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(ranges[:_MOST_RANGES]) + more
