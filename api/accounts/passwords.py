"""One's own password: changing it, and a new one by an e-mail."""

import asyncio
import hashlib
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Header, Path

from accounts import credentials, people
from accounts.people import PasswordRefused, is_address
from accounts.permissions import Action
from accounts.refreshing import locked_user
from api.accounts.password_guesses import guessed, guesses_at
from api.accounts.schemas import AddressOnly, NewPassword, PasswordChange
from api.http.languages import preferred
from api.http.problems import Problem, invalid, token_refused
from api.http.requests import request_id
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession, Dependencies, by_address
from models.accounts import User, canonical_address
from models.auditing import AuditEntry

router = APIRouter(prefix="/api/auth", tags=["Accounts"])
for_anybody = [Depends(by_address, scope="function")]

ANSWERED_AFTER_SECONDS = 0.3
"""From the question on, whether there is somebody to write to or not: several times what that takes."""
CONFIRMED: dict[int | str, dict[str, Any]] = {409: {"description": "Your address is confirmed."}}
GONE: dict[int | str, dict[str, Any]] = {404: {"description": "The link was used, or is too old."}}
LinkInPath = Annotated[str, Path(min_length=1, max_length=200)]


@router.post("/password", status_code=204)
async def change_password(
    wanted: Annotated[
        PasswordChange,
        Body(
            openapi_examples={
                "other": {
                    "summary": "Another password",
                    "value": {
                        "current": "four words that nobody guesses",
                        "new": "four other words that nobody guesses",
                    },
                }
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.CHANGE_PASSWORD, audit="change password"))],
    shared: CurrentDependencies,
) -> None:
    """Change your password. Your other sign-ins end, this one stays; keys of programs stay as well."""
    known = partial(credentials.password_hash, shared.sessions, account.id, wanted.current)
    kept = await guessed(shared, f"guesses:{account.id}", known)
    if kept is None:
        raise Problem(403, "wrong-password", "The current password is wrong; nothing was changed.")
    hashed = await _hashed(shared, account.id, wanted.new)
    async with shared.sessions() as session, session.begin():
        user = await locked_user(session, account.id)
        if not user.is_active:
            raise token_refused()
        if user.hashed_password != kept:
            raise Problem(403, "wrong-password", "The password was changed meanwhile; use the new one.")
        await credentials.change_password(session, user, hashed, stays=account.sign_in)
        audit(session, account, "user", account.id)


@router.post("/reset", status_code=202, dependencies=for_anybody)
async def ask_for_reset(
    given: Annotated[
        AddressOnly,
        Body(
            openapi_examples={
                "address": {"summary": "To the address of the account", "value": {"email": "ada@example.org"}}
            }
        ),
    ],
    shared: CurrentDependencies,
    accept_language: Annotated[str, Header()] = "",
) -> None:
    """Have a link to a new password sent to an address.

    The answer is the same, after the same time, whether there is such an account or not. Three e-mails in a row are
    sent to one address, then one in ten minutes; whoever asks more often gets 429.
    """
    if shared.limits.emails is not None:
        hidden = hashlib.sha256(canonical_address(given.email).encode(errors="replace")).hexdigest()[:32]
        await shared.limiter.count(shared.limits.emails, f"emails:{hidden}")
    sending = asyncio.ensure_future(_send_reset(shared, given.email, preferred(accept_language)))
    await asyncio.gather(sending, asyncio.sleep(ANSWERED_AFTER_SECONDS))


@router.post("/reset/{token}", status_code=204, dependencies=for_anybody, responses=GONE)
async def reset_password(
    token: LinkInPath,
    wanted: Annotated[
        NewPassword,
        Body(
            openapi_examples={
                "new": {
                    "summary": "With the token of the e-mail",
                    "value": {"new": "four other words that nobody guesses"},
                }
            }
        ),
    ],
    shared: CurrentDependencies,
) -> None:
    """Set a new password by the link of an e-mail, once and within an hour of its sending. Every sign-in ends."""
    user_id = await credentials.whose_reset(shared.sessions, token)
    if user_id is None:
        raise _link_refused()
    hashed = await _hashed(shared, user_id, wanted.new)
    async with shared.sessions() as session, session.begin():
        user = await credentials.reset_password(session, token, hashed)
        if user is None:
            raise _link_refused()
        session.add(_by_link("reset password", user))
        email = user.email
    await shared.limiter.forgive(guesses_at(email))


@router.post("/confirm/{token}", status_code=204, dependencies=for_anybody, responses=GONE)
async def confirm_address(token: LinkInPath, session: DatabaseSession) -> None:
    """Confirm your address by the link of an e-mail, once and within a week of its sending."""
    if not await credentials.confirm_address(session, token):
        raise _link_refused()


@router.post("/confirmation", status_code=202, responses=CONFIRMED)
async def ask_for_confirmation(
    account: Annotated[Account, Depends(Authorize(Action.CONFIRM_ADDRESS, audit="ask for confirmation"))],
    shared: CurrentDependencies,
    accept_language: Annotated[str, Header()] = "",
) -> None:
    """Have another e-mail sent to your address, with a link that confirms it. Links of earlier e-mails stay good.

    As often as e-mails for a reset: three in a row, then one in ten minutes; more often is 429. 409 for an address that
    is confirmed.
    """
    if shared.limits.emails is not None:
        await shared.limiter.count(shared.limits.emails, f"confirmations:{account.id}")
    async with shared.sessions() as session, session.begin():
        user = await locked_user(session, account.id)
        if not user.is_active:
            raise token_refused()
        if user.email_confirmed_at is not None:
            raise Problem(409, "address-confirmed", "Your address is confirmed; there is nothing more to do.")
        message = people.account_email("confirm_address", user.id, preferred(accept_language))
        session.add(message)
        audit(session, account, "user", account.id)
    shared.emails.send_soon(message.id)


async def _send_reset(shared: Dependencies, email: str, language: str) -> None:
    if not is_address(email):
        return
    message = await credentials.leave_reset_email(shared.sessions, email, language)
    if message is not None:
        shared.emails.send_soon(message.id)


async def _hashed(shared: Dependencies, user_id: UUID, password: str) -> str:
    try:
        return await credentials.new_hash(shared.sessions, user_id, password)
    except PasswordRefused as refusal:
        raise invalid([("/new", str(refusal))]) from refusal


def _link_refused() -> Problem:
    return Problem(404, "link-refused", "This link was used, or is too old. Ask for another e-mail.")


def _by_link(action: str, user: User) -> AuditEntry:
    return AuditEntry(
        actor_id=user.id,
        actor_role=user.role,
        via="link",
        action=action,
        object_kind="user",
        object_id=user.id,
        request_id=request_id() or None,
    )
