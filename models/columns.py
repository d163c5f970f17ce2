"""Column shapes that every table shares."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique, and ordered by the time of its making."""
    return uuid7()


def key(**options: Any) -> Any:
    """The primary key column: a UUIDv7 that is made with the object, before any row. `options` go to `Field`."""
    return Field(default_factory=new_id, primary_key=True, **options)


def refers(target: str, *, index: bool = False, nullable: bool = False, primary_key: bool = False) -> Any:
    """A foreign key column; `ON DELETE` is left to refuse, since the application deletes none of these rows."""
    options: dict[str, Any] = {"index": index, "nullable": nullable, "primary_key": primary_key}
    return (
        Field(default=None, sa_column_args=(ForeignKey(target),), **options)
        if nullable
        else Field(sa_column_args=(ForeignKey(target),), **options)
    )


def text(default: str | None = "") -> Any:
    """An unbounded text column. Pass None for one that may be NULL."""
    if default is None:
        return Field(default=None, sa_type=Text, nullable=True)
    return Field(default=default, sa_type=Text, sa_column_kwargs={"server_default": default})


def json_list() -> Any:
    """A `jsonb` column, an empty array unless given. A change inside of it is not noticed: assign a new list."""
    return Field(default_factory=list, sa_type=JSONB, sa_column_kwargs={"server_default": "[]"})


def json_object() -> Any:
    """A `jsonb` column, an empty object unless given. A change inside of it is not noticed: assign a new dict."""
    return Field(default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": "{}"})


def json_or_null() -> Any:
    """A `jsonb` column where None is SQL's NULL, never the `null` of JSON."""
    return Field(default=None, sa_type=JSONB(none_as_null=True), nullable=True)


def text_array() -> Any:
    """A `text[]` column that is empty unless given."""
    return Field(default_factory=list, sa_type=ARRAY(Text), sa_column_kwargs={"server_default": "{}"})


def moment(*, default_now: bool = False, required: bool = False) -> Any:
    """A `timestamptz`: NULL until something happens, set by the database when the row is made, or always given."""
    zoned: Any = DateTime(timezone=True)
    if required:
        return Field(sa_type=zoned, nullable=False)
    if default_now:
        return Field(default=None, sa_type=zoned, nullable=False, sa_column_kwargs={"server_default": func.now()})
    return Field(default=None, sa_type=zoned, nullable=True)


def touched() -> Any:
    """`updated_at`: a trigger of the database keeps it, so that no writer can forget."""
    return moment(default_now=True)


def one_of(column: str, values: Iterable[str], name: str | None = None) -> CheckConstraint:
    """A check that the column has one of these values, named `ck_<table>_<name>`, by its column without a name.

    Values have to be the code's own: they are quoted, not escaped.
    """
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


def within(column: str, low: float, high: float | None = None) -> CheckConstraint:
    """A check of the least and, where given, the greatest value, both allowed; named `ck_<table>_<column>_range`."""
    rule = f"{column} >= {low}" if high is None else f"{column} BETWEEN {low} AND {high}"
    return CheckConstraint(rule, name=f"{column}_range")


Moment = datetime
