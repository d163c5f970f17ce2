"""Refresh tokens: random, each used once (RFC 9700, 4.14.2). One that comes again ends all that its sign-in led to.

The tabs of a browser share one cookie and do not wait for each other, so a browser's token that comes again within
GRACE is answered with the token that it was exchanged for. So is, at any time, one whose successor was never used: a
tab that is closed, or a line that breaks, while the answer is on its way leaves the browser with the old cookie. Two
who hold one token part at the next exchange, and then the family ends. To need no copy of a successor, it is made of
its predecessor.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import and_, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from models.accounts import RefreshToken, User
from models.columns import new_id

LIFETIME = timedelta(days=30)
GRACE = timedelta(seconds=10)
SECRET_BYTES = 32
LONGEST_TOKEN = 200


class RefreshRefused(Exception):
    """The token is unknown, over, revoked, or was used before; in the last case its family is revoked now.

    The transaction has to be committed all the same.
    """


@dataclass(frozen=True)
class Device:
    """What a sign-in comes from: whether it is a browser that keeps the token in a cookie, and its name to people."""

    in_browser: bool = False
    name: str = ""


@dataclass(frozen=True)
class Session:
    """What a sign-in or a rotation gives: the user, the family, and the only copy of the new refresh token."""

    user: User
    family_id: UUID
    refresh_token: str


async def begin(session: AsyncSession, user: User, device: Device) -> Session:
    """The first of a new family. The user's row has to be locked."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    return await _stored(session, user, token, _row(token, user, new_id(), device))


async def rotate(session: AsyncSession, token: str, *, in_browser: bool = False) -> Session:
    """The next of the family in exchange for this one. Raises RefreshRefused.

    A token that a cookie keeps is taken from a cookie alone, and any other from anywhere else.
    """
    found = await _find(session, token)
    if found is None or found.in_browser != in_browser:
        raise RefreshRefused
    user = await locked_user(session, found.user_id)
    await session.refresh(found)
    if found.used_at is not None:
        token, found = await _unused(session, token, found)
        return Session(user, found.family_id, token)
    if found.revoked_at is not None or found.expires_at <= datetime.now(UTC) or not user.is_active:
        raise RefreshRefused
    found.used_at, found.successor_id = datetime.now(UTC), new_id()
    session.add(found)
    next_token = _successor(token, found.successor_id) if in_browser else secrets.token_urlsafe(SECRET_BYTES)
    following = _row(next_token, user, found.family_id, Device(found.in_browser, found.device))
    following.id = found.successor_id
    return await _stored(session, user, next_token, following)


async def _unused(session: AsyncSession, token: str, used: RefreshToken) -> tuple[str, RefreshToken]:
    """The token that a browser's used one has led to. Raises RefreshRefused, and ends the family, for any other."""
    since = datetime.now(UTC) - GRACE
    while used.used_at is not None:
        following = await _browsers_successor(session, used)
        if following is None or (used.used_at < since and following.used_at is not None):
            await revoke_family(session, used.family_id)
            raise RefreshRefused
        token, used = _successor(token, following.id), following
    if used.revoked_at is not None or used.expires_at <= datetime.now(UTC):
        raise RefreshRefused
    return token, used


async def _browsers_successor(session: AsyncSession, used: RefreshToken) -> RefreshToken | None:
    if not used.in_browser or used.successor_id is None:
        return None
    return await session.get_one(RefreshToken, used.successor_id, populate_existing=True)


async def revoke(session: AsyncSession, token: str) -> None:
    """End what this token belongs to; an unknown one changes nothing (RFC 7009, 2.2)."""
    found = await _find(session, token)
    if found is not None:
        await locked_user(session, found.user_id)
        await revoke_family(session, found.family_id)


async def revoke_family(session: AsyncSession, family_id: UUID) -> None:
    """End one sign-in of a user whose row is locked; its access tokens open nothing from then on."""
    await _revoke(session, col(RefreshToken.family_id) == family_id)


async def revoke_all(session: AsyncSession, user_id: UUID) -> None:
    """End every sign-in of a user whose row is locked."""
    await _revoke(session, col(RefreshToken.user_id) == user_id)


async def revoke_others(session: AsyncSession, user_id: UUID, stays: UUID | None) -> None:
    """End every sign-in of a user whose row is locked, but the family that `stays`."""
    others = col(RefreshToken.family_id) != stays if stays else True
    await _revoke(session, and_(col(RefreshToken.user_id) == user_id, others))


async def locked_user(session: AsyncSession, user_id: UUID) -> User:
    """Sign-ins, rotations, revocations and deactivation of one user take turns by this lock.

    It lets rows that refer to the user come and go.
    """
    found = await session.exec(
        select(User).where(User.id == user_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    )
    return found.one()


def _row(token: str, user: User, family_id: UUID, device: Device) -> RefreshToken:
    return RefreshToken(
        family_id=family_id,
        user_id=user.id,
        token_hash=_hash(token),
        in_browser=device.in_browser,
        device=device.name,
        expires_at=datetime.now(UTC) + LIFETIME,
    )


async def _stored(session: AsyncSession, user: User, token: str, row: RefreshToken) -> Session:
    session.add(row)
    await session.flush()
    return Session(user, row.family_id, token)


def _successor(token: str, successor_id: UUID) -> str:
    """Whoever knows the token, which the record does not, and the id of its successor, knows the successor."""
    made = hmac.digest(token.encode(errors="replace"), successor_id.bytes, "sha256")
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


async def _find(session: AsyncSession, token: str) -> RefreshToken | None:
    if len(token) > LONGEST_TOKEN:
        return None
    found = await session.exec(select(RefreshToken).where(RefreshToken.token_hash == _hash(token)))
    return found.one_or_none()


async def _revoke(session: AsyncSession, whose: Any) -> None:
    still = col(RefreshToken.revoked_at).is_(None)
    await session.exec(update(RefreshToken).where(whose, still).values(revoked_at=datetime.now(UTC)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
