"""Short ways to look at a document that was read."""

from __future__ import annotations

from learning.source import Block, BlockKind, SourceDocument
from sources import read_source


def read_text(text: str, filename: str) -> SourceDocument:
    return read_source(text.encode(), filename)


def texts(document: SourceDocument, kind: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def headings(document: SourceDocument) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks if block.kind == "heading"]


def only(document: SourceDocument, kind: BlockKind) -> Block:
    (block,) = [block for block in document.blocks if block.kind == kind]
    return block


def whole(document: SourceDocument) -> str:
    return "\n".join(block.text for block in document.blocks)
