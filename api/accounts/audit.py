"""Who did what: of one course for its owner, of everything for admins."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.views import course_for
from api.http.pages import Page, Paging, WantedPage, cut
from api.security.auditing import AuditPublic
from api.security.dependencies import Account, Authorize, DatabaseSession
from models.auditing import AuditEntry
from models.generations import Generation

router = APIRouter(prefix="/api", tags=["Operations"])


@router.get("/courses/{course_id}/audit")
async def list_course_audit(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_AUDIT))],
    session: DatabaseSession,
    paging: WantedPage,
) -> Page[AuditPublic]:
    """Who did what to your course and to the generations that it came from, the latest first."""
    await course_for(session, course_id, account)
    generations = select(Generation.id).where(Generation.course_id == course_id)
    about = (col(AuditEntry.course_id) == course_id) | col(AuditEntry.generation_id).in_(generations)
    return await _page(session, select(AuditEntry).where(about), paging)


@router.get("/audit")
async def list_audit(
    account: Annotated[Account, Depends(Authorize(Action.LIST_AUDIT))],
    session: DatabaseSession,
    paging: WantedPage,
    actor_id: Annotated[UUID | None, Query()] = None,
) -> Page[AuditPublic]:
    """Who did what to anything, the latest first; with `actor_id` what this account did."""
    query = select(AuditEntry)
    if actor_id is not None:
        query = query.where(AuditEntry.actor_id == actor_id)
    return await _page(session, query, paging)


async def _page(session: AsyncSession, query: Any, paging: Paging) -> Page[AuditPublic]:
    if paging.after is not None:
        query = query.where(col(AuditEntry.id) < paging.after)
    rows = (await session.exec(query.order_by(col(AuditEntry.id).desc()).limit(paging.limit + 1))).all()
    entries = [AuditPublic.model_validate(row, from_attributes=True) for row in rows]
    return cut(entries, [row.id for row in rows], paging.limit)
