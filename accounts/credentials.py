"""A person's own password and address: changing the one, proving the other, and what ends with an old password."""

from datetime import UTC, datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import one_time, passwords, people, refreshing
from accounts.people import PasswordRefused, Sessions
from models.accounts import User
from models.outbox import OutboxMessage


async def password_hash(sessions: Sessions, user_id: UUID, password: str) -> str | None:
    """The hash that is kept, where it is that of this password.

    No connection to the database is held while the password is being checked.
    """
    async with sessions() as session:
        kept = (await session.get_one(User, user_id)).hashed_password
    return kept if await passwords.matches(password, kept) else None


async def new_hash(sessions: Sessions, user_id: UUID, password: str) -> str:
    """The hash of a new password of this user. Raises PasswordRefused."""
    async with sessions() as session:
        user = await session.get_one(User, user_id)
    if sentence := passwords.refusal(password, user.email, user.full_name):
        raise PasswordRefused(sentence)
    return await passwords.hashed(password)


async def change_password(session: AsyncSession, user: User, hashed: str, *, stays: UUID | None) -> None:
    """Give a user whose row is locked another password. Every sign-in ends but the one that `stays`."""
    user.hashed_password = hashed
    session.add(user)
    await refreshing.revoke_others(session, user.id, stays)
    await one_time.withdraw(session, user.id, "reset", "sign_in")


async def whose_reset(sessions: Sessions, token: str) -> UUID | None:
    """Whose password this link may set, without using it up."""
    async with sessions() as session:
        return await one_time.whose(session, token, "reset")


async def reset_password(session: AsyncSession, token: str, hashed: str) -> User | None:
    """Use the link up, for the password of whose it is; None for a link that is used or over.

    All sign-ins end, access tokens too. Who has read the e-mail has confirmed the address.
    """
    user_id = await one_time.take(session, token, "reset")
    if user_id is None:
        return None
    user = await refreshing.locked_user(session, user_id)
    if not user.is_active:
        return None
    await people.end_sign_ins(session, user)
    await change_password(session, user, hashed, stays=None)
    _confirm(session, user)
    return user


async def confirm_address(session: AsyncSession, token: str) -> bool:
    """Whether this was a link that confirms an address; it has now."""
    user_id = await one_time.take(session, token, "confirm")
    if user_id is not None:
        _confirm(session, await refreshing.locked_user(session, user_id))
    return user_id is not None


async def leave_reset_email(sessions: Sessions, email: str, language: str) -> OutboxMessage | None:
    """Put an e-mail with a reset link into the outbox; None where nobody could sign in with this address."""
    async with sessions() as session, session.begin():
        user = await people.find(session, email) if people.is_address(email) else None
        if user is None or not user.is_active:
            return None
        message = people.account_email("password_reset", user.id, language)
        session.add(message)
    return message


def _confirm(session: AsyncSession, user: User) -> None:
    user.email_confirmed_at = user.email_confirmed_at or datetime.now(UTC)
    session.add(user)
