"""Storing a request to generate, once a key, and starting its workflow, however often that is tried."""

import hashlib
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.auditing import audit
from api.dependencies import Account
from api.problems import Problem, invalid, refuse_unshowable
from learning.brief import Brief
from models.generations import Generation, GenerationSection, Source
from models.messages import PlannedSection
from models.milestones import locked, milestone
from models.upserts import insert_once


async def refuse_unknown_sources(session: AsyncSession, brief: Brief, owner_id: UUID) -> None:
    """Raise 422, pointing to each source id that is not one of the owner's, or to texts that cannot be shown."""
    refuse_unshowable(brief)
    found = await session.exec(
        select(Source.id).where(Source.owner_id == owner_id, col(Source.id).in_(brief.source_ids))
    )
    known = set(found)
    errors = [
        (f"/source_ids/{place}", f"There is no source {source_id}; upload it first.")
        for place, source_id in enumerate(brief.source_ids)
        if source_id not in known
    ]
    if errors:
        raise invalid(errors)


async def request_course(session: AsyncSession, brief: Brief, account: Account, key: str | None) -> Generation:
    """The generation of this request; the same key answers the same one, and 409 with another brief."""
    document = brief.model_dump(mode="json")
    wanted = Generation(
        instructor_id=account.id,
        idempotency_key=key,
        request_hash=_hash(brief),
        brief=document,
        budget=brief.budget.amount if brief.budget else None,
    )
    return await _once(session, wanted, account)


async def request_section(
    session: AsyncSession, wanted: Generation, planned: PlannedSection, account: Account, key: str | None
) -> Generation:
    """The generation that writes one section anew; a key counts as in `request_course`."""
    wanted.idempotency_key = key
    generation = await _once(session, wanted, account)
    row = GenerationSection(generation_id=generation.id, key=planned.key, position=0, title=planned.title)
    await insert_once(session, row)
    return generation


async def _once(session: AsyncSession, wanted: Generation, account: Account) -> Generation:
    if await insert_once(session, wanted):
        generation = await locked(session, wanted.id)
        milestone(session, generation, "queued", title=generation.brief["title"])
        about = {"course_id": generation.course_id, "generation_id": generation.id}
        audit(session, account, "generation", generation.id, **about)
        await session.flush()
        await session.refresh(generation)
        return generation
    found = await session.exec(
        select(Generation).where(
            Generation.instructor_id == wanted.instructor_id, Generation.idempotency_key == wanted.idempotency_key
        )
    )
    generation = found.one()
    if generation.request_hash != wanted.request_hash:
        raise Problem(
            409, "idempotency-key-reused", "This Idempotency-Key came with another request before; use a new key."
        )
    return generation


def _hash(brief: Brief) -> str:
    return hashlib.sha256(brief.model_dump_json().encode()).hexdigest()
