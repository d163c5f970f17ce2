"""What a course is made with, and how much of it a person has reviewed: for its page, and for machines."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.views import refuse_course, sees_draft
from api.exports.origins import TextOrigin, sources_of_release, texts_of_draft
from api.http.problems import not_found
from api.security.dependencies import Account, Authorize, Snapshot
from exports.course import Provenance, Writer
from exports.provenance import digital_source_type, linked_data
from models.accounts import User
from models.courses import Course, CourseRelease

router = APIRouter(prefix="/api", tags=["Courses"])


class CourseOrigin(BaseModel):
    """`generated_sections` counts those of the course whose text a writer has made, `approved_sections` those of them
    that a person has approved since. `models` are names of models, none for the built-in writer.

    Learners are told of the release, as it was when it was published; who sees the draft, of what is so now.
    `linked_data` is JSON-LD about the current release, null where there is none; of its sources it names those whose
    licence was told.
    """

    digital_source_type: str
    models: list[str]
    generated_sections: int
    approved_sections: int
    reviewers: list[str]
    reviewed_at: datetime | None
    linked_data: dict[str, Any] | None


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
    number = course.current_release
    release = None if number is None else await session.get(CourseRelease, (course_id, number))
    released = [TextOrigin.model_validate(each) for each in release.texts] if release else []
    texts = await texts_of_draft(session, course_id) if sees_draft(course, account) else released
    approved = [each for each in texts if each.approved]
    return CourseOrigin(
        digital_source_type=digital_source_type(Provenance(writers=_writers(texts))),
        models=sorted({each.model for each in texts if each.writer.is_model}),
        generated_sections=len(texts),
        approved_sections=len(approved),
        reviewers=await _names(session, approved),
        reviewed_at=max((each.reviewed_at for each in approved if each.reviewed_at), default=None),
        linked_data=None if release is None else await _linked_data(session, course, release, released),
    )


def _writers(texts: list[TextOrigin]) -> tuple[Writer, ...]:
    return tuple(dict.fromkeys(each.writer for each in texts))


async def _names(session: AsyncSession, approved: list[TextOrigin]) -> list[str]:
    """The names that reviewers have today: who has left has none."""
    ids = {each.reviewed_by for each in approved if each.reviewed_by}
    names = await session.exec(select(User.full_name).where(col(User.id).in_(ids)))
    return sorted({name for name in names if name})


async def _linked_data(
    session: AsyncSession, course: Course, release: CourseRelease, texts: list[TextOrigin]
) -> dict[str, Any]:
    provenance = Provenance(
        writers=_writers(texts),
        sources=tuple(each for each in await sources_of_release(session, course) if each.licence),
        reviewed_at=release.reviewed_at,
        release=release.number,
        published_at=release.published_at,
    )
    return linked_data(course.id, release.course["title"], release.course["language"], provenance)
