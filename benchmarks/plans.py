"""How PostgreSQL runs the queries that are really sent: their plans, as its module auto_explain logs them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from models.session import libpq_url

LARGE = {
    "enrollments",
    "learning_events",
    "lesson_progress",
    "review_cards",
    "section_progress",
    "user_achievements",
    "users",
}
SETTINGS = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_format": "json",
}
_LOGGED = re.compile(r"plan:\n((?:\t.*\n)+)")


class Scan(NamedTuple):
    """`kind` is the node of the plan: "Seq Scan", "Index Only Scan", …; `query` begins as the query does."""

    table: str
    kind: str
    query: str


class PlanLog:
    """The plans of one database's queries from now on, for connections that are opened from now on.

    The server is one of `stack.embedded`, whose log lies beside its data.
    """

    def __init__(self, url: str) -> None:
        with psycopg.connect(libpq_url(url, role=None), autocommit=True) as connection:
            [(database, folder)] = connection.execute("SELECT current_database(), current_setting('data_directory')")
            for name, value in SETTINGS.items():
                statement = sql.SQL("ALTER DATABASE {} SET {} = {}")
                connection.execute(statement.format(sql.Identifier(database), _name(name), sql.Literal(value)))
        self._log = Path(folder).parent / "log"
        self._start = self._log.stat().st_size

    def scans(self) -> set[Scan]:
        """The scans of large tables."""
        with self._log.open(errors="replace") as log:
            log.seek(self._start)
            logged = [json.loads(text) for text in _LOGGED.findall(log.read())]
        return {scan for plan in logged for scan in _scans(plan["Plan"], " ".join(plan["Query Text"].split())[:60])}


def _name(name: str) -> sql.Composed:
    return sql.SQL(".").join(map(sql.Identifier, name.split(".")))


def _scans(node: dict[str, Any], query: str) -> Iterator[Scan]:
    if node.get("Relation Name") in LARGE:
        yield Scan(node["Relation Name"], node["Node Type"], query)
    for child in node.get("Plans", ()):
        yield from _scans(child, query)
