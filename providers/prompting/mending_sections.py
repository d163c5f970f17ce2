"""What of a section's draft can be put right without another call: names of parts, and where a quote stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from learning.outline import OutlineSection
from learning.source import Block, SourceDocument
from learning.source_index import SourceIndex
from learning.wording import fold, fold_quote, says

Json = dict[str, Any]
FEWEST_WORDS = 4
"""Of a quote that is looked for in other blocks than the one that it names: fewer may stand anywhere."""
_NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


def mended_section(draft: Json, section: OutlineSection, sources: Sequence[SourceDocument]) -> Json:
    """The section with ids that tell its checks apart, with checks of the objectives that it has, and with each quote
    tied to the block that says it, where the sources say it once."""
    checks = [_aligned(check, section) for check in draft.get("checks") or []]
    _tell_apart(checks, "c")
    index = SourceIndex(sources)
    citations = [_tied(citation, index, sources) for citation in draft.get("citations") or []]
    return draft | {"checks": checks, "citations": citations}


def _tell_apart(parts: Iterable[Json], letter: str) -> None:
    taken = set[str]()
    for part in parts:
        given = part.get("id")
        plain = _NOT_OF_AN_ID.sub("-", given).strip("-")[:60] if isinstance(given, str) else ""
        if not plain or plain in taken:
            plain = next(name for n in count(1) if (name := f"{letter}{n}") not in taken)
        taken.add(plain)
        part["id"] = plain


def _aligned(check: Json, section: OutlineSection) -> Json:
    """An objective in another spelling, or behind its mark in a list, is the section's; of one there is no choice."""
    named = check.get("objective")
    if not isinstance(named, str) or named in section.objectives:
        return check
    said = fold(named)
    meant = [own for own in section.objectives if fold(own) == said or (said and says(said, fold(own)))]
    if not meant and len(section.objectives) == 1:
        meant = section.objectives
    return check | {"objective": meant[0]} if len(meant) == 1 else check


def _tied(citation: Json, index: SourceIndex, sources: Sequence[SourceDocument]) -> Json:
    """A quote that its block does not say belongs to the one block that does."""
    quote, source_id = citation.get("quote"), citation.get("source_id")
    if not isinstance(quote, str) or len(quote.split()) < FEWEST_WORDS:
        return citation
    if isinstance(source_id, str) and index.has(source_id):
        block = index.block(source_id, str(citation.get("block_id") or ""))
        if block is not None and index.quotes(source_id, quote, block):
            return citation
    found = _said_in(quote, sources)
    if len(found) != 1:
        return citation
    [(source, block)] = found
    heading = block.heading_path[-1] if block.heading_path else ""
    return citation | {"source_id": source.id, "block_id": block.id, "page": block.page, "heading": heading}


def _said_in(quote: str, sources: Sequence[SourceDocument]) -> list[tuple[SourceDocument, Block]]:
    words = fold_quote(quote)
    return [(source, block) for source in sources for block in source.blocks if says(fold_quote(block.text), words)]
