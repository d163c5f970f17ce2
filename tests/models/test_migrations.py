import os
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from queue import Queue
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from models import migrate, revisions
from models.session import APP_ROLE, connect_args, libpq_url, parse_url
from stack import embedded
from tests.databases import empty_database, with_login
from tests.models.catalog import made_by_users, query, schema

REVISIONS = sorted(path.name[:4] for path in (Path(migrate.__file__).parent / "migrations/versions").glob("0*.py"))
WAIT_SECONDS = 60


def test_up_down_to_nothing_and_up_again(empty: str) -> None:
    before = made_by_users(empty)
    migrate.upgrade(empty)
    first = schema(empty)
    assert migrate.is_current(empty)
    migrate.downgrade(empty)
    assert migrate.current(empty) is None
    assert made_by_users(empty) == before
    migrate.upgrade(empty)
    assert schema(empty) == first


def test_every_revision_can_be_undone_and_redone(empty: str) -> None:
    for earlier, revision in zip(["", *REVISIONS], REVISIONS, strict=False):
        before = made_by_users(empty) if earlier else None
        migrate.upgrade(empty, revision)
        if before:
            migrate.downgrade(empty, earlier)
            assert made_by_users(empty) == before
            migrate.upgrade(empty, revision)
    assert migrate.is_current(empty)


def test_where_a_database_is_can_be_told_without_migrating_it(empty: str) -> None:
    conninfo = libpq_url(empty, role=None)
    assert revisions.newest() == migrate.head()
    assert not revisions.is_current(conninfo)
    migrate.upgrade(empty, REVISIONS[-2])
    assert not revisions.is_current(conninfo)
    migrate.upgrade(empty)
    assert revisions.is_current(conninfo)
    assert not revisions.is_current(libpq_url(with_login(empty, "nobody_of_this_name"), role=None))


def test_extensions_that_were_there_before_us_stay(empty: str) -> None:
    with psycopg.connect(libpq_url(empty, role=None)) as connection:
        connection.execute("CREATE EXTENSION unaccent")
    migrate.upgrade(empty)
    migrate.downgrade(empty)
    left = query(empty, "SELECT extname FROM pg_extension WHERE extname IN ('unaccent', 'pg_trgm')")
    assert left == [("unaccent",)]


def test_models_and_migrations_agree(database: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # alembic warns of what it cannot compare
        assert migrate.check(database) is None


def test_a_difference_is_found(database: str, owner: psycopg.Connection) -> None:
    owner.execute("ALTER TABLE courses ALTER COLUMN version SET DEFAULT 2")
    assert "version" in str(migrate.check(database))


def test_the_models_would_make_the_very_same_tables(database: str, empty: str) -> None:
    """Alembic compares no CHECK constraints, predicates of indexes or deferrability; PostgreSQL's own words do."""
    migrate.upgrade(empty, "0001")
    parsed = parse_url(empty)
    engine = create_engine(parsed, connect_args=connect_args(parsed, None, "test"))
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    made, migrated = schema(empty), schema(database)
    for kind in migrated:
        assert made[kind] == migrated[kind], kind


def test_two_upgrades_of_one_database_at_once(empty: str) -> None:
    lines: list[str] = []
    start = Barrier(2)

    def upgrade() -> None:
        start.wait(WAIT_SECONDS)
        migrate.upgrade(empty, say=lines.append)

    with ThreadPoolExecutor(2) as threads:
        for upgraded in [threads.submit(upgrade), threads.submit(upgrade)]:
            upgraded.result(WAIT_SECONDS)
    assert sum(line.startswith("up ") for line in lines) == len(REVISIONS)
    assert migrate.is_current(empty)


def test_two_databases_upgraded_by_one_process(empty: str, postgres_url: str) -> None:
    with empty_database(postgres_url) as other, ThreadPoolExecutor(2) as threads:
        list(threads.map(migrate.upgrade, [empty, other], timeout=WAIT_SECONDS))
        assert migrate.is_current(empty)
        assert migrate.is_current(other)


def test_waiting_for_another_migration_is_said(empty: str) -> None:
    said: Queue[str] = Queue()
    with ThreadPoolExecutor(1) as threads, psycopg.connect(libpq_url(empty, role=None)) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [migrate.LOCK])
        upgraded = threads.submit(migrate.upgrade, empty, say=said.put)
        assert "waiting" in said.get(timeout=WAIT_SECONDS)
        other.execute("SELECT pg_advisory_unlock(%s)", [migrate.LOCK])
        upgraded.result(WAIT_SECONDS)
    assert migrate.is_current(empty)


