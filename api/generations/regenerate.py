"""The request to write one section of a finished course anew."""

import hashlib
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.generations.schemas import Regeneration
from learning.brief import Brief
from learning.outline import Outline, OutlineLesson, OutlineSection
from models.catalog import CourseTree
from models.courses import Section
from models.generations import AiContentGeneration, Generation
from models.messages import PlannedSection
from models.progress_units import section_units


async def section_generation(
    session: AsyncSession, tree: CourseTree, section: Section, wish: Regeneration
) -> tuple[Generation, PlannedSection]:
    """A generation of kind "section" for the course as it stands now, with what it should write from."""
    origin = await _origin(session, section.id)
    brief = Brief.model_validate(origin.brief) if origin else _brief(tree)
    key = tree.keys()[section.id]
    outline = _outline(tree, await _planned_before(session, tree))
    visual = brief.visuals and outline.section(key).has_picture
    generation = Generation(
        kind="section",
        instructor_id=tree.course.instructor_id,
        request_hash=hashlib.sha256(f"{section.id}{wish.model_dump_json()}".encode()).hexdigest(),
        brief=brief.model_dump(mode="json"),
        section_id=section.id,
        course_id=tree.course.id,
        instructions=wish.instructions,
        overwrite_edits=wish.overwrite_edits,
        propose=wish.propose,
        phase="content",
        outline=outline.model_dump(mode="json"),
        units_total=section_units(visual=visual),
        budget=brief.budget.amount if brief.budget else None,
    )
    return generation, PlannedSection(key=key, title=section.title, visual=visual)


async def _origin(session: AsyncSession, section_id: UUID) -> Generation | None:
    found = await session.exec(
        select(Generation)
        .join(AiContentGeneration, col(AiContentGeneration.generation_id) == Generation.id)
        .where(AiContentGeneration.section_id == section_id)
        .order_by(col(AiContentGeneration.id).desc())
        .limit(1)
    )
    return found.one_or_none()


async def _planned_before(session: AsyncSession, tree: CourseTree) -> dict[UUID, OutlineSection]:
    """What the outline of each section's first generation said of it: visual, passages, criteria."""
    found = await session.exec(
        select(AiContentGeneration.section_id, AiContentGeneration.step, Generation.outline)
        .join(Generation, col(Generation.id) == AiContentGeneration.generation_id)
        .where(Generation.course_id == tree.course.id, col(AiContentGeneration.section_id).is_not(None))
        .where(col(AiContentGeneration.step).startswith("section:"))
        .order_by(col(AiContentGeneration.id))
    )
    planned: dict[UUID, OutlineSection] = {}
    for section_id, step, outline in found:
        key = step.split(":")[1]
        if section_id is not None and outline is not None:
            planned[section_id] = Outline.model_validate(outline).section(key)
    return planned


def _outline(tree: CourseTree, before: dict[UUID, OutlineSection]) -> Outline:
    """The course's structure today, hand edits included, with the passages that each section was planned with."""
    keys = tree.keys()
    lessons = [
        OutlineLesson(
            title=lesson.title,
            summary=lesson.summary,
            objectives=lesson.objectives,
            sections=[_section(keys, section, before.get(section.id)) for section in sections],
        )
        for lesson, sections in tree.lessons
    ]
    return Outline(
        title=tree.course.title,
        description=tree.course.description,
        objectives=tree.course.objectives,
        lessons=lessons,
    )


def _section(keys: dict[UUID, str], section: Section, before: OutlineSection | None) -> OutlineSection:
    return OutlineSection(
        key=keys[section.id],
        title=section.title,
        summary=section.content.get("summary", "")[:2_000],
        objectives=section.objectives,
        assessment_criteria=section.assessment_criteria,
        prerequisites=[keys[UUID(part)] for part in section.prerequisites],
        estimated_minutes=max(1, section.estimated_duration),
        visual=before.visual if before else None,
        figure=before.figure if before else "",
        source_blocks=before.source_blocks if before else [],
    )


def _brief(tree: CourseTree) -> Brief:
    """What a course made by hand would have been asked for as."""
    course = tree.course
    return Brief.model_validate(
        course.model_dump(include={"title", "description", "difficulty", "depth", "learning_style", "language"})
    )
