"""Refresh tokens: random, each used once (RFC 9700, 4.14.2). One that comes again ends all that its sign-in led to."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from models.accounts import RefreshToken, User
from models.columns import new_id

LIFETIME = timedelta(days=30)
SECRET_BYTES = 32
LONGEST_TOKEN = 200


class RefreshRefused(Exception):
    """The token is unknown, over, revoked, or was used before; in the last case its family is revoked now.

    The transaction has to be committed all the same.
    """


@dataclass(frozen=True)
class Session:
    """What a sign-in or a rotation gives: the user, the family, and the only copy of the new refresh token."""

    user: User
    family_id: UUID
    refresh_token: str


async def begin(session: AsyncSession, user: User) -> Session:
    """The first of a new family. The user's row has to be locked."""
    return await _next(session, user, new_id())


async def rotate(session: AsyncSession, token: str) -> Session:
    """The next of the family in exchange for this one. Raises RefreshRefused."""
    found = await _find(session, token)
    if found is None:
        raise RefreshRefused
    user = await locked_user(session, found.user_id)
    await session.refresh(found)
    if found.used_at is not None:
        await revoke_family(session, found.family_id)
        raise RefreshRefused
    if found.revoked_at is not None or found.expires_at <= datetime.now(UTC) or not user.is_active:
        raise RefreshRefused
    found.used_at = datetime.now(UTC)
    session.add(found)
    return await _next(session, user, found.family_id)


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


async def locked_user(session: AsyncSession, user_id: UUID) -> User:
    """Sign-ins, rotations, revocations and deactivation of one user take turns by this lock.

    It lets rows that refer to the user come and go.
    """
    found = await session.exec(
        select(User).where(User.id == user_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    )
    return found.one()


async def _next(session: AsyncSession, user: User, family_id: UUID) -> Session:
    token = secrets.token_urlsafe(SECRET_BYTES)
    expires_at = datetime.now(UTC) + LIFETIME
    session.add(RefreshToken(family_id=family_id, user_id=user.id, token_hash=_hash(token), expires_at=expires_at))
    await session.flush()
    return Session(user, family_id, token)


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
