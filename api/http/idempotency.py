"""Requests that may be sent again: the same `Idempotency-Key` answers what the first one made, for a day."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Header
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import Problem
from models import limits
from models.upserts import insert_once

KEPT = timedelta(hours=24)

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x20-\x7e]+$",
        description="A new random text for each wish: the same key with the same body is the same wish.",
    ),
]


def key_reused() -> Problem:
    """The problem 409 of a key that came with another request before."""
    return Problem(
        409, "idempotency-key-reused", "This Idempotency-Key came with another request before; use a new key."
    )


async def made_before(
    session: AsyncSession, owner_id: UUID, operation: str, key: str, request: str, answer_id: UUID
) -> UUID | None:
    """Note that this transaction makes `answer_id` for the request, unless one with this key has made something.

    Then that is returned. A twin waits here until the first one's transaction has ended. Raises 409 when the key came
    with another request.
    """
    wanted = limits.IdempotencyKey(
        owner_id=owner_id, operation=operation, key=key, request_hash=_hash(request), answer_id=answer_id
    )
    is_old = col(limits.IdempotencyKey.created_at) <= datetime.now(UTC) - KEPT
    await session.exec(delete(limits.IdempotencyKey).where(col(limits.IdempotencyKey.owner_id) == owner_id, is_old))
    if await insert_once(session, wanted):
        return None
    query = select(limits.IdempotencyKey).where(
        limits.IdempotencyKey.owner_id == owner_id,
        limits.IdempotencyKey.operation == operation,
        limits.IdempotencyKey.key == key,
    )
    known = (await session.exec(query)).one()
    if known.request_hash != wanted.request_hash:
        raise key_reused()
    return known.answer_id


def _hash(request: str) -> str:
    return hashlib.sha256(request.encode(errors="surrogatepass")).hexdigest()
