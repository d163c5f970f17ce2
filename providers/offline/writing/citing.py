"""Citations of a section: each statement's mark, and the words of the source that carry it."""

from __future__ import annotations

from learning.section import Citation
from providers.language.cleanliness import is_clean
from providers.language.headings import clean_heading
from providers.language.tables import Language
from providers.offline.reading.passages import Place

LONGEST_QUOTE = 600
LONGEST_NAME = 160


class Citations:
    """Numbers the citations in the order in which the text refers to them."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Citation] = {}

    def mark(self, place: Place, quote: str) -> str:
        """The mark `[^c1]` of a quote; the same quote has the same mark."""
        key = (place.reference, quote)
        if key not in self._made:
            self._made[key] = _citation(f"c{len(self._made) + 1}", place, quote)
        return f"[^{self._made[key].id}]"

    def all(self) -> list[Citation]:
        """The citations so far, in the order of their numbers."""
        return list(self._made.values())


def _citation(name: str, place: Place, quote: str) -> Citation:
    path = place.block.heading_path
    return Citation(
        id=name,
        source_id=place.document.id,
        block_id=place.block.id,
        page=place.block.page,
        heading=" › ".join(path)[:300],
        quote=shortened(quote, place),
    )


def shortened(quote: str, place: Place) -> str:
    """The leading sentences of a quote that is long."""
    if len(quote) <= LONGEST_QUOTE:
        return quote
    sentences = place.split(quote)
    ends = [span.end for span in sentences if span.end <= LONGEST_QUOTE]
    return quote[: max(ends)] if ends else quote[: sentences[0].end][:4_000].rsplit(maxsplit=1)[0]


def where(place: Place, phrases: Language) -> str:
    """Where a person finds it: heading, file and page."""
    path = place.block.heading_path
    heading = clean_heading(path[-1], phrases) if path else place.document.title
    heading = shown(heading) or shown(place.document.title)
    file = shown(place.document.filename)
    if place.block.page is None:
        return phrases.phrase("place", heading=heading, file=file)
    return phrases.phrase("place_page", heading=heading, file=file, page=str(place.block.page))


def shown(name: str) -> str:
    """A heading or file name as it can stand in a text: of an ordinary length, and a dash where it is markup."""
    return name[:LONGEST_NAME] if is_clean(name) else "–"
