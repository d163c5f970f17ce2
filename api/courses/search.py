"""Finding published courses and sections."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import text

from accounts.permissions import Action
from api.courses.filters import OF_RELEASE, WantedFilters
from api.courses.schemas import Hit
from api.http.pages import CURSOR, Limit, Page
from api.security.dependencies import Account, Authorize, Snapshot
from models.search import CONFIGURATIONS, configuration

router = APIRouter(prefix="/api", tags=["Courses"])

# Each language asks the index of words with a query of its own, for which OFFSET 0 keeps the planner from reading the
# whole table once instead; a slip is forgiven by the trigrams of the titles.
SEARCH = text(
    """
    WITH asked AS (
        SELECT language, websearch_to_tsquery(language, :words) AS query
        FROM unnest(CAST(:configurations AS regconfig[])) AS language
    ), found AS (
        SELECT hit.id FROM asked CROSS JOIN LATERAL (
            SELECT id FROM search_documents WHERE words @@ asked.query AND language = asked.language OFFSET 0
        ) AS hit
        UNION
        SELECT id FROM search_documents WHERE unaccented(:words) <% unaccented(title)
    ), ranked AS (
        SELECT d.id, d.course_id, d.section_id, d.title, r.course->>'title' AS course_title, d.body, d.language,
               asked.query,
               round((ts_rank_cd(d.words, asked.query)
                      + similarity(unaccented(d.title), unaccented(:words)))::numeric, 6) AS rank
        FROM found JOIN search_documents d USING (id) JOIN asked USING (language) JOIN courses c ON c.id = d.course_id
        JOIN course_releases r ON r.course_id = c.id AND r.number = c.current_release
        WHERE c.status = 'published' AND OF_RELEASE
    )
    SELECT id, course_id, section_id, title, course_title, rank,
           ts_headline(language, title || '. ' || body, query,
                       'StartSel=\x02, StopSel=\x03, MaxWords=30, MinWords=12') AS snippet
    FROM ranked
    WHERE CAST(:rank AS numeric) IS NULL OR rank < :rank OR rank = :rank AND id > CAST(:id AS uuid)
    ORDER BY rank DESC, id
    LIMIT :rows
    """.replace("OF_RELEASE", OF_RELEASE)
)
_FORGIVING = text("SET LOCAL pg_trgm.word_similarity_threshold = 0.4")
WORDS = "The words to look for; “quoted” ones stand together, `-word` leaves out."
PLACE = r"^[0-9]{1,6}\.[0-9]{6}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
"""A cursor: the rank and the document that a page ended with."""
LANGUAGES = sorted({configuration(language) for language in (*CONFIGURATIONS, "")})


@router.get("/search")
async def search(
    account: Annotated[Account, Depends(Authorize(Action.SEARCH))],
    session: Snapshot,
    q: Annotated[str, Query(min_length=1, max_length=200, description=WORDS)],
    filters: WantedFilters,
    limit: Limit = 20,
    cursor: Annotated[str | None, Query(pattern=PLACE, description=CURSOR)] = None,
) -> Page[Hit]:
    """Published courses and sections for these words, the best first; a title may be misspelt."""
    rank, after = cursor.split("_") if cursor else (None, None)
    paging = {"rank": rank, "id": after, "rows": limit + 1}
    asked = {"words": q, "configurations": LANGUAGES, **paging, **filters.parameters()}
    connection = await session.connection()
    await connection.execute(_FORGIVING)
    rows = (await connection.execute(SEARCH, asked)).mappings().all()
    hits = [Hit(**{**row, "snippet": _marked(row["snippet"])}) for row in rows[:limit]]
    last = f"{rows[limit - 1]['rank']}_{rows[limit - 1]['id']}" if len(rows) > limit else None
    return Page(items=hits, next_cursor=last)


def _marked(snippet: str) -> str:
    """The snippet as safe HTML: what was found between <mark>s, everything else escaped."""
    return escape(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
