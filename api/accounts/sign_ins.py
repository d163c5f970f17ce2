"""Where one is signed in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from accounts import refreshing, sign_ins
from accounts.permissions import Action
from api.http.pages import Page, WantedPage, cut
from api.http.problems import not_found
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession

router = APIRouter(prefix="/api/me/sessions", tags=["Accounts"])


class SignInPublic(BaseModel):
    """`device` is the browser and system that signed in, or the program; `last_used_at` is right to 15 minutes."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    device: str
    current: bool


@router.get("")
async def list_sign_ins(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))], session: DatabaseSession, paging: WantedPage
) -> Page[SignInPublic]:
    """Where you are signed in, the latest sign-in first."""
    found = await sign_ins.of(session, account.id, paging.limit + 1, paging.after)
    shown = [SignInPublic(**one._asdict(), current=one.id == account.sign_in) for one in found]
    return cut(shown, [one.id for one in found], paging.limit)


@router.delete("/{sign_in_id}", status_code=204)
async def end_sign_in(
    sign_in_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.END_SIGN_INS, audit="end sign-in"))],
    session: DatabaseSession,
) -> None:
    """Sign out somewhere else, at once; or here."""
    if not await sign_ins.end(session, account.id, sign_in_id):
        raise not_found("session")
    audit(session, account, "user", account.id)


@router.delete("", status_code=204)
async def end_other_sign_ins(
    account: Annotated[Account, Depends(Authorize(Action.END_SIGN_INS, audit="end other sign-ins"))],
    session: DatabaseSession,
) -> None:
    """Sign out everywhere else, at once."""
    await refreshing.locked_user(session, account.id)
    await refreshing.revoke_others(session, account.id, account.sign_in)
    audit(session, account, "user", account.id)
