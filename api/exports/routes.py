"""Courses taken along in a format of another system."""

from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from accounts.permissions import Action
from api.courses.views import course_for
from api.exports.course_to_export import course_to_export
from api.exports.file_names import attachment, file_name
from api.http.etags import NOT_MODIFIED, IfNoneMatch, is_known
from api.http.off_loop import off_loop
from api.http.problems import invalid
from api.openapi.components import TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, Snapshot, snapshot
from exports.course import ExportedCourse
from exports.formats import FORMATS

router = APIRouter(prefix="/api", tags=["Courses"])

if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = Literal[tuple(FORMATS)]
_BYTES = {"schema": {"type": "string", "format": "binary"}}
PACKAGE: dict[str, Any] = {
    "description": "The package; its name is in Content-Disposition.",
    "headers": TAGGED,
    "content": dict.fromkeys(sorted({told.media_type.partition(";")[0] for told in FORMATS.values()}), _BYTES),
}
UNPUBLISHABLE = {"description": "The course could not be published as it stands: `errors` points to why."}
INCOMPLETE = {"description": "Pictures are missing in the media store, or are more than a package takes."}
Number = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="A release other than the current one.")]
AsDraft = Annotated[bool, Query(description="The course as it stands, fit to be published or not, marked as a draft.")]


class ExportFormat(BaseModel):
    """A format, what it carries in a sentence, and what of this course it does not carry."""

    format: str
    title: str
    carries: str
    loses: list[str]


class ExportFormats(BaseModel):
    """Every format, in the order in which they are offered."""

    items: list[ExportFormat]


@router.get("/courses/{course_id}/exports")
async def read_exports(
    course_id: UUID, account: Annotated[Account, Depends(Authorize(Action.EXPORT_COURSE))], session: Snapshot
) -> ExportFormats:
    """The formats in which you can take your course along, and what each loses of it."""
    tree = await course_for(session, course_id, account)
    course = (await course_to_export(session, tree, draft=tree.course.current_release is None)).without_media()
    return await off_loop(_told, course)


@router.get(
    "/courses/{course_id}/exports/{format}",
    response_class=Response,
    responses={200: PACKAGE, 409: INCOMPLETE, 422: UNPUBLISHABLE},
)
async def export_package(
    course_id: UUID,
    format: FormatName,
    account: Annotated[Account, Depends(Authorize(Action.EXPORT_COURSE, audit="export course"))],
    shared: CurrentDependencies,
    if_none_match: IfNoneMatch,
    release: Number = None,
    draft: AsDraft = False,
) -> Response:
    """Your course as a package: as it is published, or as it stands where it never was.

    The same release gives the same bytes. Packages for learners hold the answers of the checks where `loses` says so.
    """
    if draft and release is not None:
        raise invalid([("release", "Ask for a release or for the draft, not for both.")])
    async with snapshot(shared) as session:
        course = await course_to_export(session, await course_for(session, course_id, account), release, draft)
    told = FORMATS[format]
    package = await shared.packing.package(shared.providers.storage, course, told)
    headers = {"ETag": package.tag, "Cache-Control": "private, no-cache"}
    if is_known(package.tag, if_none_match):
        package.file.close()
        return Response(status_code=NOT_MODIFIED, headers=headers)
    async with shared.sessions() as session, session.begin():
        audit(session, account, "course", course_id, course_id=course_id, format=format, release=course.release)
    headers["Content-Disposition"] = attachment(file_name(course.draft.title, course.release, told.extension))
    headers["Content-Length"] = str(package.size)
    return StreamingResponse(package.pieces(), media_type=told.media_type, headers=headers)


def _told(course: ExportedCourse) -> ExportFormats:
    items = [
        ExportFormat(format=told.name, title=told.title, carries=told.carries, loses=told.losses(course))
        for told in FORMATS.values()
    ]
    return ExportFormats(items=items)
