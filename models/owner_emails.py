"""E-mails to people about their courses, put into the outbox in the transaction that causes them."""

from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from models.generations import Generation
from models.outbox import OutboxMessage

EMAIL_OF_STATUS = {
    "awaiting_review": "outline_ready",
    "needs_attention": "course_needs_attention",
    "completed": "course_ready",
}


def email_owner(session: AsyncSession, generation: Generation) -> UUID | None:
    """Leave the e-mail that the new status calls for. Call it after the milestone: its number is the key."""
    kind = EMAIL_OF_STATUS.get(generation.status)
    if kind is None:
        return None
    data: dict[str, Any] = {
        "title": generation.brief["title"],
        "generation_id": str(generation.id),
        "language": generation.brief.get("language", "en"),
    }
    message = OutboxMessage(
        kind=kind,
        dedupe_key=f"{kind}:{generation.id}:{generation.last_event}",
        user_id=generation.instructor_id,
        data=data,
    )
    session.add(message)
    return message.id
