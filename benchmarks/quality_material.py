"""What of the sources a check could be made of, told from the blocks alone: no writer is asked what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from learning.outline import OutlineSection
from learning.source import Block, SourceDocument
from providers.language.tables import Language, language_of

FEWEST_ITEMS = 3
FEWEST_ROWS = 3
MOST_SUBJECT_WORDS = 5
_NAMED = re.compile(r"[^:.!?]{1,60}(?::\s|\s[—–-]\s)\S")
_INLINE = re.compile(
    r"(?:[^\s,;:]+(?: [^\s,;:]+){0,3}, ){1,}[^\s,;:]+(?: [^\s,;:]+){0,3},? (?:and|or|und|oder|y|e|o|et|ou) \w"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def material_of(section: OutlineSection, sources: Sequence[SourceDocument], language: str) -> frozenset[str]:
    """The kinds in the blocks of a section: "definition", "list", "steps", "inline list", "table", "code"."""
    return frozenset(_kinds(_blocks(section, sources), language_of(language)))


def _blocks(section: OutlineSection, sources: Sequence[SourceDocument]) -> list[Block]:
    known = {f"{source.id}:{block.id}": block for source in sources for block in source.blocks}
    return [known[name] for name in section.source_blocks if name in known]


def _kinds(blocks: Sequence[Block], table: Language) -> Iterator[str]:
    items = [block for block in blocks if block.kind == "list_item"]
    if sum(block.ordinal is None for block in items) >= FEWEST_ITEMS:
        yield "list"
    if sum(block.ordinal is not None for block in items) >= FEWEST_ITEMS:
        yield "steps"
    if sum(_NAMED.match(block.text) is not None for block in items) >= FEWEST_ITEMS:
        yield "definition"
    for block in blocks:
        if block.kind == "table" and block.text.count("\n") >= FEWEST_ROWS:
            yield "table"
        elif block.kind == "code":
            yield "code"
        elif block.kind in ("paragraph", "list_item", "quote"):
            yield from _of_sentences(block, table)


def _of_sentences(block: Block, table: Language) -> Iterator[str]:
    for sentence in _SENTENCE.split(block.text):
        if _INLINE.search(sentence):
            yield "inline list"
        subject = " ".join(sentence.split()[:MOST_SUBJECT_WORDS])
        if table.says("definition", f"{subject} {' '.join(sentence.split()[MOST_SUBJECT_WORDS:][:2])}"):
            yield "definition"
