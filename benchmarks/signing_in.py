"""Learners who are signed in, without a password for each: their tokens are made with the API's own key."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from accounts.tokens import AccessTokens, secret_key
from models.columns import new_id
from models.pool import Pool

SECRET = secrets.token_urlsafe(32)
TOKENS = AccessTokens(secret_key(SECRET), "coursewright", "coursewright")
SETTINGS = {"TOKEN_SECRET": SECRET, "REQUESTS_A_SECOND": "1000000"}
"""What the API has to be started with. Requests are counted as always, and nobody is refused."""


async def sign_in(pool: Pool, user_ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """The headers of each user's requests, for a quarter of an hour."""
    families = {user_id: new_id() for user_id in user_ids}
    expires_at = datetime.now(UTC) + timedelta(hours=1)
    async with pool.connection() as connection, connection.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO refresh_tokens (id, family_id, user_id, token_hash, expires_at) VALUES (%s, %s, %s, %s, %s)",
            [(new_id(), family, user, secrets.token_hex(32), expires_at) for user, family in families.items()],
        )
    return {
        user: {"Authorization": f"Bearer {TOKENS.issue(user, family, epoch=0)}"} for user, family in families.items()
    }
