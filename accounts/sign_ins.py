"""The sign-ins of a person that have not ended: seeing them, and ending them."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import refreshing
from models.accounts import RefreshToken


class SignIn(NamedTuple):
    """`last_used_at` is when its tokens were last exchanged, which a page in use does every quarter of an hour."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    device: str


async def of(session: AsyncSession, user_id: UUID, most: int, before: UUID | None = None) -> list[SignIn]:
    """At most so many that have not ended, the latest first; with `before` those that were begun before that one."""
    used, began = func.max(RefreshToken.issued_at), func.min(RefreshToken.issued_at)
    wanted = (
        select(RefreshToken.family_id, began, used, func.max(RefreshToken.device))
        .where(RefreshToken.user_id == user_id, col(RefreshToken.revoked_at).is_(None))
        .group_by(col(RefreshToken.family_id))
        .having(func.max(RefreshToken.expires_at) > datetime.now(UTC))
        .order_by(col(RefreshToken.family_id).desc())
        .limit(most)
    )
    if before is not None:
        wanted = wanted.where(col(RefreshToken.family_id) < before)
    return [SignIn(*row) for row in await session.exec(wanted)]


async def end(session: AsyncSession, user_id: UUID, sign_in: UUID) -> bool:
    """Whether this was a sign-in of theirs that had not ended; it has now, with its access tokens."""
    await refreshing.locked_user(session, user_id)
    open_tokens = select(RefreshToken.id).where(
        RefreshToken.user_id == user_id, RefreshToken.family_id == sign_in, col(RefreshToken.revoked_at).is_(None)
    )
    if (await session.exec(open_tokens.limit(1))).first() is None:
        return False
    await refreshing.revoke_family(session, sign_in)
    return True
