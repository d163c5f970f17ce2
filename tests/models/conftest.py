from collections.abc import Iterator

import psycopg
import pytest

from models.session import libpq_url
from tests.databases import empty_database, fresh_database


@pytest.fixture
def database(postgres_url: str) -> Iterator[str]:
    """The URL of a migrated database without rows."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture
def empty(postgres_url: str) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    with empty_database(postgres_url) as url:
        yield url


@pytest.fixture
def owner(database: str) -> Iterator[psycopg.Connection]:
    """A connection with all rights, each statement a transaction of its own."""
    with psycopg.connect(libpq_url(database, role=None), autocommit=True) as connection:
        yield connection


@pytest.fixture
def app(database: str) -> Iterator[psycopg.Connection]:
    """A connection as the application's, each statement a transaction of its own."""
    with psycopg.connect(libpq_url(database), autocommit=True) as connection:
        yield connection
