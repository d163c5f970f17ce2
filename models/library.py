"""Source documents, read from the database once a process: they never change, and a book is parsed slowly."""

from collections.abc import Sequence
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.source import SourceDocument
from models.generations import Source

KEPT_DOCUMENTS = 64


class Library:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._kept: LRUCache[UUID, SourceDocument] = LRUCache(KEPT_DOCUMENTS)

    async def documents(self, ids: Sequence[UUID]) -> tuple[SourceDocument, ...]:
        """The documents of these sources, in this order."""
        missing = [source_id for source_id in ids if source_id not in self._kept]
        found = await self._read(missing) if missing else {}
        documents = tuple(self._kept.get(source_id) or found[source_id] for source_id in ids)
        for document in documents:
            self._kept[UUID(document.id)] = document
        return documents

    async def _read(self, ids: Sequence[UUID]) -> dict[UUID, SourceDocument]:
        async with self._sessions() as session:
            rows = await session.exec(select(Source.id, Source.document).where(col(Source.id).in_(ids)))
            return {
                source_id: SourceDocument.model_validate({**document, "id": str(source_id)})
                for source_id, document in rows
            }
