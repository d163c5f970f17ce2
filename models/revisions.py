"""At which revision of the schema a database is, told without what brings it there (`models.migrate`)."""

from functools import cache
from pathlib import Path

import psycopg

VERSIONS = Path(__file__).parent / "migrations" / "versions"
AT = "SELECT version_num FROM alembic_version"
"""The query of a database's revision."""


@cache
def newest() -> str:
    """The newest revision that this code knows: the number with which the last of the migrations' files begins."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def is_current(conninfo: str) -> bool:
    """Whether the database is at the newest revision, asked as the login of `conninfo`; not where that is refused."""
    try:
        with psycopg.connect(conninfo) as connection:
            return connection.execute(AT).fetchone() == (newest(),)
    except psycopg.Error:
        return False
