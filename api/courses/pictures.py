"""Pictures that the owner of a course brings, describes and takes away."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, File, Form, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.schemas import MediaLink
from api.courses.views import known_course, media_link, view_course
from api.http.etags import IfMatch, require_match, tag_of
from api.http.off_loop import off_loop
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, invalid, not_found
from api.openapi.components import LOCATED, TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession, Snapshot
from learning.characters import is_showable
from models.catalog import load_course, lock_course
from models.courses import Course
from models.generations import MediaAsset
from providers.errors import ProviderProblem
from providers.renditions import Rendition, Renditions, make_renditions
from providers.storage import Storage

router = APIRouter(prefix="/api", tags=["Courses"])

MOST_BYTES = 10 * 1024 * 1024
LONGEST_ALT = 1_000
MADE: dict[int | str, dict[str, Any]] = {201: {"headers": LOCATED | TAGGED}}
EDITED: dict[int | str, dict[str, Any]] = {200: {"headers": TAGGED}}
STILL_SHOWN: dict[int | str, dict[str, Any]] = {409: {"description": "A section shows it: `detail` says which."}}
_SHOWN_BY = text(
    "SELECT s.title FROM sections s JOIN lessons l ON l.id = s.lesson_id JOIN courses c ON c.id = l.course_id "
    "WHERE c.instructor_id = :owner AND c.status <> 'archived' AND s.removed_at IS NULL "
    "AND s.content->'visuals' @> jsonb_build_array(jsonb_build_object('media_id', CAST(:picture AS text))) LIMIT 3"
)


class Picture(MediaLink):
    """`etag` names this state, for `If-Match`; `kind` is thumbnail, diagram or picture."""

    kind: str
    created_at: datetime
    etag: str


class PictureUpdate(BaseModel):
    """Only the fields that are sent are changed."""

    model_config = ConfigDict(extra="forbid")

    alt: str | None = Field(None, min_length=1, max_length=LONGEST_ALT)
    caption: str | None = Field(None, max_length=LONGEST_ALT)


@router.get("/courses/{course_id}/media")
async def list_pictures(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_MEDIA))],
    session: Snapshot,
    paging: WantedPage,
) -> Page[Picture]:
    """The pictures of your course, the newest first."""
    await known_course(session, course_id, account)
    query = select(MediaAsset).where(MediaAsset.course_id == course_id, col(MediaAsset.removed_at).is_(None))
    if paging.after is not None:
        query = query.where(col(MediaAsset.id) < paging.after)
    rows = list(await session.exec(query.order_by(col(MediaAsset.id).desc()).limit(paging.limit + 1)))
    return cut([_picture(row) for row in rows], [row.id for row in rows], paging.limit)


@router.post("/courses/{course_id}/media", status_code=201, responses=MADE | {507: {}})
async def bring_picture(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_MEDIA, audit="bring picture"))],
    shared: CurrentDependencies,
    response: Response,
    file: Annotated[UploadFile, File(description="A PNG, JPEG or WebP of up to 10 MB and 50 million pixels.")],
    alt: Annotated[str, Form(max_length=LONGEST_ALT, description="What it shows, for who does not see it.")],
    caption: Annotated[str, Form(max_length=LONGEST_ALT)] = "",
    thumbnail: Annotated[bool, Form(description="Whether it stands for the course in lists.")] = False,
) -> Picture:
    """Bring a picture, to be shown by a section (`visuals`) or to stand for the course. Its pixels are kept, its
    metadata is not."""
    refuse_odd_texts(alt=alt, caption=caption)
    async with shared.sessions() as session:
        await known_course(session, course_id, account)
    made = await _made(await file.read(MOST_BYTES + 1))
    stored = await _stored(shared.providers.storage, made)
    async with shared.sessions() as session, session.begin():
        await lock_course(session, course_id)
        course = await known_course(session, course_id, account)
        kind = "thumbnail" if thumbnail else "picture"
        asset = MediaAsset(course_id=course_id, step="brought", kind=kind, alt=alt.strip(), caption=caption, **stored)
        session.add(asset)
        course.version += 1
        session.add(course)
        audit(session, account, "media", asset.id, course_id=course_id)
        await session.flush()
        await session.refresh(asset)
        picture = _picture(asset)
    response.headers["Location"], response.headers["ETag"] = picture.url, picture.etag
    return picture


@router.patch("/media/{media_id}", responses=EDITED)
async def update_picture(
    media_id: UUID,
    update: Annotated[
        PictureUpdate,
        Body(
            openapi_examples={
                "alt": {"summary": "Another description", "value": {"alt": "A loaf of rye bread, cut open"}}
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_MEDIA, audit="edit picture"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> Picture:
    """Say anew what a picture of your course shows; `If-Match` is the `etag` that the list of pictures has. Of the one
    that stands for the course the course's ETag will do."""
    asset, course = await _to_edit(session, media_id, account)
    require_match(if_match, *await _tags(session, asset))
    changes = update.model_dump(exclude_unset=True)
    if nulls := [name for name, value in changes.items() if value is None]:
        raise invalid([(f"/{name}", f"{name} cannot be null; leave it out to keep it.") for name in nulls])
    refuse_odd_texts(**changes)
    for name, value in changes.items():
        setattr(asset, name, value.strip())
    course.version += 1
    session.add_all([asset, course])
    audit(session, account, "media", media_id, course_id=course.id, fields=sorted(changes))
    await session.flush()
    await session.refresh(asset)
    picture = _picture(asset)
    response.headers["ETag"] = picture.etag
    return picture


