"""What a passage may not end in, nor go on from: lead-ins without what they lead to, halves of sentences around a
listing, and what is supposed of a thing of which nothing is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from learning.prose_review import breaks_off
from providers.language.sentences import ends_like_a_sentence, is_balanced
from providers.language.verbatim import is_math
from providers.offline.reading.passages import Place
from providers.offline.writing.runs import Piece

_SUPPOSES = re.compile(
    r"(?:let (?!us\b|['’]s\b|me\b)|suppose (?:that )?|assume (?:that )?|consider (?:an?|the|any|some|now) |"
    r"(?:sei(?:en)? |angenommen,? |gegeben (?:sei|seien|ist|sind) |betrachten? (?:wir )?)|"
    r"(?:sea[n]? |supongamos |considere(?:mos)? )|(?:soi(?:t|ent) |supposons |considérons ))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:what|which|how|why|was|welche[rs]?|wie|warum|qué|cuál(?:es)?|cómo|quel(?:le)?s?|comment|pourquoi)\b[^?:.]{0,80}$",
    re.IGNORECASE,
)
"""A question whose end is lost."""


def without_loose_ends(pieces: list[Piece], places: Sequence[Place]) -> list[Piece]:
    """The pieces of a passage, which has these places, without such ends: at its end, and where what follows is left
    out."""
    kept: list[Piece] = []
    for piece in without_halves(pieces, places):
        while kept and not _comes_next(kept[-1], piece) and _needs_more(kept[-1]):
            kept = _cut(kept)
        kept.append(piece)
    while kept and kept[-1].quote and (kept[-1].place.is_label or _leads(kept[-1]) or _supposes(kept[-1], places)):
        kept = _cut(kept)
    return kept


def without_halves(pieces: Sequence[Piece], places: Sequence[Place]) -> list[Piece]:
    """The pieces without listings and formulas in the middle of a sentence whose end is left out, and its beginning."""
    shown = {piece.place.order for piece in pieces}
    after = {place.order: following for place, following in pairwise(places)}
    kept: list[Piece] = []
    for piece in pieces:
        following = after.get(piece.place.order)
        open_end = kept and kept[-1].quote and not kept[-1].quote.rstrip().endswith((".", ":", "!", "?", "：", "。"))
        in_middle = piece.place.kind == "code" or piece.place.is_formula
        goes_on = following is not None and following.kind == "paragraph" and following.goes_on
        half = goes_on and following is not None and following.order not in shown
        if open_end and in_middle and (half or (not goes_on and _ASKS.match(kept[-1].quote))):
            kept = _cut(kept)
            continue
        kept.append(piece)
    return kept


def _needs_more(piece: Piece) -> bool:
    """Whether what comes next in the source has to be shown below it."""
    return piece.quote.rstrip().endswith((":", "：")) or _is_supposed(piece)


def _supposes(piece: Piece, places: Sequence[Place]) -> bool:
    """Whether a passage ends in what is supposed, and the source goes on."""
    is_last = not places or (piece.place is places[-1] and piece.place.text.rstrip().endswith(piece.quote.rstrip()))
    return not is_last and _is_supposed(piece)


def _is_supposed(piece: Piece) -> bool:
    place = piece.place
    if place.kind != "paragraph" or place.loose or not piece.quote:
        return False
    return _SUPPOSES.match(place.split(piece.quote)[-1].text) is not None


def _comes_next(before: Piece, after: Piece) -> bool:
    """Whether a piece goes on where the one before it ends."""
    if before.place is after.place:
        return after.quote != "" and before.place.text.find(before.quote) + len(
            before.quote
        ) + 2 > after.place.text.find(after.quote)
    return after.place.order == before.place.order + 1 and before.place.text.endswith(before.quote)


def _leads(piece: Piece) -> bool:
    text = piece.quote.rstrip()
    if piece.place.kind == "list_item":
        return text.endswith((":", "：", ",")) or breaks_off(text, is_list=True)
    last = piece.place.split(piece.quote)[-1].text
    return text.endswith((":", "：", ",")) or not (piece.place.is_whole(last) or is_math(last) or _ends_another(last))


def _ends_another(text: str) -> bool:
    """Whether it is the end of the sentence before it, such as what stands below a displayed formula."""
    return text.lstrip(".… ")[:1].islower() and ends_like_a_sentence(text) and is_balanced(text)


def _cut(pieces: list[Piece]) -> list[Piece]:
    """Without the last sentence."""
    last = pieces[-1]
    parts = last.place.split(last.quote)
    if len(parts) < 2 or last.place.is_numbered or last.place.is_label:
        return pieces[:-1]
    return [*pieces[:-1], Piece(last.place, last.quote[: parts[-2].end])]
