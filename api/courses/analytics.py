"""How a course does: figures for its owner."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from accounts.permissions import Action, Relation
from api.courses.check_figures import figures_of
from api.http.problems import not_found
from api.learning.schemas import CourseFigures, SectionFigures, Week
from api.security.dependencies import Account, Authorize, CurrentDependencies, PlainConnection
from learning.progression.release import Release, ReleasedSection

router = APIRouter(prefix="/api", tags=["Learning"])

_COURSE = """
    SELECT a.*, c.current_release
    FROM courses c JOIN course_analytics a ON a.course_id = c.id
    WHERE c.id = %s
"""
_SECTIONS = """
    SELECT section_id,
        sum(learners)::int AS started,
        coalesce(sum(learners) FILTER (WHERE status = 'completed'), 0)::int AS completed,
        sum(attempts) / sum(learners) AS avg_attempts,
        sum(best_scores) / nullif(sum(scored), 0) AS avg_best_score,
        sum(seconds) / sum(learners) AS avg_time_spent_seconds
    FROM (
        SELECT section_id, status, count(*) AS learners, sum(attempts) AS attempts, sum(best_score) AS best_scores,
            count(best_score) AS scored, sum(time_spent_seconds) AS seconds
        FROM section_progress
        WHERE section_id = ANY(%s) AND status IN ('in_progress', 'completed')
        GROUP BY section_id, status
    ) by_status
    GROUP BY section_id
"""
_WEEKS = """
    SELECT week, sum(enrolled)::int AS enrolled, sum(completed)::int AS completed FROM (
        SELECT date_trunc('week', enrolled_at AT TIME ZONE 'UTC')::date AS week, 1 AS enrolled, 0 AS completed
        FROM enrollments WHERE course_id = %(course)s
        UNION ALL
        SELECT date_trunc('week', completed_at AT TIME ZONE 'UTC')::date, 0, 1
        FROM enrollments WHERE course_id = %(course)s AND completed_at IS NOT NULL
    ) t GROUP BY week ORDER BY week
"""
_CHECKS = "SELECT * FROM check_statistics WHERE section_id = ANY(%s) ORDER BY section_id, check_id"


@router.get("/courses/{course_id}/analytics")
async def read_analytics(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_ANALYTICS))],
    connection: PlainConnection,
    shared: CurrentDependencies,
) -> CourseFigures:
    """Enrollments, completion, both over time, time spent, where learners drop off, and how the checks do."""
    course = await (await connection.execute(_COURSE, [course_id])).fetchone()
    if course is None or not account.may(Relation.OWN if course["instructor_id"] == account.id else Relation.OTHER):
        raise not_found("course")
    number = course["current_release"]
    release = (await shared.records.rulebooks.read(connection, course_id, number)).release if number else None
    sections = list(release.sections()) if release else []
    ids = [section.id for section in sections]
    rows = {row["section_id"]: row for row in await (await connection.execute(_SECTIONS, [ids])).fetchall()}
    checks = await (await connection.execute(_CHECKS, [ids])).fetchall()
    weeks = await (await connection.execute(_WEEKS, {"course": course_id})).fetchall()
    figures = [_section(section, rows.get(section.id)) for section in sections]
    return CourseFigures(
        course_id=course_id,
        enrollments=course["enrollments"],
        active_enrollments=course["active_enrollments"],
        completions=course["completions"],
        completion_rate=course["completion_rate"],
        avg_progress=course["avg_progress"],
        total_time_spent_seconds=course["total_time_spent_seconds"],
        avg_time_spent_seconds=course["avg_time_spent_seconds"],
        expected_learners=course["expected_learners"],
        engagement_score=_engagement(course, release, figures),
        sections=figures,
        checks=[figures_of(row) for row in checks],
        over_time=[Week(**row) for row in weeks],
    )


def _section(section: ReleasedSection, row: dict[str, Any] | None) -> SectionFigures:
    started, completed = (row["started"], row["completed"]) if row else (0, 0)
    averages = {name: row[name] for name in ("avg_attempts", "avg_best_score", "avg_time_spent_seconds")} if row else {}
    return SectionFigures(
        section_id=section.id,
        title=section.title,
        estimated_duration=section.estimated_duration,
        started=started,
        completed=completed,
        drop_off=round(1 - completed / started, 4) if started else None,
        avg_attempts=averages.get("avg_attempts"),
        avg_best_score=averages.get("avg_best_score"),
        avg_time_spent_seconds=averages.get("avg_time_spent_seconds"),
    )


def _engagement(course: dict[str, Any], release: Release | None, sections: list[SectionFigures]) -> float | None:
    """See `CourseFigures`; null without learners or sections."""
    learners = course["enrollments"]
    if not learners or release is None or not sections:
        return None
    offered = sum(section.estimated_duration * 60 for section in release.sections() if section.is_required)
    active = course["recently_active"] / learners
    begun = sum(section.started for section in sections) / (learners * len(sections))
    spent = float(course["avg_time_spent_seconds"] or 0) / offered if offered else 1.0
    return round(100 * sum(min(1.0, share) for share in (active, begun, spent)) / 3, 2)
