"""What a brief and the languages of its sources give to warn of, or to refuse, before anything is bought."""

import asyncio
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import Problem
from learning.brief import Brief
from learning.brief_warnings import BriefWarning, SourceTongue, language_refusal, language_warnings
from learning.source_languages import FEWEST_LETTERS, PROSE, SAMPLE_CHARACTERS, SAMPLES, languages_in
from providers.text import TextProvider

_SAMPLED = text(
    """
    SELECT id, filename, document ->> 'language' AS language, ARRAY(
        SELECT left(block ->> 'text', :characters)
        FROM jsonb_array_elements(document -> 'blocks') WITH ORDINALITY AS numbered(block, number)
        WHERE block ->> 'kind' = ANY(:prose) AND length(block ->> 'text') >= :letters
        ORDER BY number % 97, number LIMIT :samples
    ) AS samples
    FROM sources WHERE id = ANY(:ids) AND owner_id = :owner
    """
)


async def warnings_of(session: AsyncSession, brief: Brief, owner_id: UUID, writer: TextProvider) -> list[BriefWarning]:
    """The warnings of a brief. What is unknown of its sources' languages is found out from some of their paragraphs."""
    return language_warnings(brief, await _tongues(session, brief, owner_id), writer.languages)


async def warnings_or_refusal(
    session: AsyncSession, brief: Brief, owner_id: UUID, writer: TextProvider
) -> list[BriefWarning]:
    """The same, but raise 422 for a course that this writer cannot write."""
    tongues = await _tongues(session, brief, owner_id)
    refusal = language_refusal(brief, tongues, writer.languages)
    if refusal is not None:
        raise Problem(422, refusal.type, refusal.detail, errors=[(refusal.pointer, refusal.detail)])
    return language_warnings(brief, tongues, writer.languages)


async def _tongues(session: AsyncSession, brief: Brief, owner_id: UUID) -> list[SourceTongue]:
    if not brief.source_ids:
        return []
    measures = {"characters": SAMPLE_CHARACTERS, "letters": FEWEST_LETTERS, "samples": SAMPLES, "prose": list(PROSE)}
    given = {"ids": brief.source_ids, "owner": owner_id, **measures}
    rows = await (await session.connection()).execute(_SAMPLED, given)
    found = {row.id: row for row in rows}
    known = [found[source_id] for source_id in brief.source_ids if source_id in found]
    told = [(row.filename, row.language or "", list(row.samples)) for row in known]
    return await asyncio.to_thread(_read, told)


def _read(told: list[tuple[str, str, list[str]]]) -> list[SourceTongue]:
    return [
        SourceTongue(filename, languages_in(samples) or ((language,) if language else ()))
        for filename, language, samples in told
    ]
