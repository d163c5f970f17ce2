"""Connections, and what holds for each of them."""

from collections.abc import AsyncIterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.accounts import User
from models.courses import Course
from models.session import ALIVE, APP_ROLE, create_engine, create_sessions, libpq_url, parse_url, with_database
from tests.models import rows


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database, pool_size=2)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return create_sessions(engine)


async def test_every_connection_has_the_role_the_zone_and_a_name(engine: AsyncEngine) -> None:
    settings = "SELECT current_user::text, current_setting('TimeZone'), current_setting('application_name')"
    async with engine.connect() as connection:
        assert tuple((await connection.execute(text(settings))).one()) == (APP_ROLE, "UTC", "coursewright")
        await connection.execute(text("RESET ROLE"))
        assert (await connection.execute(text(settings))).one()[0] == APP_ROLE


async def test_the_role_holds_in_a_session(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with sessions() as session:
        connection = await session.connection()
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text("DELETE FROM courses"))


async def test_without_a_role_the_login_keeps_its_rights(database: str) -> None:
    engine = create_engine(database, role=None)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT current_user::text"))).scalar() != APP_ROLE
    await engine.dispose()


async def test_objects_can_be_read_after_the_commit(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with sessions() as session, session.begin():
        user = User(email="ada@example.org", learning_preferences={"pace": "slow", "näher": None})
        session.add(user)
        await session.flush()
        course = Course(instructor_id=user.id, title="Databases", tags=["sql", "índices"])
        session.add(course)
    assert course.created_at.utcoffset() is not None
    async with sessions() as session:
        found = (await session.exec(select(User, Course).join(Course))).one()
    assert found[0].learning_preferences == {"pace": "slow", "näher": None}
    assert found[1].tags == ["sql", "índices"]


async def test_a_connection_that_died_in_the_pool_is_replaced(engine: AsyncEngine, owner: psycopg.Connection) -> None:
    async with engine.connect() as connection:
        pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar()
    owner.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar() == 1


async def test_a_milestone_wakes_who_listens(database: str, owner: psycopg.Connection) -> None:
    generation = rows.generation(owner)["id"]
    async with await psycopg.AsyncConnection.connect(libpq_url(database), autocommit=True) as listener:
        await listener.execute("LISTEN generation_events")
        with owner.transaction():
            for number in (1, 2):
                rows.insert(owner, "generation_events", generation_id=generation, seq=number)
        rows.insert(owner, "generation_events", generation_id=generation, seq=3)
        heard = [notice async for notice in listener.notifies(timeout=30, stop_after=2)]
    assert [(notice.channel, notice.payload) for notice in heard] == [("generation_events", str(generation))] * 2


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_usual_schemes_mean_the_same(scheme: str) -> None:
    url = parse_url(f"{scheme}://ada:p%40ss@db.example:5433/courses?sslmode=require")
    shown = url.render_as_string(hide_password=False)
    assert shown == "postgresql+psycopg://ada:p%40ss@db.example:5433/courses?sslmode=require"


def test_another_kind_of_database_is_refused_without_telling_the_password() -> None:
    with pytest.raises(ValueError, match="postgresql://, not with sqlite://") as refusal:
        parse_url("sqlite://ada:secret@host/file")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://ada:p%40s%20s@db.example/courses?sslmode=require",
            {"host": "db.example", "user": "ada", "password": "p@s s", "dbname": "courses", "sslmode": "require"},
        ),
        ("postgresql://ada@/courses?host=/run/a%20b", {"host": "/run/a b", "user": "ada", "dbname": "courses"}),
        (
            "postgres://db/courses?application_name=studio&connect_timeout=2",
            {"host": "db", "dbname": "courses", "application_name": "studio", "connect_timeout": "2"},
        ),
    ],
)
def test_conninfo_keeps_what_the_url_says(url: str, expected: dict[str, str]) -> None:
    settings = {
        "options": "-c timezone=UTC -c role=lms_app_user",
        "connect_timeout": "5",
        "application_name": "coursewright",
        **{name: str(value) for name, value in ALIVE.items()},
    }
    found = {name: str(value) for name, value in conninfo_to_dict(libpq_url(url)).items()}
    assert found == settings | expected


def test_options_of_the_url_come_first_so_that_ours_win() -> None:
    url = "postgresql://db/courses?options=-c%20role%3Dpostgres%20-c%20statement_timeout%3D9s"
    options = conninfo_to_dict(libpq_url(url))["options"]
    assert options == "-c role=postgres -c statement_timeout=9s -c timezone=UTC -c role=lms_app_user"


def test_another_database_of_the_same_server() -> None:
    url = with_database("postgres://ada:p%40ss@/courses?host=%2Frun%2Fa%20b", "other")
    assert conninfo_to_dict(url) == {"user": "ada", "password": "p@ss", "dbname": "other", "host": "/run/a b"}
