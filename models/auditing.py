"""Who did what to which course: rows that are added in the transaction of what they tell of, and never changed."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models import columns
from models.accounts import ROLES, User
from models.columns import Moment
from models.courses import Course
from models.generations import Generation

WAYS_IN = ("token", "key", "local", "command", "link")


class AuditEntry(SQLModel, table=True):
    """One act. `via` says how the actor was known: by a sign-in's token, a service key, local mode, the link of a
    e-mail, or as whoever ran a command on the server, where there is no `actor_id`. `detail` holds nothing personal:
    names of fields, not values.
    """

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_actor_id", "actor_id"),
        Index("ix_audit_log_course_id", "course_id"),
        Index("ix_audit_log_generation_id", "generation_id"),
        columns.one_of("actor_role", ROLES),
        columns.one_of("via", WAYS_IN),
    )

    id: UUID = columns.key()
    at: Moment = columns.moment(default_now=True)
    actor_id: UUID | None = columns.refers(f"{User.__tablename__}.id", nullable=True)
    actor_role: str | None = Field(default=None, max_length=16)
    via: str = Field(max_length=16)
    action: str = Field(max_length=40)
    object_kind: str = Field(max_length=24)
    object_id: UUID
    course_id: UUID | None = columns.refers(f"{Course.__tablename__}.id", nullable=True)
    generation_id: UUID | None = columns.refers(f"{Generation.__tablename__}.id", nullable=True)
    request_id: str | None = Field(default=None, max_length=200)
    detail: dict[str, Any] = columns.json_object()


def by_command(action: str, user_id: UUID, **detail: Any) -> AuditEntry:
    """An act on a user's account by whoever runs the servers."""
    return AuditEntry(via="command", action=action, object_kind="user", object_id=user_id, detail=detail)
