"""Courses brought in from packages."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.schemas import CoursePublic
from api.courses.views import course_for, view_course
from api.exports.imported_pictures import StoredPicture, stored
from api.http.etags import tag_of
from api.http.off_loop import off_loop
from api.http.problems import Problem, refuse_errors
from api.openapi.components import LOCATED, TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies
from api.sources.uploads import unless_gone, uploaded
from exports.course import MissingMedia
from exports.incoming.course import Incoming
from exports.incoming.reading import read_course
from exports.not_a_course import NotACourse
from learning.course_draft import CourseDraft
from learning.course_draft_review import review_course_draft
from learning.source import NotCarried
from models.catalog import insert_course
from models.columns import new_id
from sources.errors import UnreadableSource

router = APIRouter(prefix="/api", tags=["Courses"])

MOST_BYTES = 64 * 1024 * 1024
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="unpacking")
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
            incoming = await unless_gone(request, _read(upload.file))
    refuse_errors(await off_loop(review_course_draft, incoming.draft))
    kept, refused = await stored(shared.providers.storage, incoming.media)
    async with shared.sessions() as session, session.begin():
        view = await _brought(session, account, incoming, kept)
    response.headers["Location"] = f"/api/courses/{view.id}"
    response.headers["ETag"] = tag_of(view)
    return ImportedCourse(**view.model_dump(), not_carried=[*incoming.not_carried, *refused])


async def _read(file: BinaryIO) -> Incoming:
    """The course in a file. Raises 413, 415 or 422 with a sentence for its sender."""
    content = await asyncio.to_thread(file.read)
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREAD, read_course, content)
    except UnreadableSource as error:
        raise Problem(error.status, f"package-{error.kind.replace('_', '-')}", error.sentence) from None
    except (NotACourse, MissingMedia) as error:
        raise Problem(422, "not-a-course", str(error)[:1_000]) from None


async def _brought(
    session: AsyncSession, account: Account, incoming: Incoming, kept: Mapping[str, StoredPicture]
) -> CoursePublic:
    course_id = new_id()
    draft = _renamed(incoming.draft, incoming, kept)
    tree = await insert_course(session, draft, account.id, course_id)
    for row in (tree.course, *(lesson for lesson, _ in tree.lessons), *tree.sections()):
        await session.refresh(row)
    thumbnail = (incoming.thumbnail or "").lower()
    session.add_all(
        picture.asset(course_id, "thumbnail" if id_ == thumbnail else "picture") for id_, picture in kept.items()
    )
    audit(session, account, "course", course_id, course_id=course_id)
    await session.flush()
    return await view_course(session, await course_for(session, course_id, account))


def _renamed(draft: CourseDraft, incoming: Incoming, kept: Mapping[str, StoredPicture]) -> CourseDraft:
    """The draft with its pictures under their new ids, and without those that were none."""
    if not incoming.media:
        return draft
    told = draft.model_dump(mode="json")
    for lesson in told["lessons"]:
        for section in lesson["sections"]:
            shown = section["content"]["visuals"]
            section["content"]["visuals"] = [
                visual | {"media_id": str(kept[visual["media_id"].lower()].id)}
                for visual in shown
                if visual["media_id"].lower() in kept
            ]
    return CourseDraft.model_validate(told)
