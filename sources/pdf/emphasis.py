"""Words that a paragraph sets in bold or italics among others that are not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sources.pdf.pieces import Piece
from sources.pdf.spans import Span

_MOST_SHARE = 0.4
"""Of the characters of a block: where more are set off, that is how the block is set."""


def set_off(piece: Piece) -> Iterator[str]:
    """The stretches of one row each that are set off, and the term before a definition; none where most are."""
    if piece.term is not None:
        yield piece.term.plain
    rows = [[span for cell in row.cells for span in cell.spans] for row in piece.rows]
    runs = [(kind, list(run)) for spans in rows for kind, run in groupby(spans, key=_kind)]
    stretches = ["".join(span.text for span in run) for kind, run in runs if any(kind)]
    if sum(map(len, stretches)) <= _MOST_SHARE * sum(len(span.text) for spans in rows for span in spans):
        yield from stretches


def _kind(span: Span) -> tuple[bool, bool]:
    is_prose = not span.font.monospaced
    return span.font.bold and is_prose, span.font.italic and is_prose
