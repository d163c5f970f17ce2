"""Links that show a course, or let people enroll, without its being listed: made, revoked, and used."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.schemas import CoursePublic
from api.courses.views import known_course, view_release
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, invalid, not_found
from api.learning.enrollments import enroll
from api.learning.schemas import EnrollmentPublic
from api.security.auditing import audit
from api.security.dependencies import (
    Account,
    Authorize,
    CurrentDependencies,
    DatabaseSession,
    Snapshot,
    snapshot,
)
from models.catalog import lock_course
from models.courses import Course
from models.sharing import CourseInvitation, ShareLink, new_token, token_hash
from models.snapshots import read_release

router = APIRouter(prefix="/api", tags=["Courses"])

Mode = Literal["view", "enroll"]
Token = Annotated[str, Path(min_length=20, max_length=100, pattern="^[A-Za-z0-9_-]+$")]
UNLISTED = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""Headers of what is behind a link: found by nobody, kept by no cache, and the link told to no other site."""
NEVER_PUBLISHED: dict[int | str, dict[str, Any]] = {409: {"description": "The course was never published."}}
NO_ENROLLING: dict[int | str, dict[str, Any]] = {
    200: {"model": EnrollmentPublic, "description": "You are enrolled already."},
    403: {"description": "The link only shows the course."},
}


class NewShareLink(BaseModel):
    """Without `expires_at` it works until it is revoked."""

    model_config = ConfigDict(extra="forbid")

    mode: Mode = "view"
    expires_at: AwareDatetime | None = None


TO_VIEW = NewShareLink()


class ShareLinkPublic(BaseModel):
    """`is_open` is false once it has expired or was revoked."""

    id: UUID
    mode: Mode
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    is_open: bool


class ShareLinkMade(ShareLinkPublic):
    """`token` and `path`, where the link leads on this server, are told this once: only a hash of them is kept."""

    token: str
    path: str


class SharedCourse(BaseModel):
    """A course as it was published last, and what the link allows."""

    mode: Mode
    expires_at: datetime | None
    course: CoursePublic


class Grant(NamedTuple):
    """What a token opens. An `invitation` is for one person."""

    course: Course
    mode: Mode
    expires_at: datetime | None
    invitation: CourseInvitation | None


@router.post("/courses/{course_id}/share-links", status_code=201, responses=NEVER_PUBLISHED)
async def make_share_link(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.SHARE_COURSE, audit="share course"))],
    session: DatabaseSession,
    response: Response,
    new: Annotated[
        NewShareLink, Body(openapi_examples={"enroll": {"summary": "Let people enroll", "value": {"mode": "enroll"}}})
    ] = TO_VIEW,
) -> ShareLinkMade:
    """Make a link that shows your course as it was published, also while it is not listed, or lets people enroll."""
    await lock_course(session, course_id)
    course = await known_course(session, course_id, account)
    if course.current_release is None:
        raise Problem(409, "never-published", "Publish the course first: a link shows what was published.")
    if new.expires_at is not None and new.expires_at <= datetime.now(UTC):
        raise invalid([("/expires_at", "This time is over.")])
    token = new_token()
    link = ShareLink(
        course_id=course_id,
        made_by=account.id,
        mode=new.mode,
        token_hash=token_hash(token),
        expires_at=new.expires_at,
    )
    session.add(link)
    audit(session, account, "share link", link.id, course_id=course_id, mode=new.mode)
    await session.flush()
    await session.refresh(link)
    response.headers["Cache-Control"] = "no-store"
    return ShareLinkMade(token=token, path=f"/shared/{token}", **_public(link).model_dump())


@router.get("/courses/{course_id}/share-links")
async def list_share_links(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.SHARE_COURSE))],
    session: Snapshot,
    paging: WantedPage,
) -> Page[ShareLinkPublic]:
    """The links of your course, the newest first; those that are over too."""
    await known_course(session, course_id, account)
    query = select(ShareLink).where(ShareLink.course_id == course_id)
    if paging.after is not None:
        query = query.where(col(ShareLink.id) < paging.after)
    rows = list(await session.exec(query.order_by(col(ShareLink.id).desc()).limit(paging.limit + 1)))
    return cut([_public(row) for row in rows], [row.id for row in rows], paging.limit)


