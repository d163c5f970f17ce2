"""How we reach PostgreSQL: every connection of the application runs as the restricted role, in UTC."""

from collections.abc import Mapping
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

APP_ROLE = "lms_app_user"
DRIVER = "postgresql+psycopg"
CONNECT_SECONDS = 5
POOL_WAIT_SECONDS = 30
RECYCLE_SECONDS = 1800
ALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}
"""By which a connection notices within half a minute that its server is gone without a word."""
NOTHING: Mapping[str, str] = {}


def create_engine(
    url: str, *, role: str | None = APP_ROLE, pool_size: int = 10, application_name: str = "coursewright"
) -> AsyncEngine:
    """A pool of at most `pool_size` connections to `url`.

    `role` is what the login becomes on connecting; None keeps the login's own rights, as migrations need. Waiting for
    a connection ends after 30 s with `sqlalchemy.exc.TimeoutError`, for the server after 5 s with `OperationalError`.
    """
    parsed = parse_url(url)
    return create_async_engine(
        parsed,
        connect_args=connect_args(parsed, role, application_name),
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_WAIT_SECONDS,
        pool_recycle=RECYCLE_SECONDS,
    )


def create_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions whose objects can still be read after the commit."""
    return async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


def libpq_url(
    url: str,
    *,
    role: str | None = APP_ROLE,
    application_name: str = "coursewright",
    settings: Mapping[str, str] = NOTHING,
) -> str:
    """The same connection as a conninfo string for psycopg itself, with more settings of the session."""
    parsed = parse_url(url)
    _, address = parsed.get_dialect()().create_connect_args(parsed)
    return make_conninfo(**{**address, **connect_args(parsed, role, application_name, settings)})


def parse_url(url: str) -> URL:
    """`postgres://…`, `postgresql://…` or `postgresql+psycopg://…` for SQLAlchemy, its query kept.

    Raises ValueError for any other kind of database.
    """
    parsed = make_url(url)
    if parsed.drivername not in {"postgres", "postgresql", DRIVER}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not with {parsed.drivername}://")
    return parsed.set(drivername=DRIVER)


def with_database(url: str, name: str) -> str:
    """The URL of another database on the same server, as libpq reads it."""
    parsed = parse_url(url).set(drivername="postgresql", database=name)
    before, mark, query = parsed.render_as_string(hide_password=False).partition("?")
    return before + mark + query.replace("+", "%20")


def connect_args(
    url: URL, role: str | None, application_name: str, more: Mapping[str, str] = NOTHING
) -> dict[str, Any]:
    """The session's settings. What the URL says of its own is kept, apart from role and time zone."""
    given = url.normalized_query
    settings = {"timezone": "UTC", **({"role": role} if role else {}), **more}
    options = [*given.get("options", ()), *(f"-c {name}={value}" for name, value in settings.items())]
    defaults = {"connect_timeout": CONNECT_SECONDS, "application_name": application_name, **ALIVE}
    return {"options": " ".join(options)} | {name: value for name, value in defaults.items() if name not in given}
