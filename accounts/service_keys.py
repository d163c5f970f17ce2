"""Keys by which programs act for a person: `cw_<id>_<secret>`, kept as a hash, limited to scopes, revocable."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from hmac import compare_digest
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import SCOPES
from models.accounts import ServiceKey
from models.auditing import by_command

PREFIX = "cw_"
SECRET_BYTES = 32
LONGEST_KEY = 200


async def make(
    session: AsyncSession, user_id: UUID, name: str, scopes: Collection[str], expires_at: datetime | None = None
) -> str:
    """A new key, shown this once. Raises ValueError for a scope that there is not, or for none at all."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise ValueError(f"A key needs scopes out of {', '.join(SCOPES)}.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    key = ServiceKey(
        user_id=user_id, name=name, secret_hash=_hash(secret), scopes=sorted(set(scopes)), expires_at=expires_at
    )
    session.add(key)
    await session.flush()
    session.add(by_command("make key", user_id, key_id=str(key.id), scopes=key.scopes))
    return f"{PREFIX}{key.id.hex}_{secret}"


def parse(text: str) -> tuple[UUID, str] | None:
    """The id and the secret of what looks like a key."""
    if not text.startswith(PREFIX) or len(text) > LONGEST_KEY:
        return None
    key_id, _, secret = text.removeprefix(PREFIX).partition("_")
    try:
        return UUID(hex=key_id), secret
    except ValueError:
        return None


def is_valid(key: ServiceKey, secret: str) -> bool:
    """Whether the secret is the key's, compared in constant time, and the key neither revoked nor past its time."""
    right = compare_digest(key.secret_hash, _hash(secret))
    return right and key.revoked_at is None and (key.expires_at is None or key.expires_at > datetime.now(UTC))


async def revoke(session: AsyncSession, key_id: UUID) -> bool:
    """Whether there was such a key; from now on it opens nothing."""
    key = await session.get(ServiceKey, key_id, with_for_update=True)
    if key is not None and key.revoked_at is None:
        key.revoked_at = datetime.now(UTC)
        session.add(key)
        session.add(by_command("revoke key", key.user_id, key_id=str(key_id)))
    return key is not None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
