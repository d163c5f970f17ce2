"""What PostgreSQL's own catalogue says of a database."""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from models.session import libpq_url

FIRST_OID_OF_USERS = 16384
"""FirstNormalObjectId in PostgreSQL's transam.h: what a fresh database holds has lower ones."""


def query(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(libpq_url(url, role=None)) as connection:
        return connection.execute(statement).fetchall()


def made_by_users(url: str) -> dict[str, object]:
    """All that a fresh database does not have: objects of any kind, rights on the schema, hold on roles."""
    with psycopg.connect(libpq_url(url, role=None)) as connection:
        catalogues = connection.execute(
            "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'oid' "
            "WHERE relkind = 'r' AND NOT relisshared AND relnamespace = 'pg_catalog'::regnamespace ORDER BY relname"
        ).fetchall()
        found: dict[str, object] = {}
        for (name,) in catalogues:
            statement = sql.SQL("SELECT count(*) FROM {} WHERE oid >= {}")
            row = connection.execute(statement.format(sql.Identifier(name), FIRST_OID_OF_USERS)).fetchone()
            assert row is not None
            found[name] = row[0]
        # A table keeps the place for its long values when the column that asked for it is dropped.
        found["pg_class"] = connection.execute(
            "SELECT count(*) FROM pg_class WHERE oid >= %s AND relnamespace <> 'pg_toast'::regnamespace",
            [FIRST_OID_OF_USERS],
        ).fetchone()
        found["rights"] = connection.execute(
            "SELECT unnest(nspacl)::text FROM pg_namespace WHERE nspname = 'public' ORDER BY 1"
        ).fetchall()
        found["roles"] = connection.execute(
            "SELECT count(*) FROM pg_shdepend JOIN pg_database d ON d.oid = dbid WHERE datname = current_database()"
        ).fetchall()
    return found


def schema(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Columns, constraints and indexes of all tables but alembic's, as PostgreSQL writes them."""
    tables = "relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'"
    return {
        "columns": query(
            url,
            "SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, "
            "pg_get_expr(adbin, adrelid) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
            f"LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE {tables} AND attnum > 0 "
            "ORDER BY 1, 2",
        ),
        "constraints": query(
            url,
            "SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint "
            f"JOIN pg_class ON conrelid = pg_class.oid WHERE {tables} ORDER BY 1, 2",
        ),
        "indexes": query(
            url,
            "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index "
            f"JOIN pg_class ON indrelid = pg_class.oid WHERE {tables} ORDER BY 1, 2",
        ),
    }


@dataclass(frozen=True)
class TableIndex:
    table: str
    name: str
    unique: bool
    scope: tuple[str, str | None]
    """Access method and predicate."""
    keys: tuple[tuple[str, str, int], ...]
    """Of each key: what is indexed, the operator class, the direction."""

    def spares(self, other: "TableIndex") -> bool:
        """Whether `other` can do without us harm: we serve all its queries, and it enforces nothing that we do not."""
        if self is other or (self.table, self.scope) != (other.table, other.scope):
            return False
        if self.keys == other.keys:
            return self.unique or not other.unique
        return self.keys[: len(other.keys)] == other.keys and not other.unique


def redundant_indexes(url: str) -> list[str]:
    """`index < index` for every index that another one makes superfluous."""
    rows = query(
        url,
        "SELECT indrelid::regclass::text, relname, indisunique, amname, pg_get_expr(indpred, indrelid), "
        "(SELECT array_agg(pg_get_indexdef(indexrelid, place, false) || '|' || indclass[place - 1]::text || '|' || "
        "indoption[place - 1]::text ORDER BY place) FROM generate_series(1, indnkeyatts::int) place) "
        "FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam "
        "WHERE relnamespace = 'public'::regnamespace ORDER BY 1, 2",
    )
    indexes = [
        TableIndex(table, name, unique, (am, where), _keys(keys)) for table, name, unique, am, where, keys in rows
    ]
    return [f"{other.name} < {index.name}" for index in indexes for other in indexes if index.spares(other)]


def _keys(texts: list[str]) -> tuple[tuple[str, str, int], ...]:
    split = (text.rsplit("|", 2) for text in texts)
    return tuple((column, operators, int(direction)) for column, operators, direction in split)
