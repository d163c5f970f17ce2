"""Looking up what the sources say, to check references and quotes against it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from learning.source import Block, SourceDocument
from learning.wording import fold_quote, says


class SourceIndex:
    """The blocks and texts of some source documents. Nothing is read or folded before it is asked for."""

    def __init__(self, sources: Sequence[SourceDocument]) -> None:
        self._documents = {document.id: _Document(document) for document in sources}

    def __bool__(self) -> bool:
        return bool(self._documents)

    def has(self, source_id: str) -> bool:
        """Whether there is a source with this id."""
        return source_id in self._documents

    def resolves(self, reference: str) -> bool:
        """Whether "<source id>:<block id>" names a block."""
        return reference in self._references

    def block(self, source_id: str, block_id: str) -> Block | None:
        """The block of that id, None where the source has none. Raises KeyError for an unknown source."""
        return self._documents[source_id].blocks.get(block_id)

    def quotes(self, source_id: str, quote: str, block: Block | None = None) -> bool:
        """Whether the block, or the whole document without one, says this word for word."""
        return says(fold_quote(block.text) if block else self._documents[source_id].text, fold_quote(quote))

    def is_on_page(self, source_id: str, quote: str, page: int | None, block: Block | None = None) -> bool:
        """Whether the block, or the quote without one, begins on that page; no page is no claim."""
        if page is None:
            return True
        if block:
            return block.page == page
        return self._documents[source_id].begins_on(fold_quote(quote), page)

    @cached_property
    def _references(self) -> frozenset[str]:
        return frozenset(f"{name}:{block}" for name, document in self._documents.items() for block in document.blocks)


class _Document:
    def __init__(self, document: SourceDocument) -> None:
        self._document = document

    @cached_property
    def blocks(self) -> dict[str, Block]:
        return {block.id: block for block in self._document.blocks}

    @cached_property
    def text(self) -> str:
        return fold_quote("\n".join(block.text for block in self._document.blocks))

    def begins_on(self, words: str, page: int) -> bool:
        here, after = self._pages(page), self._pages(page + 1)
        return says(here, words) or (says(f"{here} {after}", words) and not says(after, words))

    def _pages(self, page: int) -> str:
        return fold_quote("\n".join(block.text for block in self._document.blocks if block.page == page))
