"""One's own account."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from fastapi.responses import StreamingResponse

from accounts.permissions import Action
from accounts.refreshing import locked_user
from api.accounts.delete import leave, refuse_strangers
from api.accounts.export import PersonalData, sent, written
from api.accounts.schemas import Leaving, Profile, ProfileUpdate
from api.http.etags import IfMatch, IfNoneMatch, require_match, tag_of, tagged
from api.security.auditing import audit
from api.security.dependencies import (
    Account,
    Authorize,
    CurrentDependencies,
    DatabaseSession,
)
from models.accounts import User

router = APIRouter(prefix="/api/me", tags=["Accounts"])

FILE_NAME = "personal-data.json"


@router.get("", response_model=Profile)
async def read_profile(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))],
    session: DatabaseSession,
    if_none_match: IfNoneMatch,
) -> Response:
    """Your profile, with time zone and learning preferences."""
    return tagged(_profile(await session.get_one(User, account.id)), if_none_match)


@router.patch("")
async def update_profile(
    update: Annotated[
        ProfileUpdate,
        Body(
            openapi_examples={
                "zone": {
                    "summary": "Another time zone, and no e-mails",
                    "value": {"timezone": "Europe/Berlin", "learning_preferences": {"mail": False, "language": "de"}},
                }
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.CHANGE_SELF, audit="change self"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> Profile:
    """Change your name, time zone or preferences."""
    user = await locked_user(session, account.id)
    require_match(if_match, tag_of(_profile(user)))
    changes = update.model_dump(exclude_unset=True)
    if "learning_preferences" in changes:
        kept = {name: value for name, value in user.learning_preferences.items() if name == "mail"}
        changes["learning_preferences"] = kept | changes["learning_preferences"]
    user.sqlmodel_update(changes)
    session.add(user)
    audit(session, account, "user", account.id, fields=sorted(changes))
    await session.flush()
    await session.refresh(user)
    profile = _profile(user)
    response.headers["ETag"] = tag_of(profile)
    return profile


@router.get("/export", response_class=StreamingResponse, responses={200: {"model": PersonalData}, 507: {}})
async def export_data(
    account: Annotated[Account, Depends(Authorize(Action.EXPORT_SELF, audit="export self"))],
    shared: CurrentDependencies,
) -> StreamingResponse:
    """Everything that is kept about you, as one JSON file: what you did, sent, made and were told."""
    async with shared.sessions() as session, session.begin():
        audit(session, account, "user", account.id)
    file = await written(shared.pool, account.id)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store"}
    return StreamingResponse(sent(file), media_type="application/json", headers=headers)


@router.delete("", status_code=204, responses={409: {"description": "This is the last admin."}})
async def delete_account(
    account: Annotated[Account, Depends(Authorize(Action.DELETE_SELF, audit="delete self"))],
    shared: CurrentDependencies,
    given: Annotated[
        Leaving | None,
        Body(
            openapi_examples={
                "later": {
                    "summary": "More than 15 minutes after signing in",
                    "value": {"password": "four words that nobody guesses"},
                }
            }
        ),
    ] = None,
) -> None:
    """Delete your account: within 15 minutes of signing in, or with your `password`. There is no way back.

    Name, address and what you wrote are gone at once, sign-ins and keys end, no e-mail is sent any more. Courses that
    you published stay without your name, drafts are emptied; where you learned, only figures stay. The address is free.
    """
    await refuse_strangers(shared, account, given.password if given else None)
    await leave(shared, account)


def _profile(user: User) -> Profile:
    confirmed = user.email_confirmed_at is not None
    return Profile(**user.model_dump(include=set(Profile.model_fields)), email_confirmed=confirmed)
