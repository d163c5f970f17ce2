"""Source documents, read from the database once a process: they never change, and a book is parsed slowly.

A book is read block by block, so that what else the process does goes on meanwhile.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.source import Block, SourceDocument

KEPT_DOCUMENTS = 64
BLOCKS_AT_ONCE = 500
SAMPLE_CHARACTERS = 100_000
SAMPLE_BLOCK_CHARACTERS = 2_000

_HEADS = text("SELECT id, (document - 'blocks')::text AS head FROM sources WHERE id = ANY(:ids)")
_BLOCKS = text(
    "SELECT s.id, b.block::text AS block FROM sources s, jsonb_array_elements(s.document -> 'blocks') "
    "WITH ORDINALITY AS b (block, n) WHERE s.id = ANY(:ids) ORDER BY s.id, b.n"
)
_SIZE = text("SELECT coalesce(sum(characters), 0)::bigint FROM sources WHERE id = ANY(:ids)")
# Every so many-th block, of which only the beginning.
_SAMPLE = text(
    "SELECT s.id, jsonb_set(b.block, '{text}', to_jsonb(left(b.block ->> 'text', :longest)))::text AS block "
    "FROM sources s, jsonb_array_elements(s.document -> 'blocks') WITH ORDINALITY AS b (block, n) "
    "WHERE s.id = ANY(:ids) AND b.n % :step = 0 ORDER BY s.id, b.n"
)


class SourceMissing(LookupError):
    """A source is not, or not any more, in the database."""


class Sample(NamedTuple):
    """Parts of some documents, and how many times as long the whole of them is; 1 when it is all of them."""

    documents: tuple[SourceDocument, ...]
    times: Decimal


class Library:
    """The documents of sources, parsed when somebody first asks for them and kept for as long as there is room."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._kept: LRUCache[UUID, SourceDocument] = LRUCache(KEPT_DOCUMENTS)

    async def documents(self, ids: Sequence[UUID]) -> tuple[SourceDocument, ...]:
        """Return the documents of these sources, in this order. Raises SourceMissing."""
        missing = [source_id for source_id in ids if source_id not in self._kept]
        found = await self._read(missing, _BLOCKS) if missing else {}
        documents = tuple(self._kept.get(source_id) or _there(found, source_id) for source_id in ids)
        for document in documents:
            self._kept[UUID(document.id)] = document
        return documents

    async def sample(self, ids: Sequence[UUID]) -> Sample:
        """Return about `SAMPLE_CHARACTERS` of these sources, to count by. Raises SourceMissing."""
        async with self._sessions() as session:
            size = (await (await session.connection()).execute(_SIZE, {"ids": list(ids)})).scalar_one()
        step = -(-size // SAMPLE_CHARACTERS)
        if step <= 1:
            return Sample(await self.documents(ids), Decimal(1))
        found = await self._read(ids, _SAMPLE, step=step, longest=SAMPLE_BLOCK_CHARACTERS)
        documents = tuple(_there(found, source_id) for source_id in ids)
        read = sum(len(block.text) for document in documents for block in document.blocks)
        return Sample(documents, max(Decimal(1), Decimal(size) / max(1, read)))

    async def _read(self, ids: Sequence[UUID], query: Any, **values: Any) -> dict[UUID, SourceDocument]:
        blocks: dict[UUID, list[Block]] = {source_id: [] for source_id in ids}
        async with self._sessions() as session:
            connection = await session.connection()
            heads = (await connection.execute(_HEADS, {"ids": list(ids)})).all()
            rows = await connection.stream(query, {"ids": list(ids), **values})
            async for part in rows.partitions(BLOCKS_AT_ONCE):
                for source_id, block in part:
                    blocks[source_id].append(Block.model_validate_json(block))
        return {source_id: _document(source_id, head, blocks[source_id]) for source_id, head in heads}


def _document(source_id: UUID, head: str, blocks: Sequence[Block]) -> SourceDocument:
    empty = SourceDocument.model_validate_json(f'{{"blocks": [], {head[1:]}')
    return empty.model_copy(update={"id": str(source_id), "blocks": tuple(blocks)})


def _there(found: dict[UUID, SourceDocument], source_id: UUID) -> SourceDocument:
    if source_id not in found:
        raise SourceMissing(f"source {source_id} is not there any more")
    return found[source_id]
