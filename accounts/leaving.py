"""Leaving: the account becomes nobody's and its address free. Its row stays, for what was learned and made there."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import one_time, passwords, people, refreshing
from models.accounts import RefreshToken, ServiceKey, User

FRESH = timedelta(minutes=15)
NOWHERE = "deleted.invalid"
"""Mail to it is never delivered (RFC 2606, 2)."""


async def is_fresh(session: AsyncSession, family_id: UUID) -> bool:
    """Whether the sign-in that led to this family of tokens was a moment ago; refreshing makes it no younger."""
    began = select(func.min(RefreshToken.issued_at)).where(RefreshToken.family_id == family_id)
    signed_in_at = (await session.exec(began)).one()
    return signed_in_at is not None and signed_in_at > datetime.now(UTC) - FRESH


async def knows_password(sessions: people.Sessions, user_id: UUID, password: str) -> bool:
    """No connection to the database is held while the password is being checked."""
    async with sessions() as session:
        kept = (await session.get_one(User, user_id)).hashed_password
    return await passwords.matches(password, kept)


async def leave(session: AsyncSession, user_id: UUID) -> None:
    """Take from an account whose it was, and all that lets in. Raises LastAdmin."""
    admins = await people.locked_admins(session)
    user = await refreshing.locked_user(session, user_id)
    await _keep_new_rows_waiting(session, user_id)
    if admins == [user_id]:
        raise people.LastAdmin
    await people.end_sign_ins(session, user)
    await _revoke_keys(session, user_id)
    await one_time.withdraw(session, user_id)
    now = datetime.now(UTC)
    user.email = user.email_key = f"{user_id}@{NOWHERE}"
    user.full_name, user.hashed_password = "", None
    user.learning_preferences, user.timezone, user.last_login_at = {"mail": False}, "UTC", None
    user.role, user.is_active, user.deactivated_at, user.deleted_at = "student", False, now, now
    session.add(user)
    await session.flush()


async def _keep_new_rows_waiting(session: AsyncSession, user_id: UUID) -> None:
    """The strictest lock: whatever is written for the account meanwhile waits, and is then refused by a trigger."""
    await session.exec(select(User.id).where(User.id == user_id).with_for_update())


async def _revoke_keys(session: AsyncSession, user_id: UUID) -> None:
    revoked_at = func.coalesce(ServiceKey.revoked_at, func.now())
    await session.exec(
        update(ServiceKey).where(col(ServiceKey.user_id) == user_id).values(name="", revoked_at=revoked_at)
    )
