"""What a course is made with, and how much of it a person has reviewed: for its page, and for machines."""

from datetime import datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy import text

from accounts.permissions import Action
from api.courses.views import refuse_course, sees_draft
from api.exports.origins import BUILT_IN
from api.http.problems import not_found
from api.security.dependencies import Account, Authorize, Snapshot
from exports.course import Provenance, Writer
from exports.provenance import digital_source_type
from models.courses import Course
from models.generations import BY_OWNER

router = APIRouter(prefix="/api", tags=["Courses"])

_NEWEST_TEXTS = text(
    """
    SELECT DISTINCT ON (c.section_id) c.provider, c.model, c.approved, c.reviewed_at, coalesce(u.full_name, '') AS name
    FROM ai_content_generations c
    JOIN sections s ON s.id = c.section_id AND s.removed_at IS NULL
    JOIN lessons l ON l.id = s.lesson_id AND l.removed_at IS NULL
    LEFT JOIN users u ON u.id = c.reviewed_by
    WHERE l.course_id = :course AND c.status = 'answered' AND c.media_key IS NULL AND c.provider <> :by_owner
      AND (CAST(:release AS int) IS NULL OR c.created_at <= (
          SELECT published_at FROM course_releases WHERE course_id = :course AND number = :release))
    ORDER BY c.section_id, c.id DESC
    """
)


class CourseOrigin(BaseModel):
    """`generated_sections` counts those of the course whose text a writer has made, `approved_sections` those of them
    that a person has approved since. `models` are names of models, none for the built-in writer."""

    digital_source_type: str
    models: list[str]
    generated_sections: int
    approved_sections: int
    reviewers: list[str]
    reviewed_at: datetime | None


class _Text(NamedTuple):
    provider: str
    model: str
    approved: bool | None
    reviewed_at: datetime | None
    name: str


@router.get("/courses/{course_id}/origin")
async def read_origin(
    course_id: UUID, account: Annotated[Account, Depends(Authorize(Action.READ_COURSE))], session: Snapshot
) -> CourseOrigin:
    """Whether a course was made with AI, by which models, and how much of it a person has reviewed.

    `digital_source_type` is a term of the IPTC's vocabulary of digital source types.
    """
    course = await session.get(Course, course_id)
    if course is None:
        raise not_found("course")
    refuse_course(course, account, "course")
    release = None if sees_draft(course, account) else course.current_release
    asked = {"course": course_id, "by_owner": BY_OWNER, "release": release}
    rows = await (await session.connection()).execute(_NEWEST_TEXTS, asked)
    return _origin([_Text(*row) for row in rows])


def _origin(texts: list[_Text]) -> CourseOrigin:
    approved = [each for each in texts if each.approved]
    writers = tuple(
        Writer(provider=each.provider, model=each.model, is_model=each.provider != BUILT_IN) for each in texts
    )
    return CourseOrigin(
        digital_source_type=digital_source_type(Provenance(writers=writers)),
        models=sorted({writer.model for writer in writers if writer.is_model}),
        generated_sections=len(texts),
        approved_sections=len(approved),
        reviewers=sorted({each.name for each in approved} - {""}),
        reviewed_at=max((each.reviewed_at for each in approved if each.reviewed_at), default=None),
    )
