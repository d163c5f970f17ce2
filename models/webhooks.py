"""Addresses of others that are told what happens to courses, and what is on its way to them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment

GENERATION_EVENTS = ("awaiting_review", "cancelled", "completed", "failed", "needs_attention")
"""Kinds of milestones that are told, each as "generation.…"."""
EVENTS = ("achievement.earned", "course.completed", "course.published", *(f"generation.{k}" for k in GENERATION_EVENTS))
TEST = "webhook.test"
WEBHOOK_SCOPES = ("own", "all")
WEBHOOK_STATUSES = ("active", "disabled")
DELIVERY_STATUSES = ("pending", "delivered", "failed", "withheld")


class Webhook(SQLModel, table=True):
    """An address that its owner has registered for `events`: of their own courses, or of all, which admins may.

    `secret` signs what is sent, so it is kept as it is. The database's triggers write deliveries for those that are
    active. `last_status` is the HTTP status of the latest try, `problem` what was wrong with it.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        Index("ix_webhooks_owner_id", "owner_id"),
        columns.one_of("scope", WEBHOOK_SCOPES),
        columns.one_of("status", WEBHOOK_STATUSES),
        columns.within("last_status", 100, 599),
    )

    id: UUID = columns.key()
    owner_id: UUID = columns.refers("users.id")
    url: str = columns.text()
    events: list[str] = columns.text_array()
    scope: str = Field(max_length=16)
    secret: str = columns.text()
    status: str = Field(default="active", max_length=16)
    problem: dict[str, Any] | None = columns.json_or_null()
    last_status: int | None = Field(default=None, nullable=True)
    tried_at: Moment | None = columns.moment()
    delivered_at: Moment | None = columns.moment()
    failing_since: Moment | None = columns.moment()
    created_at: Moment = columns.moment(default_now=True)
    removed_at: Moment | None = columns.moment()


class WebhookDelivery(SQLModel, table=True):
    """One event for one address, by the `id` that its receiver knows it by. `about` is the learner that it names."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_webhook_id", "webhook_id", "happened_at"),
        Index("ix_webhook_deliveries_due", "next_try_at", postgresql_where=text("status = 'pending'")),
        columns.one_of("status", DELIVERY_STATUSES),
        columns.within("attempts", 0),
        columns.within("last_status", 100, 599),
    )

    id: UUID = columns.key()
    webhook_id: UUID = columns.refers("webhooks.id")
    kind: str = Field(max_length=40)
    data: dict[str, Any] = columns.json_object()
    about: UUID | None = columns.refers("users.id", nullable=True)
    status: str = Field(default="pending", max_length=16)
    attempts: int = 0
    happened_at: Moment = columns.moment(default_now=True)
    next_try_at: Moment = columns.moment(default_now=True)
    last_status: int | None = Field(default=None, nullable=True)
    problem: dict[str, Any] | None = columns.json_or_null()
    settled_at: Moment | None = columns.moment()
