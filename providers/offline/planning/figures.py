"""Pictures of the sources that belong to a section: those that stand beside the text that it shows."""

from __future__ import annotations

from collections.abc import Collection

from providers.language.cleanliness import is_clean
from providers.offline.reading.corpus import Corpus
from providers.offline.writing.explanation import Reading

NARROWEST = 160
"""Pixels: what is narrower is an icon."""


def figure_of(reading: Reading, corpus: Corpus, taken: Collection[str]) -> str:
    """The reference "source:block" of the first picture with words to it, within two blocks of text that is shown and
    under the same heading; "" where there is none that is not `taken`."""
    shown = {piece.place.reference: piece.place.block.heading_path for piece in reading.pieces}
    for figure in corpus.pictures:
        near = any(shown.get(reference) == figure.heading_path for reference in figure.beside)
        fits = figure.width >= NARROWEST and is_clean(figure.text)
        if near and fits and figure.reference not in taken:
            return figure.reference
    return ""
