"""Messages to people, written in the transaction that causes them and delivered afterwards."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models import columns
from models.accounts import LONGEST_EMAIL
from models.columns import Moment

OUTBOX_STATUSES = ("pending", "sent", "ambiguous", "failed", "suppressed")
MAIL_EVENT_KINDS = ("processed", "deferred", "delivered", "dropped", "bounced", "spam_report", "unsubscribed")

ACCOUNT_EMAILS = ("confirm_address", "password_reset")
"""Kinds with a link that only their reader may have: sent by runs of their own, also to who wants no e-mails."""
INVITATION = "course_invitation"
"""To somebody who may have no account; sent by a run of its own, and not to who wants no e-mails."""


class OutboxMessage(SQLModel, table=True):
    """`ambiguous` is a message that may have been sent, `suppressed` one that its user did not want.

    `user_id` is whom it is for; with a `to_address` it is whoever has that, and the user only sends it.
    `problem` says why it was not sent for certain. `delivery` and `delivery_at` are the latest that the mail service
    reported: of what happened in the same second the one further down `MAIL_EVENT_KINDS`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_pending", "created_at", postgresql_where=text("status = 'pending'")),
        columns.one_of("status", OUTBOX_STATUSES),
        columns.one_of("delivery", MAIL_EVENT_KINDS),
        columns.within("attempts", 0),
    )

    id: UUID = columns.key()
    kind: str = Field(max_length=40)
    dedupe_key: str = Field(max_length=200, unique=True)
    user_id: UUID = columns.refers("users.id")
    data: dict[str, Any] = columns.json_object()
    status: str = Field(default="pending", max_length=16)
    attempts: int = 0
    provider_message_id: str = columns.text()
    sent_at: Moment | None = columns.moment()
    created_at: Moment = columns.moment(default_now=True)
    problem: dict[str, Any] | None = columns.json_or_null()
    delivery: str | None = Field(default=None, max_length=16)
    delivery_at: Moment | None = columns.moment()
    to_address: str | None = Field(default=None, max_length=LONGEST_EMAIL)


class MailEvent(SQLModel, table=True):
    """One report of the mail service about a message, under the id that the service gave it."""

    __tablename__ = "mail_events"
    __table_args__ = (columns.one_of("kind", MAIL_EVENT_KINDS),)

    event_id: str = Field(primary_key=True, max_length=200)
    outbox_id: UUID = columns.refers("outbox.id", index=True)
    kind: str = Field(max_length=16)
    happened_at: Moment = columns.moment(default_now=True)
    received_at: Moment = columns.moment(default_now=True)
