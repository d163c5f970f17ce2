"""People, and what lets them in."""

import unicodedata
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models import columns
from models.columns import Moment, new_id

LONGEST_EMAIL = 320
ROLES = ("student", "instructor", "admin", "operator")
ONE_TIME_PURPOSES = ("sign_in", "reset", "confirm")


def canonical_address(address: str) -> str:
    """The one form of all ways to write an account's address, by which accounts are found, told apart and counted.

    Composed (NFC) and in small letters, by the tables of Python alone: those of a database are its locale's. Of what
    is too long for an address the beginning says enough; composing takes the square of its length.
    """
    address = address[: LONGEST_EMAIL + 1]
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address.strip()).lower())


def _key_of_inserted(context: Any) -> str:
    return canonical_address(context.get_current_parameters()["email"])


class User(SQLModel, table=True):
    """A person. Access tokens of an earlier `token_epoch` are refused. Who left has no name.

    `email` is the address as its owner writes it, `email_key` its canonical form.
    """

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email_key", "email_key", unique=True),
        columns.one_of("role", ROLES),
        columns.within("token_epoch", 0),
    )

    id: UUID = columns.key()
    email: str = Field(max_length=LONGEST_EMAIL)
    email_key: str = Field(default=None, max_length=1_000, sa_column_kwargs={"default": _key_of_inserted})
    full_name: str = columns.text()
    role: str = Field(default="student", max_length=16)
    hashed_password: str | None = columns.text(None)
    email_confirmed_at: Moment | None = columns.moment()
    is_active: bool = Field(default=True, sa_column_kwargs={"server_default": "true"})
    deactivated_at: Moment | None = columns.moment()
    token_epoch: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    learning_preferences: dict[str, Any] = columns.json_object()
    timezone: str = Field(default="UTC", max_length=64, sa_column_kwargs={"server_default": "UTC"})
    last_login_at: Moment | None = columns.moment()
    created_at: Moment = columns.moment(default_now=True)
    updated_at: Moment = columns.touched()
    deleted_at: Moment | None = columns.moment()


class RefreshToken(SQLModel, table=True):
    """A refresh token, known by its SHA-256 alone. A family is what one sign-in has led to, each member used once.

    `in_browser` is one that a cookie keeps; `successor_id` is the one that it was exchanged for.
    """

    __tablename__ = "refresh_tokens"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_refresh_tokens_family_id", "family_id"),
        Index("ix_refresh_tokens_user_id", "user_id"),
    )

    id: UUID = columns.key()
    family_id: UUID = Field(default_factory=new_id)
    user_id: UUID = columns.refers("users.id")
    token_hash: str = Field(max_length=64)
    in_browser: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    device: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    issued_at: Moment = columns.moment(default_now=True)
    expires_at: Moment = columns.moment(required=True)
    used_at: Moment | None = columns.moment()
    successor_id: UUID | None = None
    revoked_at: Moment | None = columns.moment()


class OneTimeToken(SQLModel, table=True):
    """A token in a link, known by its SHA-256 alone; its row goes when it is used or over."""

    __tablename__ = "one_time_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), columns.one_of("purpose", ONE_TIME_PURPOSES))

    id: UUID = columns.key()
    user_id: UUID = columns.refers("users.id", index=True)
    purpose: str = Field(max_length=16)
    token_hash: str = Field(max_length=64)
    created_at: Moment = columns.moment(default_now=True)
    expires_at: Moment = columns.moment(required=True)


class ServiceKey(SQLModel, table=True):
    """A key by which a program acts for a person, within its scopes; its secret is known by the SHA-256 alone."""

    __tablename__ = "service_keys"
    __table_args__ = (Index("ix_service_keys_user_id", "user_id"),)

    id: UUID = columns.key()
    user_id: UUID = columns.refers("users.id")
    name: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    secret_hash: str = Field(max_length=64)
    scopes: list[str] = columns.text_array()
    created_at: Moment = columns.moment(default_now=True)
    expires_at: Moment | None = columns.moment()
    revoked_at: Moment | None = columns.moment()
