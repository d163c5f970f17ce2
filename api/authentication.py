"""Who asks, by the `Authorization` header: an access token, a service key, or on this machine alone nobody."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import service_keys
from accounts.tokens import AccessTokens, Claims, TokenRefused
from api.problems import Problem
from models.accounts import ServiceKey, User
from models.upserts import insert_once

LOCAL_INSTRUCTOR = "instructor@localhost"
_NOW: dict[str, str] = {"isolation_level": "AUTOCOMMIT"}
_SIGNED_IN = text(
    "SELECT role FROM users WHERE id = :sub AND is_active AND token_epoch = :epoch AND EXISTS "
    "(SELECT FROM refresh_tokens WHERE family_id = :sid AND user_id = :sub AND revoked_at IS NULL)"
)


@dataclass(frozen=True)
class Identity:
    """`scopes` is None for a person, who is limited by the role alone. `via` is one of `models.auditing.WAYS_IN`,
    `sign_in` the family of tokens that a person's sign-in has led to.
    """

    id: UUID
    role: str
    scopes: frozenset[str] | None = None
    via: str = "token"
    sign_in: UUID | None = None


def not_signed_in() -> Problem:
    return Problem(
        401,
        "not-signed-in",
        "Sign in first: send an access token as “Authorization: Bearer …”.",
        headers={"WWW-Authenticate": 'Bearer realm="coursewright"'},
    )


def token_refused() -> Problem:
    return Problem(
        401,
        "token-refused",
        "The token is not valid, or not any more. Refresh it, or sign in again.",
        headers={"WWW-Authenticate": 'Bearer realm="coursewright", error="invalid_token"'},
    )


async def identify(sessions: async_sessionmaker[AsyncSession], tokens: AccessTokens, authorization: str) -> Identity:
    """Whoever presents this header. Raises 401 for anything that does not let in now."""
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise token_refused()
    if token.startswith(service_keys.PREFIX):
        found = await _of_key(sessions, token)
    else:
        try:
            claims = tokens.read(token)
        except TokenRefused as error:
            raise token_refused() from error
        found = await _of_claims(sessions, claims)
    if found is None:
        raise token_refused()
    return found


async def local_instructor(sessions: async_sessionmaker[AsyncSession]) -> Identity:
    """The account that everybody on this machine shares in local mode. Raises 401 when it is deactivated."""
    known = select(User.id, User.role, User.is_active).where(User.email == LOCAL_INSTRUCTOR)
    async with sessions() as session, session.begin():
        found = (await session.exec(known)).one_or_none()
        if found is None:
            await insert_once(session, User(email=LOCAL_INSTRUCTOR, full_name="Local Instructor", role="instructor"))
            found = (await session.exec(known)).one()
    user_id, role, is_active = found
    if not is_active:
        raise not_signed_in()
    return Identity(user_id, role, via="local")


async def _of_claims(sessions: async_sessionmaker[AsyncSession], claims: Claims) -> Identity | None:
    async with sessions() as session:
        connection = await session.connection(execution_options=_NOW)
        role = (await connection.execute(_SIGNED_IN, claims.model_dump())).scalar_one_or_none()
    return None if role is None else Identity(claims.sub, role, sign_in=claims.sid)


async def _of_key(sessions: async_sessionmaker[AsyncSession], token: str) -> Identity | None:
    parsed = service_keys.parse(token)
    if parsed is None:
        return None
    key_id, secret = parsed
    async with sessions() as session:
        await session.connection(execution_options=_NOW)
        wanted = select(ServiceKey, User.role).join(User).where(ServiceKey.id == key_id, col(User.is_active))
        found = (await session.exec(wanted)).one_or_none()
    if found is None or not service_keys.is_valid(found[0], secret):
        return None
    return Identity(found[0].user_id, found[1], frozenset(found[0].scopes), via="key")
