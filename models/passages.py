"""The passages of sources that a course cites, read without the books that they stand in."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.section import Citation
from learning.source import Block, SourceDocument

_BLOCKS = text(
    "SELECT s.id, (s.document - 'blocks' - 'figures' - 'not_carried')::text AS head, b.block::text AS block "
    "FROM sources s, jsonb_array_elements(s.document -> 'blocks') WITH ORDINALITY AS b (block, n) "
    "WHERE s.owner_id = :owner AND s.id = ANY(:ids) AND s.id::text || ':' || (b.block ->> 'id') = ANY(:wanted) "
    "ORDER BY s.id, b.n"
)


async def cited_documents(session: AsyncSession, owner_id: UUID, citations: Iterable[Citation]) -> list[SourceDocument]:
    """Documents of the cited blocks alone, of the owner's sources. A source that is cited without a block, of which
    all would have to be read, is left out."""
    named = [(_id(citation.source_id), citation.block_id) for citation in citations]
    whole = {source_id for source_id, block_id in named if not block_id}
    wanted = [(source_id, block_id) for source_id, block_id in named if source_id and source_id not in whole]
    if not wanted:
        return []
    given = {
        "owner": owner_id,
        "ids": sorted({source_id for source_id, _ in wanted}),
        "wanted": [f"{source_id}:{block_id}" for source_id, block_id in wanted],
    }
    documents: dict[UUID, SourceDocument] = {}
    for source_id, head, block in await (await session.connection()).execute(_BLOCKS, given):
        if source_id not in documents:
            empty = SourceDocument.model_validate_json(f'{{"blocks": [], {head[1:]}')
            documents[source_id] = empty.model_copy(update={"id": str(source_id)})
        blocks = (*documents[source_id].blocks, Block.model_validate_json(block))
        documents[source_id] = documents[source_id].model_copy(update={"blocks": blocks})
    return list(documents.values())


def _id(source_id: str) -> UUID | None:
    """Whoever edits by hand may name what is no id."""
    try:
        return UUID(source_id)
    except ValueError:
        return None
