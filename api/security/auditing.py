"""What the API writes into the audit log: a row an act, in the act's own transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from api.security.dependencies import Account
from models.auditing import AuditEntry


class AuditPublic(BaseModel):
    """`actor_id` is null where a command on the server did it; `detail` names what was touched, never its values."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    actor_role: str | None
    via: str
    action: str
    object_kind: str
    object_id: UUID
    course_id: UUID | None
    generation_id: UUID | None
    request_id: str | None
    detail: dict[str, Any]


def audit(
    session: AsyncSession,
    account: Account,
    kind: str,
    object_id: UUID,
    *,
    course_id: UUID | None = None,
    generation_id: UUID | None = None,
    **detail: Any,
) -> None:
    """Add the row of what the account does to this object, by the name that its route gives the call."""
    assert account.audited_as is not None, "this call has no name for the audit log"
    entry = AuditEntry(
        actor_id=account.id,
        actor_role=account.role,
        via=account.via,
        action=account.audited_as,
        object_kind=kind,
        object_id=object_id,
        course_id=course_id,
        generation_id=generation_id,
        request_id=account.request_id,
        detail=detail,
    )
    session.add(entry)
