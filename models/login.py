"""The login of the application: no superuser, no owner of anything, a member of the restricted role."""

import psycopg
from psycopg import sql

from models.session import APP_ROLE, libpq_url, parse_url

LOCK = 0x6C6F67696E5F6170
"""Roles belong to the whole server, so that two migrations of two databases may make the same one."""


def ensure_login(owner_url: str, app_url: str) -> bool:
    """Make the login of `app_url` where it is missing, let it become the restricted role, and give it its password.

    `owner_url` is of a login that may make roles. Whether it was missing. Raises ValueError for a login that is a
    superuser, psycopg.Error where the owner may not do this.
    """
    wanted = parse_url(app_url)
    name = wanted.username or ""
    if not name:
        raise ValueError("DATABASE_URL names no login: give the application one of its own")
    with psycopg.connect(libpq_url(owner_url, role=None, application_name="coursewright migration")) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        found = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        if found == (True,):
            raise ValueError(f"DATABASE_URL logs in as {name}, a superuser: name another login, which is made for you")
        if found is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP_ROLE), sql.Identifier(name)))
        if wanted.password:
            _give_password(connection, name, str(wanted.password))
    return found is None


def _give_password(connection: psycopg.Connection, name: str, password: str) -> None:
    """As its hash, so that no log of the server shows it."""
    hashed = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(hashed)))