@router.delete("/media/{media_id}", status_code=204, responses=STILL_SHOWN)
async def delete_picture(
    media_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_MEDIA, audit="delete picture"))],
    session: DatabaseSession,
) -> None:
    """Take away a picture that no section shows. What was published with it keeps it."""
    asset, course = await _to_edit(session, media_id, account)
    given = {"owner": course.instructor_id, "picture": str(media_id)}
    shown = (await (await session.connection()).execute(_SHOWN_BY, given)).scalars().all()
    if shown:
        named = ", ".join(f"“{title}”" for title in shown)
        raise Problem(409, "still-needed", f"The picture is shown by {named}. Take it out there first.")
    asset.removed_at = datetime.now(UTC)
    course.version += 1
    session.add_all([asset, course])
    audit(session, account, "media", media_id, course_id=course.id)


def refuse_odd_texts(**texts: str) -> None:
    """Raise 422 for an alt text that says nothing, and for characters that cannot be shown."""
    odd = "This holds a character that cannot be shown."
    errors = [(f"/{name}", odd) for name, told in texts.items() if not is_showable(told)]
    if not texts.get("alt", "x").strip():
        errors.append(("/alt", "Say in a sentence what the picture shows, for who does not see it."))
    if errors:
        raise invalid(errors)


async def _made(data: bytes) -> Renditions:
    if len(data) > MOST_BYTES:
        raise Problem(413, "body-too-large", "A picture has 10 MB at most; make it smaller.")
    try:
        return await off_loop(make_renditions, data)
    except ProviderProblem as problem:
        raise invalid([("/file", problem.sentence)]) from problem


async def _stored(storage: Storage, made: Renditions) -> dict[str, Any]:
    """The columns of what is stored now."""
    original = made.original
    return {
        "storage_key": await storage.put(original.data, original.media_type),
        "media_type": original.media_type,
        "width": original.width,
        "height": original.height,
        "size_bytes": len(original.data),
        "renditions": [await _rendition(storage, rendition) for rendition in made.renditions],
    }


async def _rendition(storage: Storage, made: Rendition) -> dict[str, Any]:
    key = await storage.put(made.data, made.media_type)
    return {"key": key, "media_type": made.media_type, "width": made.width, "height": made.height}


async def _to_edit(session: AsyncSession, media_id: UUID, account: Account) -> tuple[MediaAsset, Course]:
    """The picture and its course, locked. Raises 404 for one that is not there, or not any more."""
    found = await session.exec(select(MediaAsset.course_id).where(MediaAsset.id == media_id))
    course_id = found.one_or_none()
    if course_id is None:
        raise not_found("picture")
    await lock_course(session, course_id)
    course = await known_course(session, course_id, account, "picture")
    asset = await session.get_one(MediaAsset, media_id)
    if asset.removed_at is not None:
        raise not_found("picture")
    return asset, course


async def _tags(session: AsyncSession, asset: MediaAsset) -> list[str]:
    tree = await load_course(session, asset.course_id) if asset.course_id and asset.kind == "thumbnail" else None
    return [_picture(asset).etag, *([tag_of(await view_course(session, tree))] if tree else [])]


def _picture(asset: MediaAsset) -> Picture:
    link = media_link(asset, is_draft=True)
    return Picture(kind=asset.kind, created_at=asset.created_at, etag=tag_of(link), **link.model_dump())
