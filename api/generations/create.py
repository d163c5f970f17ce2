"""Storing a request to generate, once a key, however often that is tried, and not too many in a time."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.idempotency import KEPT, key_reused
from api.http.problems import Problem, invalid, refuse_unshowable
from api.security.auditing import audit
from api.security.dependencies import Account
from api.security.rate_limits import refuse_generation, take_generation
from learning.brief import Brief
from learning.brief_warnings import BriefWarning
from models.generations import Generation, GenerationSection, Source
from models.messages import PlannedSection
from models.milestones import locked, milestone
from models.upserts import insert_once


async def refuse_unknown_sources(session: AsyncSession, brief: Brief, owner_id: UUID) -> None:
    """Raise 422, pointing to each source id that is not one of the owner's, or to texts that cannot be shown.

    Until the transaction ends, none of the sources can be deleted.
    """
    refuse_unshowable(brief)
    known = await _kept_sources(session, brief, owner_id)
    errors = [
        (f"/source_ids/{place}", f"There is no source {source_id}; upload it first.")
        for place, source_id in enumerate(brief.source_ids)
        if source_id not in known
    ]
    if errors:
        raise invalid(errors)


async def refuse_deleted_sources(session: AsyncSession, wanted: Generation) -> None:
    """Raise 409 where a source that a section is written from was deleted; otherwise none can be until the end."""
    brief = Brief.model_validate(wanted.brief)
    if len(await _kept_sources(session, brief, wanted.instructor_id)) < len(set(brief.source_ids)):
        sentence = "A source that this section was written from was deleted. Edit the section by hand instead."
        raise Problem(409, "source-deleted", sentence)


async def _kept_sources(session: AsyncSession, brief: Brief, owner_id: UUID) -> set[UUID]:
    theirs = select(Source.id).where(Source.owner_id == owner_id, col(Source.id).in_(brief.source_ids))
    return set(await session.exec(theirs.with_for_update(read=True, key_share=True)))


async def refuse_too_many(session: AsyncSession, account: Account, key: str | None) -> None:
    """Raise 429 for another generation too soon, before any work; a repeat of one that is there passes."""
    if account.generations is not None and (key is None or await _of_key(session, account.id, key) is None):
        await refuse_generation(session, account.generations, _caller(account.id))


async def request_course(
    session: AsyncSession, brief: Brief, account: Account, key: str | None, warnings: Sequence[BriefWarning] = ()
) -> Generation:
    """The generation of this request, which shows the warnings.

    The same key answers the same one for a day, and 409 with another brief. Raises 429 for a new one too soon.
    """
    document = brief.model_dump(mode="json")
    wanted = Generation(
        instructor_id=account.id,
        idempotency_key=key,
        request_hash=_hash(brief),
        brief=document,
        budget=brief.budget.amount if brief.budget else None,
        warnings=[warning.model_dump() for warning in warnings],
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
    if wanted.idempotency_key is not None:
        await _forget_old(session, account.id, wanted.idempotency_key)
    if await insert_once(session, wanted):
        if account.generations is not None:
            await take_generation(session, account.generations, _caller(account.id))
        generation = await locked(session, wanted.id)
        milestone(session, generation, "queued", title=generation.brief["title"])
        about = {"course_id": generation.course_id, "generation_id": generation.id}
        audit(session, account, "generation", generation.id, **about)
        await session.flush()
        await session.refresh(generation)
        return generation
    assert wanted.idempotency_key is not None, "without a key nothing is there before"
    known = await _of_key(session, account.id, wanted.idempotency_key)
    assert known is not None, "no generation is ever deleted"
    if known.request_hash != wanted.request_hash:
        raise key_reused()
    return known


async def _of_key(session: AsyncSession, owner_id: UUID, key: str) -> Generation | None:
    theirs = (Generation.instructor_id == owner_id, Generation.idempotency_key == key)
    found = await session.exec(select(Generation).where(*theirs, col(Generation.created_at) > _oldest()))
    return found.one_or_none()


async def _forget_old(session: AsyncSession, owner_id: UUID, key: str) -> None:
    theirs = (col(Generation.instructor_id) == owner_id, col(Generation.idempotency_key) == key)
    old = update(Generation).where(*theirs, col(Generation.created_at) <= _oldest())
    await session.exec(old.values(idempotency_key=None))


def _oldest() -> datetime:
    return datetime.now(UTC) - KEPT


def _caller(owner_id: UUID) -> str:
    return f"generations:{owner_id}"


def _hash(brief: Brief) -> str:
    return hashlib.sha256(brief.model_dump_json().encode()).hexdigest()
