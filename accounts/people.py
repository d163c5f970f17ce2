"""People: registering, signing in, what an admin may change, and what ends their sign-ins."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import passwords, refreshing
from accounts.refreshing import Device, Session
from models.accounts import User, canonical_address
from models.auditing import by_command
from models.columns import new_id
from models.outbox import OutboxMessage
from models.upserts import insert_once

Sessions = async_sessionmaker[AsyncSession]

_ODD = r"@\s\x00-\x1f\x7f<>(),;:\"\[\]\\"
ADDRESS = re.compile(rf"[^{_ODD}]{{1,64}}@[^{_ODD}_.]+(\.[^{_ODD}_.]+)*")
LONGEST_ADDRESS = 254
NOBODY = UUID(int=0)
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
"""Categories of characters by which two addresses would look the same, or as another."""


class AddressTaken(Exception):
    """There is an account with this address, in whatever case."""


class PasswordRefused(Exception):
    """The message is a sentence for whom chose the password."""


class LastAdmin(Exception):
    """Without this admin nobody could make another one."""


def is_address(text: str) -> bool:
    """Whether this can be a mail address: one that an e-mail's header takes, and that a person would write and see."""
    if len(text) > LONGEST_ADDRESS or ADDRESS.fullmatch(text) is None:
        return False
    return not any(unicodedata.category(one) in _UNSEEN for one in text)


async def register(
    sessions: Sessions,
    email: str,
    password: str,
    full_name: str,
    role: str = "student",
    message: OutboxMessage | None = None,
) -> User:
    """A new account; a `message` to nobody yet is put into the outbox as one to it.

    Raises PasswordRefused, AddressTaken; of several at once for one address, one is made. A taken address costs the
    same time as a free one: the password is hashed in any case.
    """
    _refuse(password, email, full_name)
    return await add(sessions, email, await passwords.hashed(password), full_name, role, message)


async def add(
    sessions: Sessions,
    email: str,
    hashed_password: str,
    full_name: str,
    role: str = "student",
    message: OutboxMessage | None = None,
) -> User:
    """A new account whose password has this hash, with a `message` as `register` puts it. Raises AddressTaken."""
    wanted = User(email=_composed(email), full_name=_composed(full_name), role=role, hashed_password=hashed_password)
    async with sessions() as session, session.begin():
        if not await insert_once(session, wanted):
            raise AddressTaken
        if message:
            message.user_id = wanted.id
            session.add(message)
        if role != "student":
            session.add(by_command("make account", wanted.id, role=role))
        return (await session.exec(select(User).where(User.id == wanted.id))).one()


def account_email(kind: str, user_id: UUID = NOBODY, language: str = "") -> OutboxMessage:
    """An e-mail of `ACCOUNT_EMAILS`, in this language unless its reader prefers another one. Its link, which only the
    reader may have, is made when it is sent."""
    data = {"language": language} if language else {}
    return OutboxMessage(kind=kind, dedupe_key=f"{kind}:{new_id()}", user_id=user_id, data=data)


async def sign_in(sessions: Sessions, email: str, password: str, device: Device) -> Session | None:
    """A new session; None for an unknown address, a wrong password and a deactivated account, in the same time.

    No connection to the database is held while the password is being checked.
    """
    async with sessions() as session:
        known = await find(session, email) if is_address(email) else None
    right = await passwords.matches(password, known.hashed_password if known else None)
    if known is None or not right:
        return None
    async with sessions() as session, session.begin():
        user = await refreshing.locked_user(session, known.id)
        if not user.is_active or user.hashed_password != known.hashed_password:
            return None
        return await let_in(session, user, device)


async def let_in(session: AsyncSession, user: User, device: Device) -> Session:
    """A new session of a user whose row is locked."""
    user.last_login_at = datetime.now(UTC)
    session.add(user)
    return await refreshing.begin(session, user, device)


async def refresh(sessions: Sessions, token: str, *, in_browser: bool = False) -> Session | None:
    """A session in exchange for a refresh token; None when it is refused, whose consequences are kept."""
    async with sessions() as session, session.begin():
        try:
            return await refreshing.rotate(session, token, in_browser=in_browser)
        except refreshing.RefreshRefused:
            return None


async def find(session: AsyncSession, email: str) -> User | None:
    """The user with this address, however it is written."""
    found = await session.exec(select(User).where(User.email_key == canonical_address(email)))
    return found.one_or_none()


async def with_id(session: AsyncSession, user_id: UUID) -> User | None:
    """The user; None where there is none, or none any more."""
    found = await session.exec(select(User).where(User.id == user_id, col(User.deleted_at).is_(None)))
    return found.one_or_none()


async def to_change(session: AsyncSession, user_id: UUID) -> User | None:
    """The user for `change`, whom nobody else changes until the transaction ends. Locks the admins first."""
    await locked_admins(session)
    user = await session.get(User, user_id, with_for_update={"key_share": True}, populate_existing=True)
    return None if user is None or user.deleted_at is not None else user


async def change(session: AsyncSession, user: User, changes: Mapping[str, Any]) -> None:
    """Set `role` or `is_active` of who was locked by `to_change`. Raises LastAdmin.

    Deactivation ends every sign-in at once: access tokens by the epoch, refresh tokens by their revocation.
    """
    role, is_active = changes.get("role", user.role), changes.get("is_active", user.is_active)
    if await locked_admins(session) == [user.id] and (role, is_active) != ("admin", True):
        raise LastAdmin
    if user.is_active and not is_active:
        user.deactivated_at = datetime.now(UTC)
        await end_sign_ins(session, user)
    elif is_active:
        user.deactivated_at = None
    user.role, user.is_active = role, is_active
    session.add(user)
    await session.flush()
    await session.refresh(user)


async def end_sign_ins(session: AsyncSession, user: User) -> None:
    """No token that a user whose row is locked was given is taken any more."""
    user.token_epoch += 1
    session.add(user)
    await refreshing.revoke_all(session, user.id)


async def make_sure_of(sessions: Sessions, email: str, password: str, full_name: str, role: str) -> None:
    """An active account with this address, role and password, whatever there was before; earlier sign-ins end.

    Raises PasswordRefused.
    """
    try:
        await register(sessions, email, password, full_name, role)
    except AddressTaken:
        hashed = await passwords.hashed(password)
        async with sessions() as session, session.begin():
            known = await find(session, email)
            assert known is not None
            user = await refreshing.locked_user(session, known.id)
            user.role, user.is_active, user.deactivated_at, user.hashed_password = role, True, None, hashed
            await end_sign_ins(session, user)
            session.add(by_command("change user", user.id, role=role, is_active=True))


async def locked_admins(session: AsyncSession) -> list[UUID]:
    """The active admins, of whom none goes until the transaction ends."""
    wanted = select(User).where(User.role == "admin", col(User.is_active)).order_by(col(User.id))
    rows = await session.exec(wanted.with_for_update(key_share=True).execution_options(populate_existing=True))
    return [user.id for user in rows]


def _refuse(password: str, email: str, full_name: str) -> None:
    sentence = passwords.refusal(password, email, full_name)
    if sentence:
        raise PasswordRefused(sentence)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())
