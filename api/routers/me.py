"""One's own account."""

from fastapi import APIRouter, Response

from accounts.refreshing import locked_user
from api.account_shapes import Profile, ProfileUpdate
from api.dependencies import CurrentAccount, DatabaseSession
from api.etags import IfMatch, IfNoneMatch, require_match, tag_of, tagged
from models.accounts import User

router = APIRouter(prefix="/api/me", tags=["Accounts"])


@router.get("", response_model=Profile)
async def read_profile(account: CurrentAccount, session: DatabaseSession, if_none_match: IfNoneMatch) -> Response:
    """Your profile, with time zone and learning preferences."""
    return tagged(_profile(await session.get_one(User, account.id)), if_none_match)


@router.patch("")
async def update_profile(
    update: ProfileUpdate, account: CurrentAccount, session: DatabaseSession, response: Response, if_match: IfMatch
) -> Profile:
    """Change your name, time zone or preferences. `If-Match` is heeded when it is sent."""
    user = await locked_user(session, account.id)
    if if_match is not None:
        require_match(if_match, tag_of(_profile(user)))
    changes = update.model_dump(exclude_unset=True)
    if "learning_preferences" in changes:
        kept = {name: value for name, value in user.learning_preferences.items() if name == "mail"}
        changes["learning_preferences"] = kept | changes["learning_preferences"]
    user.sqlmodel_update(changes)
    session.add(user)
    await session.flush()
    await session.refresh(user)
    profile = _profile(user)
    response.headers["ETag"] = tag_of(profile)
    return profile


def _profile(user: User) -> Profile:
    return Profile.model_validate(user, from_attributes=True)
