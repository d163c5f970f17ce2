"""Who has asked how often, and which requests were answered under which key. Both are forgotten after a while."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment


class RateLimit(SQLModel, table=True):
    """One caller's turns. `free_at` is when all turns that they took would be over at their rate, one after another.

    The function `take_turn` of the database is its only writer.
    """

    __tablename__ = "rate_limits"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    caller: str = Field(primary_key=True, max_length=120)
    free_at: Moment = columns.moment(required=True)


class IdempotencyKey(SQLModel, table=True):
    """What was made by an operation that its owner sent under a key: `answer_id` names it."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)

    owner_id: UUID = columns.refers("users.id", primary_key=True)
    operation: str = Field(primary_key=True, max_length=64)
    key: str = Field(primary_key=True, max_length=255)
    request_hash: str = Field(max_length=64)
    answer_id: UUID
    created_at: Moment = columns.moment(default_now=True)
