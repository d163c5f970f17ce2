"""Phase 4: the finished course, written in one transaction, so that it is visible entirely or not at all."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.completion import require_units, settle_units
from activities.errors import refusal
from enrollments.initialise import initialise_progress
from learning.assembly import assemble_course
from learning.brief import Brief
from learning.outline import Outline
from learning.section import SectionContent, Visual
from models.catalog import CourseTree, insert_course, lock_course
from models.courses import Course, Section
from models.generations import BY_OWNER, AiContentGeneration, Generation, GenerationSection, MediaAsset
from models.messages import Completed, GenerationRef, Progress, Saved
from models.milestones import locked, milestone
from models.owner_emails import email_owner
from models.problems import EDITED_BY_HAND
from models.versions import keep_version, put_texts, texts_of


class Persistence:
    """Saves what was made, a course or one section anew, in one transaction each; a second time changes nothing."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    @activity.defn
    async def save_course(self, ref: GenerationRef) -> Saved:
        """Write course, lessons, sections, media links, lineage, progress and search rows; again: nothing more."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, ref.generation_id)
            if generation.course_id is None:
                await require_units(session, generation)
                tree = await self._write(session, generation)
                generation.course_id = tree.course.id
                milestone(session, generation, "course_saved", course_id=str(tree.course.id))
            assert generation.course_id is not None
            return Saved(course_id=generation.course_id, percent=generation.percent)

    async def _write(self, session: AsyncSession, generation: Generation) -> CourseTree:
        written = await _written(session, generation.id)
        media = await _media(session, generation.id)
        draft = assemble_course(
            Brief.model_validate(generation.brief),
            Outline.model_validate(generation.outline),
            _with_visuals(written, media),
        )
        tree = await insert_course(session, draft, generation.instructor_id)
        for section in tree.sections():
            section.prerequisites_by_hand = False
        section_ids = {key: part_id for part_id, key in tree.keys().items() if "." in key}
        for step, asset in media.items():
            asset.course_id = tree.course.id
            asset.section_id = section_ids.get(step.removeprefix("visual:"))
        by_hand = await _by_hand(session, written.values())
        for section in tree.sections():
            if tree.keys()[section.id] in by_hand:
                section.edited_at = datetime.now(UTC)
        for key, row in written.items():
            await _link_lineage(session, row, section_ids[key])
        await initialise_progress(session, tree.course.id)
        return tree

    @activity.defn
    async def save_section(self, ref: GenerationRef) -> Completed:
        """Replace one section's content by the regenerated one, unless its owner edited it in the meantime; or keep
        that as a version which its owner may take."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, ref.generation_id)
            assert generation.course_id is not None
            outbox_id = None
            if generation.status != "completed":
                await require_units(session, generation)
                await self._replace(session, generation)
                await settle_units(session, generation)
                generation.status, generation.phase, generation.problem = "completed", "analytics", None
                milestone(session, generation, "completed", course_id=str(generation.course_id))
                outbox_id = email_owner(session, generation)
            progress = Progress(percent=generation.percent, outbox_id=outbox_id)
            return Completed(course_id=generation.course_id, progress=progress)

    async def _replace(self, session: AsyncSession, generation: Generation) -> None:
        assert generation.section_id is not None
        assert generation.course_id is not None
        await lock_course(session, generation.course_id)
        course = await session.get_one(Course, generation.course_id)
        section = await session.get_one(Section, generation.section_id)
        if not generation.propose:
            _refuse_to_overwrite(section, generation)
        [(key, row)] = (await _written(session, generation.id)).items()
        media = await _media(session, generation.id)
        before = texts_of(section)
        now = before._replace(content=_with_visuals({key: row}, media)[key].model_dump(mode="json"))
        kind = "proposal" if generation.propose else "generation"
        by = generation.instructor_id
        await keep_version(session, section, before, kind, now=now, made_by=by, generation_id=generation.id)
        if not generation.propose:
            put_texts(section, now)
            section.edited_at = datetime.now(UTC) if await _by_hand(session, [row]) else None
            course.version += 1
            session.add_all([section, course])
        for asset in media.values():
            asset.course_id, asset.section_id = course.id, section.id
        await _link_lineage(session, row, section.id)
        await session.flush()


async def _written(session: AsyncSession, generation_id: UUID) -> dict[str, GenerationSection]:
    rows = await session.exec(
        select(GenerationSection)
        .where(GenerationSection.generation_id == generation_id)
        .order_by(col(GenerationSection.position))
    )
    return {row.key: row for row in rows}


async def _by_hand(session: AsyncSession, rows: Iterable[GenerationSection]) -> set[str]:
    """The keys of the sections that their owner took over and wrote: they are hand edits from the beginning."""
    calls = {row.call_id: row.key for row in rows}
    owned = select(AiContentGeneration.id).where(
        col(AiContentGeneration.id).in_([call for call in calls if call]), AiContentGeneration.provider == BY_OWNER
    )
    return {calls[call] for call in await session.exec(owned)}


async def _media(session: AsyncSession, generation_id: UUID) -> dict[str, MediaAsset]:
    rows = await session.exec(select(MediaAsset).where(MediaAsset.generation_id == generation_id))
    return {row.step: row for row in rows}


def _with_visuals(written: dict[str, GenerationSection], media: dict[str, MediaAsset]) -> dict[str, SectionContent]:
    contents = {}
    for key, row in written.items():
        content = SectionContent.model_validate(row.content)
        asset = media.get(f"visual:{key}")
        visuals = [Visual(media_id=str(asset.id), alt=asset.alt, caption=asset.caption)] if asset else []
        contents[key] = content.model_copy(update={"visuals": visuals})
    return contents


async def _link_lineage(session: AsyncSession, row: GenerationSection, section_id: UUID) -> None:
    """Tie every call that was made for a section to it, the first of them to the last one of its former writing."""
    former = await session.exec(
        select(AiContentGeneration.id)
        .where(AiContentGeneration.section_id == section_id)
        .where(col(AiContentGeneration.step).startswith("section:"))
        .order_by(col(AiContentGeneration.id).desc())
        .limit(1)
    )
    former_id = former.one_or_none()
    calls = await session.exec(
        select(AiContentGeneration)
        .where(AiContentGeneration.generation_id == row.generation_id)
        .where(col(AiContentGeneration.step).regexp_match(f"^(section|visual):{row.key}(:|$)"))
    )
    for call in calls:
        call.section_id = section_id
        if call.parent_id is None and call.step.startswith("section:"):
            call.parent_id = former_id
        session.add(call)


def _refuse_to_overwrite(section: Section, generation: Generation) -> None:
    if section.edited_at is None:
        return
    if section.edited_at > generation.created_at or not generation.overwrite_edits:
        raise refusal(
            EDITED_BY_HAND, "The section was edited by hand while it was being written anew; the edit is kept."
        )
