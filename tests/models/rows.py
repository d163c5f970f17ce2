"""Rows that the database takes, made from the tables themselves."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import CheckConstraint, Column, Numeric, Table
from sqlalchemy.dialects import postgresql

from models.columns import new_id
from models.tables import METADATA

FITTING: dict[str, Callable[[], Any]] = {
    "UUID": new_id,
    "REGCONFIG": lambda: "accentless_english",
    "VARCHAR": lambda: new_id().hex[-8:],
    "INTEGER": lambda: 1,
    "NUMERIC": lambda: 1,
    "FLOAT": lambda: 1.0,
    "TIMESTAMP WITH TIME ZONE": lambda: datetime.now(UTC),
}
TABLES: dict[str, Table] = {table.name: table for table in METADATA.sorted_tables}


@dataclass(frozen=True)
class Rule:
    """A CHECK of one column: values that it takes, at its edges, and values just beyond that it must refuse."""

    table: str
    column: str
    name: str
    takes: tuple[Any, ...]
    refuses: tuple[Any, ...]


@cache
def rules() -> list[Rule]:
    """Every CHECK of every table."""
    return [
        _rule(table, str(constraint.name), str(constraint.sqltext))
        for table in TABLES.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    ]


def _rule(table: Table, name: str, text: str) -> Rule:
    name = f"ck_{table.name}_{name.removeprefix(f'ck_{table.name}_')}"
    column, listed = text.split(" ", 1)
    if listed.startswith("IN "):
        values = tuple(re.findall(r"'([^']*)'", listed))
        return Rule(table.name, column, name, values, ("unheard-of", "", values[0].upper()))
    edges = tuple(Decimal(number) for number in re.findall(r"-?\d+(?:\.\d+)?", listed))
    step = _step(table.c[column])
    beyond = (edges[0] - step, *(edge + step for edge in edges[1:]))
    assert listed.startswith((">= ", "BETWEEN ")), f"a kind of CHECK that this test does not know: {text}"
    return Rule(table.name, column, name, edges, beyond)


def _step(column: Column[Any]) -> Decimal:
    kind = column.type
    return Decimal(1).scaleb(-(kind.scale or 0)) if isinstance(kind, Numeric) else Decimal(1)


def insert(connection: psycopg.Connection, table: str, **values: Any) -> dict[str, Any]:
    """Insert a row with the values given, and with ones that fit in all other columns that must have one."""
    there = _columns(connection, table)
    needed = [column for column in TABLES[table].columns if _needed(column) and column.name in there]
    row = {column.name: _fitting(column) for column in needed} | values
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() for _ in row),
    )
    connection.execute(statement, list(row.values()))
    return row


def _columns(connection: psycopg.Connection, table: str) -> set[str]:
    """The columns that the table has in this database, which may be of an older version."""
    found = connection.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return {name for (name,) in found}


def _needed(column: Column[Any]) -> bool:
    return not column.nullable and column.server_default is None


def _fitting(column: Column[Any]) -> Any:
    for rule in rules():
        if (rule.table, rule.column) == (column.table.name, column.name):
            return rule.takes[0]
    return FITTING[type_name(column)]()


def type_name(column: Column[Any]) -> str:
    """Its type in the words of PostgreSQL, without the size: UUID, VARCHAR, NUMERIC, …"""
    return column.type.compile(postgresql.dialect()).partition("(")[0]  # type: ignore[no-untyped-call]  # SQLAlchemy has no type for it


def course(connection: psycopg.Connection, **values: Any) -> dict[str, Any]:
    """A course with an instructor of its own."""
    return insert(connection, "courses", instructor_id=insert(connection, "users")["id"], **values)


def enrollment(connection: psycopg.Connection, user_id: Any, course_id: Any, **values: Any) -> dict[str, Any]:
    return insert(connection, "enrollments", user_id=user_id, course_id=course_id, **values)


def generation(connection: psycopg.Connection, **values: Any) -> dict[str, Any]:
    """A generation with an instructor of its own."""
    return insert(connection, "generations", instructor_id=insert(connection, "users")["id"], **values)
