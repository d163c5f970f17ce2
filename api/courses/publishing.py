"""Making a release of a course, and what it would change for those who learn it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from api.courses.schemas import CourseChanges, LearnersConcerned, PartChange, Refusal
from api.exports.origins import reviewed_at, texts_of_draft
from api.http.off_loop import off_loop
from api.http.problems import refuse_errors
from learning.course_changes import changes
from learning.course_draft_review import review_course_draft
from learning.finding import Finding
from learning.policy import ProgressionPolicy
from learning.progression.publishing import review_release
from learning.progression.release import Release
from models.catalog import CourseTree, export_draft
from models.courses import Course, CourseRelease
from models.release_structure import release_of_structure, release_of_tree
from models.search import index_course
from models.snapshots import frozen, states_of_draft, states_of_release

ENGAGING_PARTS = ("checks", "exercises")
"""What of a section a learner does something with, besides reading it."""

_LEARNERS = text(
    "SELECT count(*) AS enrolled, count(*) FILTER (WHERE progress_percentage = 100) AS completed, "
    "count(*) FILTER (WHERE progress_percentage = 100 AND (SELECT count(*) FROM section_progress p "
    "WHERE p.enrollment_id = e.id AND p.status = 'completed' AND p.section_id = ANY(:kept)) < :asked) "
    "AS no_longer_complete, "
    "count(*) FILTER (WHERE EXISTS (SELECT FROM section_progress p WHERE p.enrollment_id = e.id "
    "AND p.status = 'completed' AND p.section_id = ANY(:again))) AS to_repeat "
    "FROM enrollments e WHERE course_id = :course AND removed_at IS NULL"
)
_STUDIED = text(
    "SELECT section_id, count(*) FILTER (WHERE status <> 'not_started') AS begun, "
    "count(*) FILTER (WHERE status = 'completed') AS completed "
    "FROM section_progress WHERE section_id = ANY(:sections) GROUP BY section_id"
)


async def publish(session: AsyncSession, tree: CourseTree) -> None:
    """Make a release of a course that is locked. Raises 422, by name, for what would stop its learners."""
    course = tree.course
    release = await _next_release(session, tree)
    refuse_errors(await off_loop(_findings, tree, release))
    course.current_release = (course.current_release or 0) + 1
    course.status, course.published_at = "published", release.published_at
    course.version += 1
    row = await frozen(session, tree, release, course.current_release)
    row.reviewed_at = await reviewed_at(session, course.id)
    row.texts = [each.model_dump(mode="json") for each in await texts_of_draft(session, course.id)]
    session.add_all([course, row])
    await index_course(session, tree)
    await session.flush()
    await session.refresh(course)


async def changes_of(session: AsyncSession, tree: CourseTree) -> CourseChanges:
    """What publishing the course as it stands would change."""
    course = tree.course
    release, before = await _next_release(session, tree), await _release_before(session, course)
    found = changes(await states_of_release(session, course), await states_of_draft(session, tree))
    studied = await _studied(session, [UUID(change.id) for change in found if change.part == "section"])
    findings = await off_loop(_findings, tree, release)
    return CourseChanges(
        course_id=course.id,
        status=course.status,
        release=course.current_release,
        published_at=course.published_at,
        changes=[
            PartChange(**change._asdict(), **studied.get(UUID(change.id), {"begun": 0, "completed": 0}))
            for change in found
        ],
        learners=await _concerned(session, release, before),
        refusals=[
            Refusal(pointer=f.pointer, detail=f.detail, sentence=f.sentence) for f in findings if f.severity == "error"
        ],
    )


async def _next_release(session: AsyncSession, tree: CourseTree) -> Release:
    before = await _release_before(session, tree.course)
    return release_of_tree(tree, (tree.course.current_release or 0) + 1, datetime.now(UTC), before)


async def _release_before(session: AsyncSession, course: Course) -> Release | None:
    if course.current_release is None:
        return None
    row = await session.get_one(CourseRelease, (course.id, course.current_release))
    return release_of_structure(course.id, row.number, row.published_at, row.structure)


def _findings(tree: CourseTree, release: Release) -> list[Finding]:
    found = review_course_draft(export_draft(tree))
    if any(finding.severity == "error" for finding in found):
        return found
    engaging = {s.id for s in tree.sections() if any(s.content.get(part) for part in ENGAGING_PARTS)}
    return review_release(release, ProgressionPolicy.model_validate(tree.course.progression_policy), engaging)


async def _studied(session: AsyncSession, sections: list[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = await (await session.connection()).execute(_STUDIED, {"sections": sections})
    return {row.section_id: {"begun": row.begun, "completed": row.completed} for row in rows}


async def _concerned(session: AsyncSession, release: Release, before: Release | None) -> LearnersConcerned:
    """A section that is to be repeated counts for nobody as completed; one that was to be before stays as it is."""
    marks = {section.id: section.retake_since for section in before.sections()} if before else {}
    again = [s.id for s in release.sections() if s.retake_since and s.retake_since != marks.get(s.id)]
    lessons = [lesson for lesson in release.lessons if lesson.is_required]
    asked = [section.id for lesson in lessons for section in lesson.sections if section.is_required]
    kept = [section_id for section_id in asked if section_id not in again]
    given = {"course": release.course_id, "kept": kept, "asked": len(asked), "again": again}
    row = (await (await session.connection()).execute(_LEARNERS, given)).mappings().one()
    return LearnersConcerned(**row)
