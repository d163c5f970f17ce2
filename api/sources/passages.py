"""The blocks of a source around one of them, to be read beside what cites it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import select

from accounts.permissions import Action, Relation
from api.http.problems import not_found
from api.security.dependencies import Account, Authorize, Snapshot
from learning.source import Block
from models.generations import Source

router = APIRouter(prefix="/api/sources", tags=["Making a course"])

FURTHEST = 10
"""Blocks to each side of the one that is asked for."""
LONGEST = 5_000
"""Characters of a block; a listing or a table may be a book of its own."""
_AROUND = text(
    """
    WITH blocks AS (
        SELECT b.n, b.block FROM sources s, jsonb_array_elements(s.document -> 'blocks') WITH ORDINALITY AS b (block, n)
        WHERE s.id = :source AND s.owner_id = :owner
    ), cited AS (
        SELECT n FROM blocks WHERE block ->> 'id' = :around OR CAST(:around AS text) IS NULL ORDER BY n LIMIT 1
    )
    SELECT b.n AS place, (SELECT count(*) FROM blocks) AS total, char_length(b.block ->> 'text') > :longest AS is_cut,
        jsonb_set(b.block, '{text}', to_jsonb(left(b.block ->> 'text', :longest))) AS block
    FROM blocks b JOIN cited c ON b.n BETWEEN c.n - :before AND c.n + :after ORDER BY b.n
    """
)
_NAMED = text(
    """
    SELECT b.n AS place, jsonb_array_length(s.document -> 'blocks') AS total,
        char_length(b.block ->> 'text') > :longest AS is_cut,
        jsonb_set(b.block, '{text}', to_jsonb(left(b.block ->> 'text', :longest))) AS block
    FROM sources s, jsonb_array_elements(s.document -> 'blocks') WITH ORDINALITY AS b (block, n)
    WHERE s.id = :source AND s.owner_id = :owner AND b.block ->> 'id' = ANY(:named) ORDER BY b.n LIMIT 100
    """
)
Named = Annotated[
    list[str] | None,
    Query(alias="block", max_length=100, description="The ids of single blocks, in place of those around one."),
]
Around = Annotated[
    str | None,
    Query(max_length=200, description="The id of a block, as citations name it; without it the first one."),
]
Before = Annotated[int, Query(ge=0, le=FURTHEST, description="How many blocks before it.")]
After = Annotated[int, Query(ge=0, le=FURTHEST, description="How many blocks after it.")]


class PassageBlock(Block):
    """A block at its `place` in the source, from 1. Of one that is cut only the first 5,000 characters are there."""

    place: int
    is_cut: bool


class Passage(BaseModel):
    """Some blocks of a source in their order; it has `total` of them."""

    source_id: UUID
    filename: str
    language: str
    total: int
    blocks: list[PassageBlock]


@router.get("/{source_id}/blocks")
async def read_passage(
    source_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_SOURCE))],
    session: Snapshot,
    around: Around = None,
    before: Before = 2,
    after: After = 2,
    named: Named = None,
) -> Passage:
    """The passage of your source around a block, such as the one that a citation names, up to 10 blocks to each side.

    With `block` single blocks, such as those that a section of an outline is to be made from, in the source's order.

    404 for blocks that the source does not have.
    """
    facts = select(Source.filename, Source.language).where(Source.id == source_id, Source.owner_id == account.id)
    source = (await session.exec(facts)).one_or_none()
    if source is None or not account.may(Relation.OWN):
        raise not_found("source")
    given: dict[str, Any] = {"source": source_id, "owner": account.id, "longest": LONGEST}
    if named:
        query, given["named"] = _NAMED, named
    else:
        query, given = _AROUND, given | {"around": around, "before": before, "after": after}
    rows = (await (await session.connection()).execute(query, given)).mappings().all()
    if not rows:
        raise not_found("passage")
    blocks = [PassageBlock(place=row["place"], is_cut=row["is_cut"], **row["block"]) for row in rows]
    filename, language = source
    return Passage(source_id=source_id, filename=filename, language=language, total=rows[0]["total"], blocks=blocks)
