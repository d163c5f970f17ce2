"""What is said of learners to a Learning Record Store: statements, how far each record was told, the store."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, text
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment

STATEMENT_STATUSES = ("pending", "sent", "refused", "withheld")


class XapiStatement(SQLModel, table=True):
    """One statement, in the order of `seq`.

    It says what came (`outcome`) of an event for one `part` (`learning.xapi.sayings`), or, without them, voids the
    statement that it `voids`. `is_voided` once another row takes it back. `statement` is kept until it was sent;
    `refused` is one that the store does not take, `withheld` one of a learner who left before. `attempts` counts the
    tries at which the store took others and failed at this one, the last of them at `tried_at`.
    """

    __tablename__ = "xapi_statements"
    __table_args__ = (
        Index("ix_xapi_statements_enrollment_id", "enrollment_id"),
        Index("ix_xapi_statements_pending", "seq", postgresql_where=text("status = 'pending'")),
        Index(
            "ix_xapi_statements_waiting",
            "user_id",
            "next_try_at",
            postgresql_where=text("status = 'pending' AND next_try_at IS NOT NULL"),
        ),
        Index("ix_xapi_statements_refused", "seq", postgresql_where=text("status = 'refused'")),
        columns.one_of("status", STATEMENT_STATUSES),
        columns.within("attempts", 0),
    )

    id: UUID = Field(primary_key=True)
    seq: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    user_id: UUID = columns.refers("users.id")
    enrollment_id: UUID = columns.refers("enrollments.id")
    event_id: UUID | None = Field(default=None, nullable=True)
    part: str | None = Field(default=None, max_length=80)
    outcome: str | None = Field(default=None, max_length=32)
    voids: UUID | None = Field(default=None, nullable=True)
    is_voided: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    statement: dict[str, Any] | None = columns.json_or_null()
    status: str = Field(default="pending", max_length=16)
    attempts: int = 0
    tried_at: Moment | None = columns.moment()
    next_try_at: Moment | None = columns.moment()
    problem: dict[str, Any] | None = columns.json_or_null()
    created_at: Moment = columns.moment(default_now=True)
    settled_at: Moment | None = columns.moment()


class XapiPosition(SQLModel, table=True):
    """Up to which version of an enrollment its statements were made. `problem` says why no further ones could be."""

    __tablename__ = "xapi_positions"
    __table_args__ = (columns.within("version", 0),)

    enrollment_id: UUID = columns.refers("enrollments.id", primary_key=True)
    version: int = 0
    problem: dict[str, Any] | None = columns.json_or_null()
    next_try_at: Moment | None = columns.moment()


class XapiStore(SQLModel, table=True):
    """The one Learning Record Store, told of what is recorded from `since` on; `problem` says why it takes nothing."""

    __tablename__ = "xapi_stores"
    __table_args__ = (columns.within("slot", 1, 1), columns.within("attempts", 0))

    slot: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    endpoint: str = columns.text()
    since: Moment = columns.moment(default_now=True)
    problem: dict[str, Any] | None = columns.json_or_null()
    attempts: int = 0
    failing_since: Moment | None = columns.moment()
    next_try_at: Moment | None = columns.moment()
    taken_at: Moment | None = columns.moment()
