"""Databases of their own for tests: migrated once into a template, then copied in a fraction of a second."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from models import migrate
from models.login import ensure_login
from models.session import libpq_url, with_database
from stack.postgres import APPLICATION

ADVISORY_LOCK = 0x74656D706C617465
MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 * 1024**3


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Where a cluster of tests is quick: in memory where there is enough of it. A copied database is hundreds of files,
    which takes a disk thirty times as long."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    with tempfile.TemporaryDirectory(prefix="cw-pg-", dir=MEMORY if in_memory else None) as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@contextmanager
def fresh_database(postgres_url: str) -> Iterator[str]:
    """The URL of a new, migrated database without rows, on the server of `postgres_url`; dropped afterwards."""
    with _database(postgres_url, _template(postgres_url)) as url:
        yield url


@contextmanager
def empty_database(postgres_url: str) -> Iterator[str]:
    """The URL of a new database with nothing in it; dropped afterwards."""
    with _database(postgres_url, "template0") as url:
        yield url


def as_application(url: str) -> str:
    """The URL of a migrated database as a login that is no superuser, the application's, which is made when missing."""
    _ensure_login(with_database(url, "postgres"))
    return with_login(url, APPLICATION)


@cache
def _ensure_login(server_url: str) -> None:
    """Once a server: logins are not of a database."""
    ensure_login(server_url, with_login(server_url, APPLICATION))


def with_login(url: str, login: str) -> str:
    """The URL with another login, which may hold a password: `name` or `name:password`."""
    return re.sub(r"(?<=//)[^@/]*(?=@)", login, url, count=1)


@contextmanager
def _database(postgres_url: str, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex[:12]}"
    _run(postgres_url, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    try:
        yield with_database(postgres_url, name)
    finally:
        _run(postgres_url, "DROP DATABASE {} WITH (FORCE)", name)


@cache
def _template(postgres_url: str) -> str:
    """A migrated database to copy, named by the migrations in it; renamed to that name only when it is whole."""
    name = f"template_{_fingerprint()}"
    with _connect(postgres_url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        unfinished = f"{name}_unfinished"
        _run(postgres_url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", unfinished)
        _run(postgres_url, "CREATE DATABASE {} TEMPLATE template0", unfinished)
        migrate.upgrade(with_database(postgres_url, unfinished))
        _run(postgres_url, "ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return name


def _fingerprint() -> str:
    files = sorted((Path(migrate.__file__).parent / "migrations").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def _run(postgres_url: str, statement: str, *names: str) -> None:
    with _connect(postgres_url) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _connect(postgres_url: str) -> psycopg.Connection:
    return psycopg.connect(libpq_url(postgres_url, role=None), autocommit=True)
