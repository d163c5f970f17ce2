"""Finding published courses and sections."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import text

from api.dependencies import CurrentAccount, DatabaseSession
from api.pages import Page, WantedPage, cut
from api.shapes import Hit

router = APIRouter(prefix="/api", tags=["Courses"])

_SEARCH = text(
    """
    WITH found AS (
        SELECT d.course_id, d.section_id, d.title, c.title AS course_title, d.body, d.language,
               websearch_to_tsquery(d.language, :words) AS query, d.words
        FROM search_documents d JOIN courses c ON c.id = d.course_id
        WHERE c.status = 'published'
    ), ranked AS (
        SELECT *, coalesce(section_id, course_id) AS id,
               ts_rank_cd(words, query) + similarity(unaccented(title), unaccented(:words)) AS rank
        FROM found
        WHERE words @@ query OR word_similarity(unaccented(:words), unaccented(title)) >= 0.4
    ), placed AS (
        SELECT *, row_number() OVER (ORDER BY rank DESC, section_id NULLS FIRST, course_id) AS place FROM ranked
    )
    SELECT id, course_id, section_id, title, course_title, rank,
           ts_headline(language, title || '. ' || body, query,
                       'StartSel=\x02, StopSel=\x03, MaxWords=30, MinWords=12') AS snippet
    FROM placed
    WHERE place > coalesce((SELECT place FROM placed WHERE id = CAST(:after AS uuid)), 0)
    ORDER BY place
    LIMIT :limit
    """
)


@router.get("/search")
async def search(
    account: CurrentAccount,
    session: DatabaseSession,
    paging: WantedPage,
    q: Annotated[str, Query(min_length=1, max_length=200)],
) -> Page[Hit]:
    """Published courses and sections for these words, the best first; a title may be misspelt."""
    given = {"words": q, "after": paging.after, "limit": paging.limit + 1}
    rows = (await (await session.connection()).execute(_SEARCH, given)).mappings().all()
    hits = [Hit(**{**row, "snippet": _marked(row["snippet"])}) for row in rows]
    return cut(hits, [row["id"] for row in rows], paging.limit)


def _marked(snippet: str) -> str:
    """The snippet as safe HTML: what was found between <mark>s, everything else escaped."""
    return escape(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
