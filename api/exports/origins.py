"""Where a course and its pictures come from, as the ledger of calls and the owner's sources tell it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from exports.course import Origin, Provenance, SourceUsed, Writer
from learning.course_draft import CourseDraft
from models.courses import Course, CourseRelease
from models.generations import BY_OWNER, AiContentGeneration, Generation, MediaAsset, Source

BUILT_IN, DRAWN = "offline", "drawn"
"""What the built-in writer and the built-in painter are called in the ledger."""
_NEWEST_TEXTS = text(
    """
    SELECT DISTINCT ON (c.section_id) c.section_id, c.provider, c.model, c.approved, c.reviewed_at, c.reviewed_by
    FROM ai_content_generations c
    JOIN sections s ON s.id = c.section_id AND s.removed_at IS NULL
    JOIN lessons l ON l.id = s.lesson_id AND l.removed_at IS NULL
    WHERE l.course_id = :course AND c.status = 'answered' AND c.media_key IS NULL AND c.provider <> :by_owner
    ORDER BY c.section_id, c.id DESC
    """
)
_CITED = text(
    "SELECT DISTINCT cited->>'source_id' FROM course_releases r, jsonb_each(r.structure->'contents') section, "
    "jsonb_array_elements(section.value->'citations') cited WHERE r.course_id = :course AND r.number = :number"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class TextOrigin(BaseModel):
    """By whom the text of a section was written, and by whom it was approved, if it was."""

    section_id: UUID
    provider: str
    model: str
    approved: bool | None
    reviewed_at: datetime | None
    reviewed_by: UUID | None

    @property
    def writer(self) -> Writer:
        """The model, or the built-in writer."""
        is_model = self.provider != BUILT_IN
        return Writer(
            provider=self.provider if is_model else "built-in", model=self.model if is_model else "", is_model=is_model
        )


class Origins(NamedTuple):
    """Where a course and its pictures come from."""

    provenance: Provenance
    painters: Mapping[UUID, str]
    """The provider of each call that made a picture."""

    def of_picture(self, asset: MediaAsset) -> Origin:
        """Made by a model, drawn by the built-in painter, out of a source, or uploaded by a person."""
        painter = None if asset.call_id is None else self.painters.get(asset.call_id)
        if painter is None:
            return "uploaded" if asset.generation_id is None else "source"
        return "drawn" if painter == DRAWN else "model"


async def origins_of(
    session: AsyncSession,
    course: Course,
    draft: CourseDraft,
    assets: Sequence[MediaAsset],
    release: CourseRelease | None = None,
) -> Origins:
    """What was known of a release when it was published, or is known of the course as it stands.

    A source that was deleted since is not named any more, and a licence is the one that is told today.
    """
    texts = await _texts(session, course.id, release.published_at if release else None)
    provenance = Provenance(
        writers=tuple(dict.fromkeys(_writer(call) for call in texts)),
        sources=await _sources(session, course, draft),
        reviewed_at=release.reviewed_at if release else _reviewed_at(texts),
        release=release.number if release else None,
        published_at=release.published_at if release else None,
    )
    made = [asset.call_id for asset in assets if asset.call_id]
    painters = select(AiContentGeneration.id, AiContentGeneration.provider)
    rows = await session.exec(painters.where(col(AiContentGeneration.id).in_(made)))
    return Origins(provenance, {row[0]: row[1] for row in rows})


async def texts_of_draft(session: AsyncSession, course_id: UUID) -> list[TextOrigin]:
    """Of each section of the course as it stands the newest text that was written for it, but for those by hand."""
    rows = await (await session.connection()).execute(_NEWEST_TEXTS, {"course": course_id, "by_owner": BY_OWNER})
    return [TextOrigin.model_validate(row, from_attributes=True) for row in rows]


async def reviewed_at(session: AsyncSession, course_id: UUID) -> datetime | None:
    """When the last of the sections was approved by a person, if the newest text that was written for each was."""
    return _reviewed_at(await _texts(session, course_id, None))


async def _texts(session: AsyncSession, course_id: UUID, at: datetime | None) -> list[AiContentGeneration]:
    """What was written for a course, but for pictures and by hand, until a moment."""
    query = select(AiContentGeneration).join(Generation, col(Generation.id) == AiContentGeneration.generation_id)
    query = query.where(Generation.course_id == course_id, AiContentGeneration.status == "answered")
    query = query.where(col(AiContentGeneration.media_key).is_(None), AiContentGeneration.provider != BY_OWNER)
    if at is not None:
        query = query.where(col(AiContentGeneration.created_at) <= at)
    return list(await session.exec(query.order_by(col(AiContentGeneration.id))))


def _writer(call: AiContentGeneration) -> Writer:
    if call.provider == BUILT_IN:
        return Writer(provider="built-in", is_model=False)
    return Writer(provider=call.provider, model=call.model)


def _reviewed_at(calls: Sequence[AiContentGeneration]) -> datetime | None:
    newest = {call.section_id: call for call in calls if call.section_id is not None}
    approved = [call.reviewed_at for call in newest.values() if call.approved and call.reviewed_at]
    return max(approved) if approved and len(approved) == len(newest) else None


async def sources_of_release(session: AsyncSession, course: Course) -> tuple[SourceUsed, ...]:
    """The owner's sources that the current release was made of or cites."""
    given = {"course": course.id, "number": course.current_release}
    cited = await (await session.connection()).execute(_CITED, given)
    return await _named(session, course, list(cited.scalars()))


async def _sources(session: AsyncSession, course: Course, draft: CourseDraft) -> tuple[SourceUsed, ...]:
    """The owner's sources that the course was made of or cites."""
    sections = [section for lesson in draft.lessons for section in lesson.sections]
    cited = [citation.source_id for section in sections for citation in section.content.citations]
    return await _named(session, course, cited)


async def _named(session: AsyncSession, course: Course, cited: Sequence[str]) -> tuple[SourceUsed, ...]:
    briefs = await session.exec(select(Generation.brief).where(Generation.course_id == course.id))
    named = [str(id_) for brief in briefs for id_ in brief.get("source_ids") or ()]
    ids = {UUID(name) for name in (*named, *cited) if _UUID.fullmatch(name)}
    if not ids:
        return ()
    columns = select(Source.id, Source.filename, Source.licence)
    owned = columns.where(col(Source.id).in_(ids), Source.owner_id == course.instructor_id)
    rows = await session.exec(owned.order_by(col(Source.id)))
    return tuple(SourceUsed(id=str(id_), title=filename, licence=licence) for id_, filename, licence in rows)
