"""The caller, by the `Authorization` header: an access token, a service key, or the token of the local instructor."""

from dataclasses import dataclass
from secrets import compare_digest
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import service_keys
from accounts.permissions import STRANGER
from accounts.tokens import AccessTokens, Claims, TokenRefused
from api.http.problems import Problem, token_refused
from api.security.rate_limits import TAKE, Rate, RateLimiter
from models.accounts import ServiceKey, User
from models.pool import ask
from models.upserts import insert_once

LOCAL_INSTRUCTOR = "instructor@localhost"
_HOLDS: LiteralString = (
    "FROM users WHERE id = %(sub)s AND is_active AND token_epoch = %(epoch)s AND EXISTS "
    "(SELECT FROM refresh_tokens WHERE family_id = %(sid)s AND user_id = %(sub)s AND revoked_at IS NULL)"
)
_KEY: LiteralString = (
    "SELECT k.*, u.role FROM service_keys k JOIN users u ON u.id = k.user_id WHERE k.id = %(id)s AND u.is_active"
)


@dataclass(frozen=True)
class Identity:
    """`scopes` is None for a person, who is limited by the role alone.

    `via` is one of `models.auditing.WAYS_IN`, `sign_in` the family of tokens that a person's sign-in has led to.
    `prefetched` is what `Prefetch` has read.
    """

    id: UUID
    role: str
    scopes: frozenset[str] | None = None
    via: str = "token"
    sign_in: UUID | None = None
    prefetched: Any = None


ANYBODY = Identity(UUID(int=0), STRANGER, via="nobody")
"""Who sends no token. No account has this id, so that nothing is theirs."""


class Prefetch(NamedTuple):
    """What the query for the caller reads besides: an SQL expression of its parameters and `sub`, the caller's id."""

    expression: LiteralString
    parameters: dict[str, Any]


def not_signed_in() -> Problem:
    """The problem 401 of a request without credentials: a Bearer challenge without an error code (RFC 6750)."""
    return Problem(
        401,
        "not-signed-in",
        "Sign in first: send an access token as “Authorization: Bearer …”.",
        headers={"WWW-Authenticate": 'Bearer realm="coursewright"'},
    )


def caller(user_id: UUID) -> str:
    """As what an account's requests are counted."""
    return f"account:{user_id}"


async def identify(
    limiter: RateLimiter,
    tokens: AccessTokens,
    authorization: str,
    rate: Rate | None = None,
    prefetch: Prefetch | None = None,
) -> Identity:
    """Whoever presents this header; with a rate, this is one of their requests. A service key prefetches nothing.

    Raises 401 for anything that does not let in now, 429 where that was one request too many.
    """
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise token_refused()
    if token.startswith(service_keys.PREFIX):
        found = await _of_key(limiter, token, rate)
    else:
        try:
            claims = tokens.read(token)
        except TokenRefused as error:
            raise token_refused() from error
        found = await _of_claims(limiter, claims, rate, prefetch)
    if found is None:
        raise token_refused()
    return found


def is_local_token(local_token: SecretStr | None, authorization: str) -> bool:
    """Whether the header presents API_TOKEN."""
    scheme, _, given = authorization.partition(" ")
    if local_token is None or scheme.lower() != "bearer":
        return False
    return compare_digest(given.strip().encode(errors="replace"), local_token.get_secret_value().encode())


async def local_instructor(sessions: async_sessionmaker[AsyncSession]) -> Identity:
    """The account that API_TOKEN is for, made when it is missing. Raises 401 when it is deactivated."""
    known = select(User.id, User.role, User.is_active).where(User.email_key == LOCAL_INSTRUCTOR)
    async with sessions() as session, session.begin():
        found = (await session.exec(known)).one_or_none()
        if found is None:
            await insert_once(session, User(email=LOCAL_INSTRUCTOR, full_name="Local Instructor", role="instructor"))
            found = (await session.exec(known)).one()
    user_id, role, is_active = found
    if not is_active:
        raise not_signed_in()
    return Identity(user_id, role, via="local")


async def _of_claims(
    limiter: RateLimiter, claims: Claims, rate: Rate | None, prefetch: Prefetch | None
) -> Identity | None:
    turn: LiteralString = TAKE if rate else "0"
    prefetched: LiteralString = prefetch.expression if prefetch else "NULL"
    parameters = claims.model_dump() | (rate.of(caller(claims.sub)) if rate else {})
    async with limiter.asking(rate, caller(claims.sub)):
        query: LiteralString = f"SELECT role, {turn} AS turn, {prefetched} AS prefetched {_HOLDS}"
        found = await ask(limiter.pool, query, parameters | (prefetch.parameters if prefetch else {}))
    if found is None:
        return None
    limiter.check(caller(claims.sub), found["turn"])
    return Identity(claims.sub, found["role"], sign_in=claims.sid, prefetched=found["prefetched"])


async def _of_key(limiter: RateLimiter, token: str, rate: Rate | None) -> Identity | None:
    parsed = service_keys.parse(token)
    if parsed is None:
        return None
    key_id, secret = parsed
    async with limiter.asking():
        key = await ask(limiter.pool, _KEY, {"id": key_id})
    if key is None or not service_keys.is_valid(ServiceKey.model_validate(key), secret):
        return None
    if rate:
        await limiter.count(rate, caller(key["user_id"]))
    return Identity(key["user_id"], key["role"], frozenset(key["scopes"]), via="key")
