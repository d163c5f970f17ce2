"""Pictures."""

import logging
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import RedirectResponse

from accounts.permissions import Action
from api.courses.views import sees_draft
from api.http.etags import NOT_MODIFIED, IfNoneMatch, is_known
from api.http.problems import Problem, not_found
from api.openapi.components import LOCATED, TAGGED
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession
from models.courses import Course
from models.generations import MediaAsset
from models.snapshots import is_public
from providers.storage import Storage

_log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/media", tags=["Courses"])

WIDTH = "The smallest rendition that is at least as wide, in pixels."
IMMUTABLE = {"Cache-Control": "private, max-age=31536000, immutable"}

_BYTES = {"schema": {"type": "string", "format": "binary"}}
PICTURE: dict[str, Any] = {
    "description": "The picture, which never changes under this address.",
    "headers": TAGGED,
    "content": dict.fromkeys(("image/png", "image/webp", "image/jpeg", "image/gif"), _BYTES),
}
ELSEWHERE: dict[str, Any] = {"description": "The picture is under this signed link, for a while.", "headers": LOCATED}


@router.get("/{media_id}", response_class=Response, responses={200: PICTURE, 302: ELSEWHERE})
async def read_media(
    media_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_MEDIA))],
    session: DatabaseSession,
    shared: CurrentDependencies,
    if_none_match: IfNoneMatch,
    width: Annotated[int | None, Query(ge=1, le=10_000, description=WIDTH)] = None,
    exp: Annotated[int | None, Query(ge=0, le=2**40)] = None,
    sig: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """The original, or with `width` the smallest rendition that is at least as wide.

    Pictures of drafts are shown to their owner, and by the address that the course or section names (`exp`, `sig`).
    """
    asset = await session.get(MediaAsset, media_id)
    course = await session.get(Course, asset.course_id) if asset and asset.course_id else None
    if asset is None or course is None:
        raise not_found("picture")
    is_shown = sees_draft(course, account) or shared.addresses.holds(f"/api/media/{media_id}", exp, sig)
    if not is_shown and not await is_public(session, media_id, course.instructor_id):
        raise not_found("picture")
    return await picture_response(shared.providers.storage, *_choose(asset, width), if_none_match)


async def picture_response(storage: Storage, key: str, media_type: str, if_none_match: str | None) -> Response:
    """A stored picture: its bytes, 304 where they are known, or a redirection to where a browser gets them."""
    link = await storage.link(key)
    if link is not None:
        return RedirectResponse(link, 302)
    tag = f'"{key.split(".")[0][:32]}"'
    headers = IMMUTABLE | {"ETag": tag}
    if is_known(tag, if_none_match):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(await _kept(storage, key), media_type=media_type, headers=headers)


async def _kept(storage: Storage, key: str) -> bytes:
    """Raises 404 where the record knows of a picture that the storage has lost."""
    try:
        return await storage.get(key)
    except FileNotFoundError:
        _log.error("the media store has no %s", key)
        sentence = "The file of this picture is missing. An operator has to restore it from a back-up."
        raise Problem(404, "media-missing", sentence) from None


def _choose(asset: MediaAsset, width: int | None) -> tuple[str, str]:
    webp = sorted((r["width"], r["key"]) for r in asset.renditions if r["media_type"] == "image/webp")
    if width is None or not webp:
        return asset.storage_key, asset.media_type
    wide_enough = [key for rendition_width, key in webp if rendition_width >= width]
    return (wide_enough or [webp[-1][1]])[0], "image/webp"
