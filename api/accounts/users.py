"""Everybody's accounts, for admins."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Response
from sqlmodel import col, select

from accounts import people
from accounts.permissions import Action
from api.accounts.schemas import UserPublic, UserUpdate
from api.http.etags import IfMatch, IfNoneMatch, require_match, tag_of, tagged
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, not_found
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession
from models.accounts import User

router = APIRouter(prefix="/api/users", tags=["Accounts"])


@router.get("")
async def list_users(
    account: Annotated[Account, Depends(Authorize(Action.LIST_USERS))], session: DatabaseSession, paging: WantedPage
) -> Page[UserPublic]:
    """All accounts, the newest first."""
    query = select(User).where(col(User.deleted_at).is_(None))
    if paging.after is not None:
        query = query.where(col(User.id) < paging.after)
    rows = (await session.exec(query.order_by(col(User.id).desc()).limit(paging.limit + 1))).all()
    return cut([_public(row) for row in rows], [row.id for row in rows], paging.limit)


@router.get("/{user_id}", response_model=UserPublic)
async def read_user(
    user_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.LIST_USERS))],
    session: DatabaseSession,
    if_none_match: IfNoneMatch,
) -> Response:
    """One account, with the ETag by which it is changed."""
    user = await people.with_id(session, user_id)
    if user is None:
        raise not_found("user")
    return tagged(_public(user), if_none_match)


@router.patch("/{user_id}", responses={409: {"description": "It is the last admin."}})
async def update_user(
    user_id: UUID,
    update: Annotated[
        UserUpdate,
        Body(openapi_examples={"instructor": {"summary": "Make an instructor", "value": {"role": "instructor"}}}),
    ],
    account: Annotated[Account, Depends(Authorize(Action.CHANGE_USER, audit="change user"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> UserPublic:
    """Give another role, deactivate, or activate again. A deactivated account is out with its next request."""
    user = await people.to_change(session, user_id)
    if user is None:
        raise not_found("user")
    require_match(if_match, tag_of(_public(user)))
    changes = update.model_dump(exclude_unset=True)
    try:
        await people.change(session, user, changes)
    except people.LastAdmin as error:
        raise Problem(409, "last-admin", "This is the last admin: make another one first.") from error
    audit(session, account, "user", user_id, **changes)
    changed = _public(user)
    response.headers["ETag"] = tag_of(changed)
    return changed


def _public(user: User) -> UserPublic:
    return UserPublic.model_validate(user, from_attributes=True)
