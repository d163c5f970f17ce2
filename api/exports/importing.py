"""Courses brought in from packages."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.schemas import CoursePublic
from api.courses.views import course_for, view_course
from api.exports.imported_pictures import StoredPicture, stored
from api.exports.unpacking import course_parts, incoming
from api.http.etags import tag_of
from api.http.off_loop import off_loop
from api.http.problems import Problem, refuse_errors
from api.openapi.components import LOCATED, TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies
from api.sources.reading import Words
from api.sources.reading_queue import ReadingQueue
from api.sources.uploads import Upload, unless_gone, uploaded
from exports.incoming.course import Incoming
from exports.not_a_course import NotACourse
from learning.course_draft import CourseDraft
from learning.course_draft_review import review_course_draft
from learning.source import NotCarried
from models.catalog import insert_course
from models.columns import new_id

router = APIRouter(prefix="/api", tags=["Courses"])

MOST_BYTES = 64 * 1024 * 1024
PACKAGE = Words(
    "package",
    "Take the course along in two parts, or with smaller pictures, and send these.",
    "Save the package anew in the system that it comes from, and try again.",
)
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
                }
            }
        },
    }
}


class ImportedCourse(CoursePublic):
    """A draft, and what the package holds that was not taken over."""

    not_carried: list[NotCarried]


@router.post("/courses/import", status_code=201, responses={201: {"headers": LOCATED | TAGGED}}, openapi_extra=FORM)
async def import_course(
    request: Request,
    account: Annotated[Account, Depends(Authorize(Action.BRING_COURSE, audit="import course"))],
    shared: CurrentDependencies,
    response: Response,
) -> ImportedCourse:
    """Bring a course as a package of up to 64 MB, which becomes a draft.

    JSON (`export.json`, with media or without), a Markdown folder, Common Cartridge 1.0 to 1.3 and OLX are taken, known
    by their content: texts, pictures, and checks with one right option, true or false, or a typed answer.
    """
    with shared.reading.arriving(account.id):
        async with uploaded(request) as upload:
            if upload.size > MOST_BYTES:
                raise Problem(413, "package-too-large", "A course has 64 MB at most; make its pictures smaller.")
            brought = await unless_gone(request, _read(shared.reading, upload, account.id))
    refuse_errors(await off_loop(review_course_draft, brought.draft))
    kept, refused = await stored(shared.providers.storage, brought.media)
    async with shared.sessions() as session, session.begin():
        view = await _brought(session, account, brought, kept)
    response.headers["Location"] = f"/api/courses/{view.id}"
    response.headers["ETag"] = tag_of(view)
    return ImportedCourse(**view.model_dump(), not_carried=[*brought.not_carried, *refused])


async def _read(queue: ReadingQueue, upload: Upload, account: UUID) -> Incoming:
    """The course in a file, read in a process of its own. Raises 413, 415 or 422 with a sentence for its sender."""
    parts = await queue.done(upload, account, course_parts, PACKAGE)
    try:
        return await off_loop(incoming, *parts)
    except NotACourse as error:
        raise Problem(422, "not-a-course", str(error)) from None


async def _brought(
    session: AsyncSession, account: Account, brought: Incoming, kept: Mapping[str, StoredPicture]
) -> CoursePublic:
    course_id = new_id()
    draft = _renamed(brought, kept)
    tree = await insert_course(session, draft, account.id, course_id)
    for row in (tree.course, *(lesson for lesson, _ in tree.lessons), *tree.sections()):
        await session.refresh(row)
    thumbnail = (brought.thumbnail or "").lower()
    session.add_all(
        picture.asset(course_id, "thumbnail" if id_ == thumbnail else "picture") for id_, picture in kept.items()
    )
    audit(session, account, "course", course_id, course_id=course_id)
    await session.flush()
    return await view_course(session, await course_for(session, course_id, account))


def _renamed(brought: Incoming, kept: Mapping[str, StoredPicture]) -> CourseDraft:
    """The draft with its pictures under their new ids, and without those that were none."""
    if not brought.media:
        return brought.draft
    told = brought.draft.model_dump(mode="json")
    for lesson in told["lessons"]:
        for section in lesson["sections"]:
            shown = section["content"]["visuals"]
            section["content"]["visuals"] = [
                visual | {"media_id": str(kept[visual["media_id"].lower()].id)}
                for visual in shown
                if visual["media_id"].lower() in kept
            ]
    return CourseDraft.model_validate(told)
