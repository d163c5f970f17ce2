"""Ways into a course that its owner gives away: links for whoever has them, and invitations of single people."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import Column, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from models import columns
from models.accounts import LONGEST_EMAIL
from models.columns import Moment

SHARE_MODES = ("view", "enroll")


def new_token() -> str:
    """A token that nobody guesses (256 bits), to be part of an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token: the SHA-256, in hexadecimal digits."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


class ShareLink(SQLModel, table=True):
    """A link that shows a course, or also lets people enroll, until it expires or is revoked."""

    __tablename__ = "share_links"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_share_links_course_id", "course_id"),
        columns.one_of("mode", SHARE_MODES),
    )

    id: UUID = columns.key()
    course_id: UUID = columns.refers("courses.id")
    made_by: UUID = columns.refers("users.id")
    mode: str = Field(max_length=16)
    token_hash: str = Field(max_length=64)
    created_at: Moment = columns.moment(default_now=True)
    expires_at: Moment | None = columns.moment()
    revoked_at: Moment | None = columns.moment()


class CourseInvitation(SQLModel, table=True):
    """An invitation of one address, by the e-mail in the outbox. `email_key` is the address in its canonical form; both
    are emptied when the invitation has been over for long. `token_hash` is of the link that its sender was told,
    `letter_hashes` are of those in the e-mail, one for each time that it was sent."""

    __tablename__ = "course_invitations"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_course_invitations_course_id", "course_id", "email_key"),
        Index("ix_course_invitations_letter_hashes", "letter_hashes", postgresql_using="gin"),
    )

    id: UUID = columns.key()
    course_id: UUID = columns.refers("courses.id")
    invited_by: UUID = columns.refers("users.id")
    email: str = Field(max_length=LONGEST_EMAIL)
    email_key: str = Field(max_length=1_000)
    token_hash: str = Field(max_length=64)
    outbox_id: UUID | None = columns.refers("outbox.id", nullable=True)
    created_at: Moment = columns.moment(default_now=True)
    expires_at: Moment = columns.moment(required=True)
    accepted_at: Moment | None = columns.moment()
    accepted_by: UUID | None = columns.refers("users.id", nullable=True)
    withdrawn_at: Moment | None = columns.moment()
    letter_hashes: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(String(64)), nullable=False, server_default="{}")
    )
