"""What an operator sees of the Learning Record Store: whether it takes what is said, and what it does not take."""

from datetime import datetime
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.http.problems import not_found
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession, Snapshot
from models.xapi import XapiPosition, XapiStatement, XapiStore

router = APIRouter(prefix="/api/record-store", tags=["Operations"])

MOST_SHOWN = 50
_RETRY = text(
    "UPDATE xapi_statements SET status = 'pending', attempts = 0, problem = NULL, tried_at = NULL, next_try_at = NULL, "
    "settled_at = NULL WHERE (status = 'refused' AND NOT is_voided) OR (status = 'pending' AND next_try_at IS NOT NULL)"
)


class Why(BaseModel):
    """`kind` is stable, `detail` a sentence."""

    kind: str
    detail: str


class RefusedStatement(BaseModel):
    """A statement that the store does not take; the learner's others go on. `status` is pending while it is tried."""

    id: UUID
    learner_id: UUID
    enrollment_id: UUID
    status: str
    problem: Why
    attempts: int
    next_try_at: datetime | None


class UnreadRecord(BaseModel):
    """An enrollment of which no statements could be made."""

    enrollment_id: UUID
    problem: Why
    next_try_at: datetime | None


class RecordStoreState(BaseModel):
    """`endpoint` is null where there is no store. `problem` says why it takes nothing, since `failing_since`; it is
    asked again at `next_try_at`. It took something at `taken_at` last."""

    endpoint: str | None = None
    since: datetime | None = None
    problem: Why | None = None
    attempts: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    taken_at: datetime | None = None
    pending: int
    oldest_pending_at: datetime | None
    refused: list[RefusedStatement]
    unread: list[UnreadRecord]


@router.get("")
async def read_record_store(
    account: Annotated[Account, Depends(Authorize(Action.READ_RECORD_STORE))], session: Snapshot
) -> RecordStoreState:
    """The Learning Record Store that is told what learners do: what waits for it and why, and what it refuses."""
    return await _state(session)


@router.post("/retry", responses={404: {"description": "No Learning Record Store was told anything yet."}})
async def retry_statements(
    account: Annotated[Account, Depends(Authorize(Action.RETRY_STATEMENTS, audit="retry statements"))],
    session: DatabaseSession,
) -> RecordStoreState:
    """Tell the store once more what it has refused, and at once what waits for another try: its reason is gone.

    What was taken back since is not told any more. The worker sends it within a minute.
    """
    store = (await session.exec(select(XapiStore))).one_or_none()
    if store is None:
        raise not_found("record store")
    retried = await (await session.connection()).execute(_RETRY)
    audit(session, account, "record store", uuid5(NAMESPACE_URL, store.endpoint), statements=retried.rowcount)
    return await _state(session)


async def _state(session: AsyncSession) -> RecordStoreState:
    store = (await session.exec(select(XapiStore))).one_or_none()
    waiting = select(func.count(), func.min(XapiStatement.created_at)).where(XapiStatement.status == "pending")
    pending, oldest = (await session.exec(waiting)).one()
    wrong = select(XapiStatement).where(
        col(XapiStatement.problem).is_not(None), col(XapiStatement.status).in_(("pending", "refused"))
    )
    refused = await session.exec(wrong.order_by(col(XapiStatement.seq).desc()).limit(MOST_SHOWN))
    unread = await session.exec(select(XapiPosition).where(col(XapiPosition.problem).is_not(None)).limit(MOST_SHOWN))
    return RecordStoreState(
        **(store.model_dump(exclude={"slot"}) if store else {}),
        pending=pending,
        oldest_pending_at=oldest,
        refused=[RefusedStatement(learner_id=row.user_id, **row.model_dump()) for row in refused],
        unread=[UnreadRecord.model_validate(row.model_dump()) for row in unread],
    )
