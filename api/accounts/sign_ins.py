"""Where one is signed in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from accounts import refreshing, sign_ins
from accounts.permissions import Action
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


class SignIns(BaseModel):
    items: list[SignInPublic]


@router.get("")
async def read_sign_ins(
    account: Annotated[Account, Depends(Authorize(Action.READ_SELF))], session: DatabaseSession
) -> SignIns:
    """Where you are signed in, the one used last first."""
    found = await sign_ins.of(session, account.id)
    return SignIns(items=[SignInPublic(**one._asdict(), current=one.id == account.sign_in) for one in found])


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
