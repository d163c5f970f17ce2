"""As whom the application logs in, and how many connections it may take."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from uuid import uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from models import migrate
from models.capacity import Connections, ServerState, _fault, fault_of
from models.login import ensure_login
from models.session import libpq_url
from tests.databases import with_login

START_SECONDS = 400.0
PROJECT = Path(migrate.__file__).parents[1]


@pytest.fixture
def login(database_url: str) -> Iterator[str]:
    """A name that no login has yet, and none afterwards."""
    name = f"app_{uuid4().hex[:8]}"
    yield name
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def test_it_is_made_once_and_can_be_nothing_but_the_restricted_role(database_url: str, login: str) -> None:
    app_url = with_login(database_url, login)
    assert [ensure_login(database_url, app_url) for _ in range(2)] == [True, False]
    with psycopg.connect(libpq_url(app_url), autocommit=True) as connection:
        assert connection.execute("SELECT session_user, current_user").fetchone() == (login, "lms_app_user")
        connection.execute("RESET ROLE")
        for forbidden in (
            "SET ROLE postgres",
            "CREATE TABLE mine (word text)",
            "DELETE FROM users",
            "ALTER TABLE users DISABLE TRIGGER ALL",
            "CREATE ROLE another",
            "COPY users TO PROGRAM 'true'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)
    with psycopg.connect(database_url) as connection:
        rights = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication FROM pg_roles"
        assert connection.execute(f"{rights} WHERE rolname = %s", [login]).fetchone() == (False,) * 5


def test_its_password_reaches_the_server_as_a_hash_and_may_change(database_url: str, login: str) -> None:
    hashes = set()
    for password in ("first words", "other words"):
        ensure_login(database_url, with_login(database_url, f"{login}:{password.replace(' ', '%20')}"))
        with psycopg.connect(database_url) as connection:
            found = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [login]).fetchone()
        assert found is not None
        assert found[0].startswith("SCRAM-SHA-256$")
        hashes.add(found[0])
    assert len(hashes) == 2


def test_migrations_make_it_and_no_superuser_is_taken_for_it(
    database_url: str, login: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app_url = with_login(database_url, login)
    monkeypatch.setattr(sys, "argv", ["migrate"])
    monkeypatch.setenv("DATABASE_OWNER_URL", database_url)
    monkeypatch.setenv("DATABASE_URL", app_url)
    migrate.main()
    assert "The login of DATABASE_URL was made." in capsys.readouterr().out
    assert fault_of(app_url, Connections()) is None
    fault = fault_of(app_url, Connections(database_pool_size=90)) or ""
    assert fault.startswith("PostgreSQL has 97 connections for the application, which may take 551")
    with pytest.raises(ValueError, match="logs in as postgres, a superuser"):
        ensure_login(database_url, database_url)


@pytest.mark.parametrize(("module", "name"), [("api", "API"), ("worker", "worker")])
def test_nothing_starts_as_a_superuser(database_url: str, module: str, name: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", module],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": database_url, "TOKEN_SECRET": token_hex(32)},
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
    )
    said = answer.stderr.splitlines()[-1]
    assert answer.returncode == 1
    assert said.startswith(f"The {name} does not start: DATABASE_URL logs in as postgres, a superuser")


@given(
    st.builds(
        Connections,
        database_pool_size=st.integers(2, 200),
        api_processes=st.integers(0, 20),
        worker_processes=st.integers(0, 20),
        temporal_database_connections=st.integers(0, 200),
    ),
    st.integers(20, 1000),
)
def test_what_is_said_to_change_is_enough_and_no_more(connections: Connections, available: int) -> None:
    fault = _fault(ServerState("app", False, available), connections)
    missing = connections.needed(connections.database_pool_size) - available
    assert (fault is None) == (missing <= 0)
    if fault is None:
        return
    assert f"raise max_connections by {missing}" in fault
    _, offered, size = fault.partition(f"lower DATABASE_POOL_SIZE from {connections.database_pool_size} to ")
    if offered:
        assert connections.needed(int(size)) <= available < connections.needed(int(size) + 1)
    else:
        assert connections.needed(2) > available
