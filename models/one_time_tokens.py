"""How a token of a link is made and known: for who signs people in, and for who sends an e-mail with a link."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from models.accounts import OneTimeToken

LIFETIMES = {"sign_in": timedelta(hours=12), "reset": timedelta(hours=1), "confirm": timedelta(days=7)}
"""By purpose."""
SECRET_BYTES = 32


def make(user_id: UUID, purpose: str) -> tuple[str, OneTimeToken]:
    """The only copy of a new token, and the row by which it will be known."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    expires_at = datetime.now(UTC) + LIFETIMES[purpose]
    return token, OneTimeToken(user_id=user_id, purpose=purpose, token_hash=hash_of(token), expires_at=expires_at)


def hash_of(token: str) -> str:
    """As what the record knows a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
