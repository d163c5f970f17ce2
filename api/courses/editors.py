"""Who else edits: pages say that they are open, and are told of each other and of the last change."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends
from fastapi.openapi.models import Example
from pydantic import BaseModel, ConfigDict
from sqlalchemy import text

from accounts.permissions import Action
from api.courses.views import course_of_section, known_course
from api.http.problems import not_found
from api.security.dependencies import Account, Authorize, DatabaseSession

router = APIRouter(prefix="/api/courses/{course_id}/editors", tags=["Courses"])

SEEN_SECONDS = 45
"""A page that has said nothing for so long is taken to be closed; pages say it every 15 seconds."""
_HERE = text(
    """
    INSERT INTO course_editors AS e (tab, course_id, user_id, section_id) VALUES (:tab, :course, :me, :section)
    ON CONFLICT (tab) DO UPDATE SET course_id = excluded.course_id, section_id = excluded.section_id, seen_at = now(),
        began_at = CASE WHEN (e.course_id, e.section_id) IS NOT DISTINCT FROM (excluded.course_id, excluded.section_id)
            THEN e.began_at ELSE now() END
    WHERE e.user_id = excluded.user_id
    """
)
_OTHERS = text(
    """
    SELECT u.full_name AS name, e.user_id = :me AS is_you, e.section_id, e.began_at, e.seen_at
    FROM course_editors e JOIN users u ON u.id = e.user_id AND u.deleted_at IS NULL
    WHERE e.course_id = :course AND e.tab <> :tab AND e.seen_at > now() - make_interval(secs => :seconds)
    ORDER BY e.began_at, e.tab LIMIT 50
    """
)
_LAST_CHANGE = text(
    """
    SELECT a.at, coalesce(u.full_name, '') AS name, a.actor_id = :me AS is_you
    FROM audit_log a LEFT JOIN users u ON u.id = a.actor_id
    WHERE a.course_id = :course AND a.object_id = :part ORDER BY a.id DESC LIMIT 1
    """
)


class EditorHere(BaseModel):
    """`tab` is an id that the page makes up and keeps; without a `section_id` the course as a whole is open in it."""

    model_config = ConfigDict(extra="forbid")

    tab: UUID
    section_id: UUID | None = None


class OtherEditor(BaseModel):
    """Another page that is open; `is_you` where it is one of your own. `name` may be empty."""

    name: str
    is_you: bool
    section_id: UUID | None
    began_at: datetime
    seen_at: datetime


class LastChange(BaseModel):
    """Who last changed the part that is open, by the audit log."""

    at: datetime
    name: str
    is_you: bool


class Editors(BaseModel):
    """Who else has this open, and who changed it last."""

    others: list[OtherEditor]
    last_change: LastChange | None


HERE: dict[str, Example] = {
    "section": {
        "summary": "With a section open",
        "value": {
            "tab": "6f1f3f0e-3c1a-4c3b-8d4e-5f6071829300",
            "section_id": "018f2f6e-7c1a-7c3b-8d4e-000000000001",
        },
    }
}


@router.post("")
async def announce_editor(
    course_id: UUID,
    here: Annotated[EditorHere, Body(openapi_examples=HERE)],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE))],
    session: DatabaseSession,
) -> Editors:
    """Say that a page has your course open, and hear which others have.

    Say it again every 15 seconds: after 45 seconds of silence a page counts as closed.
    """
    await known_course(session, course_id, account)
    if here.section_id is not None and await course_of_section(session, here.section_id) != course_id:
        raise not_found("section")
    connection = await session.connection()
    given: dict[str, Any] = {"tab": here.tab, "course": course_id, "me": account.id, "section": here.section_id}
    await connection.execute(_HERE, given)
    asked = {"tab": here.tab, "course": course_id, "me": account.id, "seconds": SEEN_SECONDS}
    others = (await connection.execute(_OTHERS, asked)).mappings().all()
    part = {"course": course_id, "part": here.section_id or course_id, "me": account.id}
    last = (await connection.execute(_LAST_CHANGE, part)).mappings().one_or_none()
    return Editors(
        others=[OtherEditor(**row) for row in others],
        last_change=LastChange(**last) if last and last["is_you"] is not None else None,
    )