@router.delete("/share-links/{link_id}", status_code=204)
async def revoke_share_link(
    link_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.SHARE_COURSE, audit="revoke share link"))],
    session: DatabaseSession,
) -> None:
    """Let a link open nothing any more, from now on. Who has enrolled by it stays enrolled."""
    link = await session.get(ShareLink, link_id, with_for_update=True)
    if link is None:
        raise not_found("share link")
    await known_course(session, link.course_id, account, "share link")
    link.revoked_at = link.revoked_at or datetime.now(UTC)
    session.add(link)
    audit(session, account, "share link", link_id, course_id=link.course_id)


@router.get("/shared/{token}")
async def read_shared_course(
    token: Token,
    account: Annotated[Account, Depends(Authorize(Action.READ_SHARED))],
    session: Snapshot,
    response: Response,
) -> SharedCourse:
    """The course that a link or an invitation leads to, as it was published last."""
    response.headers.update(UNLISTED)
    grant = await _opened(session, token, account)
    course = await view_release(await read_release(session, grant.course))
    return SharedCourse(mode=grant.mode, expires_at=grant.expires_at, course=course)


@router.post("/shared/{token}/enroll", status_code=201, responses=NO_ENROLLING)
async def enroll_by_link(
    token: Token,
    account: Annotated[Account, Depends(Authorize(Action.ENROLL))],
    shared: CurrentDependencies,
    response: Response,
) -> EnrollmentPublic:
    """Enroll in the course that a link or an invitation leads to. Again: the same enrollment."""
    response.headers.update(UNLISTED)
    async with snapshot(shared) as session:
        grant = await _opened(session, token, account)
    if grant.mode != "enroll":
        raise Problem(403, "link-only-shows", "This link only shows the course. Ask for one by which you can enroll.")
    async with shared.pool.connection() as connection:
        enrollment, is_new = await enroll(connection, shared.records, grant.course.id, account.id, by_link=True)
        if grant.invitation is not None:
            await connection.execute(
                "UPDATE course_invitations SET accepted_at = now(), accepted_by = %s "
                "WHERE id = %s AND accepted_at IS NULL",
                [account.id, grant.invitation.id],
            )
    if not is_new:
        response.status_code = 200
    return enrollment


async def _opened(session: AsyncSession, token: str, account: Account) -> Grant:
    """Raises 404 for a token that opens nothing, or nothing any more; why is told to nobody."""
    grant = await _grant(session, token_hash(token))
    if grant is None or grant.course.current_release is None or grant.course.status == "archived":
        raise _gone()
    invited = grant.invitation
    if invited is not None and invited.accepted_by not in (None, account.id):
        raise _gone()
    return grant


async def _grant(session: AsyncSession, digest: str) -> Grant | None:
    now = datetime.now(UTC)
    link = (await session.exec(select(ShareLink).where(ShareLink.token_hash == digest))).one_or_none()
    if link is not None and _is_open(link):
        course = await session.get_one(Course, link.course_id)
        return Grant(course, "enroll" if link.mode == "enroll" else "view", link.expires_at, None)
    found = select(CourseInvitation).where(
        (col(CourseInvitation.token_hash) == digest) | col(CourseInvitation.letter_hashes).contains([digest]),
        col(CourseInvitation.expires_at) > now,
        col(CourseInvitation.withdrawn_at).is_(None),
    )
    invitation = (await session.exec(found)).one_or_none()
    if invitation is None:
        return None
    course = await session.get_one(Course, invitation.course_id)
    return Grant(course, "enroll", invitation.expires_at, invitation)


def _gone() -> Problem:
    sentence = "This link does not lead anywhere, or not any more. Ask who gave it to you for another one."
    return Problem(404, "not-found", sentence, headers=UNLISTED)


def _is_open(link: ShareLink) -> bool:
    return link.revoked_at is None and (link.expires_at is None or link.expires_at > datetime.now(UTC))


def _public(link: ShareLink) -> ShareLinkPublic:
    mode: Mode = "enroll" if link.mode == "enroll" else "view"
    told = link.model_dump(include={"id", "created_at", "expires_at", "revoked_at"})
    return ShareLinkPublic(mode=mode, is_open=_is_open(link), **told)