def test_a_new_server_with_several_databases_migrated_at_once() -> None:
    """The role belongs to the server: all want to make it, and the last one to go takes it along."""
    role = f"SELECT rolname FROM pg_roles WHERE rolname = '{APP_ROLE}'"
    spawn = get_context("spawn")
    with embedded.postgres() as server, ProcessPoolExecutor(4, spawn) as processes, ExitStack() as databases:
        urls = [databases.enter_context(empty_database(server)) for _ in range(4)]
        for _ in range(3):
            list(processes.map(migrate.upgrade, urls))
            assert query(server, role) == [(APP_ROLE,)]
            migrate.downgrade(urls[0])
            assert query(server, role) == [(APP_ROLE,)]
            list(processes.map(migrate.downgrade, urls[1:]))
            assert query(server, role) == []
        # Some come while others go.
        list(processes.map(migrate.upgrade, urls[:2]))
        moves = [processes.submit(migrate.downgrade, url) for url in urls[:2]]
        moves += [processes.submit(migrate.upgrade, url) for url in urls[2:]]
        for move in moves:
            move.result(WAIT_SECONDS)
        assert query(server, role) == [(APP_ROLE,)]


def test_a_login_without_superuser_rights_migrates_and_becomes_the_role() -> None:
    with embedded.postgres() as server:
        with psycopg.connect(libpq_url(server, role=None), autocommit=True) as connection:
            connection.execute("CREATE ROLE keeper LOGIN CREATEROLE")
            connection.execute("CREATE DATABASE kept OWNER keeper")
        url = parse_url(server).set(username="keeper", database="kept").render_as_string(hide_password=False)
        migrate.upgrade(url)
        with psycopg.connect(libpq_url(url)) as connection:
            assert connection.execute("SELECT session_user::text, current_user::text").fetchone() == (
                "keeper",
                APP_ROLE,
            )
        migrate.downgrade(url)
        assert query(server, f"SELECT count(*) FROM pg_roles WHERE rolname = '{APP_ROLE}'") == [(0,)]


def _command(url: str | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", "models.migrate", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)


def test_the_command(empty: str) -> None:
    behind = _command(empty, "check")
    assert (behind.returncode, behind.stdout) == (1, "")
    assert f"not at {REVISIONS[-1]}" in behind.stderr
    up = _command(empty)
    assert up.returncode == 0, up.stderr
    assert [line[:8] for line in up.stdout.splitlines()[:-1]] == [f"up   {revision}"[:8] for revision in REVISIONS]
    assert up.stdout.splitlines()[-1] == f"The database is at revision {REVISIONS[-1]}."
    assert _command(empty, "check").returncode == 0
    unknown = _command(empty, "upgrade", "9999")
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (1, 1)
    assert "The migration did not run" in unknown.stderr
    down = _command(empty, "downgrade")
    assert (down.returncode, len(down.stdout.splitlines())) == (0, len(REVISIONS))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (None, "DATABASE_URL is not set"),
        ("mysql://somewhere/db", "must start with postgresql://"),
        ("postgresql://nobody:hidden@127.0.0.1:1/db", "The migration did not run"),
    ],
)
def test_the_command_says_why_it_cannot(url: str | None, words: str) -> None:
    answer = _command(url)
    assert answer.returncode == 1
    assert words in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert "hidden" not in answer.stderr
