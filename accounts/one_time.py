"""Tokens in links that a person is given: to sign in, to set a new password, to confirm an address.

Each opens one thing, once, for a while; the record has its hash alone, and not even that once it was used.
"""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import people, refreshing
from accounts.refreshing import Device, Session
from models.accounts import OneTimeToken
from models.one_time_tokens import hash_of, make


async def issue(session: AsyncSession, user_id: UUID, purpose: str) -> str:
    """The only copy of a new token."""
    token, row = make(user_id, purpose)
    session.add(row)
    await session.flush()
    return token


async def take(session: AsyncSession, token: str, purpose: str) -> UUID | None:
    """Whose token of this purpose it is, the one time that it is asked for; None for any other."""
    taken = await session.exec(delete(OneTimeToken).where(*_is(token, purpose)).returning(col(OneTimeToken.user_id)))
    user_id: UUID | None = taken.scalar_one_or_none()
    return user_id


async def whose(session: AsyncSession, token: str, purpose: str) -> UUID | None:
    """Whose token it is, as `take` would say; it can still be used."""
    found = await session.exec(select(OneTimeToken.user_id).where(*_is(token, purpose)))
    return found.one_or_none()


async def withdraw(session: AsyncSession, user_id: UUID, *purposes: str) -> None:
    """Make the tokens of these purposes, or without any all of them, open nothing any more."""
    wanted = delete(OneTimeToken).where(col(OneTimeToken.user_id) == user_id)
    await session.exec(wanted.where(col(OneTimeToken.purpose).in_(purposes)) if purposes else wanted)


async def sign_in(sessions: people.Sessions, token: str, device: Device) -> Session | None:
    """A new session of whose link it was; None for a token that is unknown, used or over."""
    async with sessions() as session, session.begin():
        user_id = await take(session, token, "sign_in")
        if user_id is None:
            return None
        user = await refreshing.locked_user(session, user_id)
        return await people.let_in(session, user, device) if user.is_active else None


async def sign_in_link(sessions: people.Sessions, email: str) -> str | None:
    """The token of a new link that signs in this account, in place of those before; None without such an account."""
    async with sessions() as session, session.begin():
        user = await people.find(session, email)
        if user is None or not user.is_active:
            return None
        await withdraw(session, user.id, "sign_in")
        return await issue(session, user.id, "sign_in")


def _is(token: str, purpose: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(OneTimeToken.token_hash) == hash_of(token),
        col(OneTimeToken.purpose) == purpose,
        col(OneTimeToken.expires_at) > datetime.now(UTC),
    )
