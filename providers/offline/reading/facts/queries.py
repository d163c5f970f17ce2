"""Queries with the rows that the source shows as what they give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from providers.offline.reading.passages import Place

LONGEST, MOST_LINES = 220, 7
MOST_ROWS, MOST_COLUMNS, WIDEST = 10, 5, 72
_SQL = frozenset("sql sqlite mysql postgres postgresql postgres-sql psql plsql tsql".split())
_QUERY = re.compile(r"\s*(?:SELECT|WITH)\b[^;]*;?\s*", re.IGNORECASE)
_PROMPT = re.compile(r"^(?:sqlite|mysql|postgres|\w+)(?:=#|=>|>) ?|^ *(?:\.\.\.|->|-#|\w*-[>#]) ?", re.MULTILINE)
_RULE = re.compile(r"[\s|+=:─┼├┤┬┴-]*")
_WORD = re.compile(r"\w+")
_COUNT = re.compile(r"\(\d+ (?:rows?|filas?|Zeilen?|lignes?)\)|\d+ rows? in set.*")


@dataclass(frozen=True)
class Query:
    """`rows` are what `code` gives, the head first where the source shows one: `has_head`."""

    place: Place
    code: str
    rows: tuple[tuple[str, ...], ...]
    has_head: bool

    @property
    def names(self) -> frozenset[str]:
        """The words of the query in small letters, the columns and tables that it asks for among them."""
        return frozenset(_WORD.findall(self.code.lower()))

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows without their head."""
        return self.rows[1:] if self.has_head else self.rows


def queries_of(places: Sequence[Place]) -> list[Query]:
    """The single queries of listings, each with the small table or listing right after it, in reading order."""
    found: list[Query] = []
    for at, place in enumerate(places[:-1]):
        if place.kind != "code" or place.block.language.lower() not in _SQL:
            continue
        code = _PROMPT.sub("", place.text).strip()
        after = places[at + 1]
        if not _QUERY.fullmatch(code) or len(code) > LONGEST or code.count("\n") >= MOST_LINES or "--" in code:
            continue
        rows, has_head = _rows(after)
        if rows and after.document.id == place.document.id:
            found.append(Query(place, code, rows, has_head))
    return found


def _rows(place: Place) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The rows of a table, or of a listing whose columns lines part; none for larger ones."""
    is_listing = place.kind == "code" and place.block.language.lower() in ("output", "text", "", "none", "console")
    if place.kind != "table" and not is_listing:
        return (), False
    lines = [line for line in place.text.splitlines() if line.strip() and not _COUNT.fullmatch(line.strip())]
    ruled = any(_RULE.fullmatch(line) for line in lines[:3])
    lines = [line for line in lines if not _RULE.fullmatch(line)]
    if not 1 <= len(lines) <= MOST_ROWS or any(len(line) > WIDEST or "..." in line for line in lines):
        return (), False
    if place.kind == "code" and not all("|" in line for line in lines) and not ruled:
        return (), False
    rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
    fits = len({len(row) for row in rows}) == 1 and len(rows[0]) <= MOST_COLUMNS
    has_head = place.kind == "table" or ruled
    return (rows, has_head) if fits and len(rows) > has_head else ((), False)
