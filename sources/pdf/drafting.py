"""Pieces of all pages to drafts: joined across page breaks, hyphens undone, markers taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sources.drafts import Draft
from sources.figures import CAPTION
from sources.marks import as_terms
from sources.pdf.emphasis import set_off
from sources.pdf.hyphens import Hyphenation
from sources.pdf.items import ordinal_of
from sources.pdf.listing import listing_text
from sources.pdf.pieces import Piece, continues_text
from sources.pdf.tables import table_text

_NOTE_MARK = re.compile(r"^\[(\d{1,3})\]\s+")
_MARK = re.compile(r"(?:^|\s)\[(\d{1,3})\](?=[\s.,;:)]|$)")
_WORD = re.compile(r"[^\W\d_]{3}")
_LONGEST_DEBRIS = 6
_SAME_INDENT = 4.0


def joined_pages(pages: Iterable[Sequence[Piece]]) -> list[Piece]:
    """All pieces in order; a paragraph or listing that a page break cuts becomes one again."""
    joined: list[Piece] = []
    for pieces in pages:
        rest = list(pieces)
        if len(joined) > 1 and rest and _is_term(joined[-2], joined[-1], rest[0]):
            term = joined.pop().rows[0]
            rest[0] = replace(rest[0], kind="list_item", term=term)
        elif joined and rest and _goes_on(joined[-1], rest[0]):
            joined[-1].rows += rest.pop(0).rows
        joined += rest
    return joined


def _is_term(defined: Piece, last: Piece, after: Piece) -> bool:
    """Whether a page ends between a term and its definition, in a list of such."""
    in_list = defined.term is not None and len(last.rows) == 1 and abs(defined.term.left - last.rows[0].left) < 1
    return in_list and last.kind == "code" and after.kind == "paragraph" and after.text_left > last.rows[0].left + 1


def _goes_on(before: Piece, after: Piece) -> bool:
    if before.kind == after.kind == "code":
        return True
    if before.page != after.page and CAPTION.match(before.rows[0].text):
        return False
    in_prose = before.kind in ("paragraph", "list_item") and after.kind == "paragraph"
    return in_prose and continues_text(before, after.rows[0])


def placed_drafts(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Draft]]:
    """The drafts of a whole document, each with the piece that tells its place."""
    texts = {id(piece): _texts(piece) for piece in pieces if piece.kind not in ("code", "table")}
    hyphenation = Hyphenation(texts.values())
    notes = {match[1] for lines in texts.values() if (match := _NOTE_MARK.match(lines[0]))}
    levels = _Levels()
    for piece in pieces:
        if _is_debris(piece):
            continue
        level = levels.of(piece)
        lines = texts.get(id(piece))
        text = _verbatim(piece) if lines is None else _without_marks(hyphenation.joined(lines), notes)
        ordinal = ordinal_of(piece.marker) if piece.kind == "list_item" else None
        terms = as_terms(set_off(piece), text) if piece.kind in ("paragraph", "list_item", "quote") else ()
        yield piece, Draft(piece.kind, text, level=level, page=piece.page, ordinal=ordinal, terms=terms)


def _is_debris(piece: Piece) -> bool:
    """Scraps that formulas and figures leave behind: a few characters on their own, off the left edge of the text."""
    row = piece.rows[0]
    alone = piece.kind == "paragraph" and len(piece.rows) == 1 and row.left > row.column[0] + row.size
    return alone and len(row.text) <= _LONGEST_DEBRIS and not _WORD.search(row.text)


class _Levels:
    """Heading levels as they are; list levels by indentation, as long as the list goes on."""

    def __init__(self) -> None:
        self._lefts: list[float] = []
        self._column = (0.0, 0.0)

    def of(self, piece: Piece) -> int:
        left = piece.rows[0].left
        if piece.kind != "list_item":
            if piece.kind == "heading" or (self._lefts and left <= self._lefts[0]):
                self._lefts.clear()
            return piece.level
        if left > self._column[1] or piece.rows[0].right < self._column[0]:
            self._lefts.clear()
        self._column = piece.rows[0].column
        while self._lefts and left < self._lefts[-1] - _SAME_INDENT:
            self._lefts.pop()
        if not self._lefts or left > self._lefts[-1] + _SAME_INDENT:
            self._lefts.append(left)
        return len(self._lefts) - 1


def _verbatim(piece: Piece) -> str:
    if piece.kind == "code":
        return listing_text(piece.rows)
    return table_text(piece.rows)


def _texts(piece: Piece) -> list[str]:
    texts = [row.text.strip() for row in piece.rows]
    if piece.term:
        texts[0] = f"{piece.term.text.strip().removesuffix(':')}: {texts[0]}"
    marker = piece.marker.strip()
    if marker and texts[0].startswith(marker):
        texts[0] = texts[0][len(marker) :].strip()
    return texts


def _without_marks(text: str, notes: set[str]) -> str:
    """Without the bracketed marks of notes that the document has; a sentence reads the same without them."""
    return _MARK.sub(lambda match: "" if match[1] in notes else match[0], text).strip()
