"""Which query gives this result? Wrong ones are others whose results the source shows, or give other rows for sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from providers.offline.reading.facts.queries import Query
from providers.offline.writing.questions.of_outputs import listing, said_before, span
from providers.offline.writing.questions.question import ENOUGH, FEWEST, Question, Setting

MOST_NEAR = 16
LONGEST_TIMES = 2.2
_ORDER = re.compile(r"\bORDER\s+BY\s+(?P<column>[\w.]+)(?P<way>\s+(?:ASC|DESC))?\s*;?\s*$", re.IGNORECASE)
_COMPARED = re.compile(r"\bWHERE\s+[\w.]+\s*(?P<sign><=|>=|<>|!=|=|<|>)\s*[^\s;]+\s*(?:;|\bORDER\b|$)", re.IGNORECASE)
_COLUMNS = re.compile(r"^SELECT\s+(?P<first>\w+),\s*(?P<second>\w+)\s+FROM\b", re.IGNORECASE)
_TURNED = {"<": (">=", ">"), ">": ("<=", "<"), "<=": (">",), ">=": ("<",), "=": ("<>",), "<>": ("=",), "!=": ("=",)}
_MANY = re.compile(r"\b(?:count|sum|avg|min|max|group|having|union|exists|in)\b", re.IGNORECASE)
_WORD, _TOKEN = re.compile(r"\w+"), re.compile(r"\w+|[^\w\s;]")


def of_queries(setting: Setting) -> list[Question]:
    """A question for each shown query whose result the source shows, small enough to be compared."""
    shown = {place.order for place in setting.places}
    queries = setting.corpus.queries
    return [
        question
        for at, query in enumerate(queries)
        if query.place.order in shown
        for question in _asked(query, queries[max(0, at - MOST_NEAR) : at + MOST_NEAR + 1], setting)
    ]


def _asked(query: Query, near: list[Query], setting: Setting) -> Iterator[Question]:
    own = set(_WORD.findall(query.code.lower()))
    results = [other.rows for other in near if other.code != query.code]
    others = [other.code for other in near if sorted(other.body) != sorted(query.body) and _fits(other, query)]
    others.sort(key=lambda code: (-len(own & {*_WORD.findall(code.lower())}), code))
    distinct = {_same(code): code for code in [*others[::-1], *reversed([*_turned(query)])]}
    wrong = [code for same, code in reversed(distinct.items()) if same != _same(query.code)][:ENOUGH]
    if query.rows in results or len(wrong) < FEWEST:
        return
    rows = "\n".join(" | ".join(row) for row in query.rows)
    yield Question(
        place=query.place,
        sentence=said_before(query.place, query.code, setting),
        stem=setting.phrases.phrase("ask_query", output=listing(rows, "text")),
        key=span(query.code),
        wrong=tuple(map(span, wrong)),
        structure="output:query",
        topics=frozenset({f"query:{query.code.lower()}"}),
        worth=1.0 + setting.worth(*query.place.block.heading_path[-1:]),
        about=setting.stems(*query.place.block.heading_path[-1:]),
    )


def _same(code: str) -> str:
    """A query without what makes no other one of it."""
    return " ".join(_TOKEN.findall(code.lower()))


def _fits(other: Query, query: Query) -> bool:
    """Whether the other query gives as many columns of the same tables, and is about as long."""
    same = len(other.rows[0]) == len(query.rows[0])
    if same and query.has_head and other.has_head:
        same = bool({*map(str.lower, other.rows[0])} & {*map(str.lower, query.rows[0])})
    longest, shortest = sorted((len(other.code), len(query.code)), reverse=True)
    return same and longest <= LONGEST_TIMES * shortest


def _turned(query: Query) -> Iterator[str]:
    """The query with what certainly gives other rows: sorted the other way round, the rest of the rows, the columns in
    another order."""
    if (found := _ORDER.search(query.code)) and _is_sorted(query, found["column"]):
        end = query.code[found.end("way") if found["way"] else found.end("column") :]
        is_down = (found["way"] or "").strip().upper() == "DESC"
        yield query.code[: found.end("column")] + (" ASC" if is_down else " DESC") + end
    found = _COMPARED.search(query.code)
    if found and query.body and not _MANY.search(query.code):
        for sign in _TURNED[found["sign"]]:
            yield query.code[: found.start("sign")] + sign + query.code[found.end("sign") :]
    if (found := _COLUMNS.match(query.code)) and query.has_head and found["first"] != found["second"]:
        first, second = found.span("first"), found.span("second")
        yield "".join(
            (
                query.code[: first[0]],
                found["second"],
                query.code[first[1] : second[0]],
                found["first"],
                query.code[second[1] :],
            )
        )


def _is_sorted(query: Query, column: str) -> bool:
    """Whether the column that the rows are sorted by is shown, and has different values from top to bottom."""
    head = [cell.lower() for cell in query.rows[0]] if query.has_head else []
    name = column.lower().rpartition(".")[2]
    at = head.index(name) if name in head else -1
    return at >= 0 and len({row[at] for row in query.body}) > 1
