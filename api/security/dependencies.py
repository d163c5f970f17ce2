"""What the routes are given: the caller, a database session, and the way to the workflows."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, LiteralString
from uuid import UUID

from fastapi import Depends, Request
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import RULES, STRANGER, Action, Relation, may
from accounts.tokens import AccessTokens
from api.email_runs import EmailRuns
from api.exports.packing import Packing
from api.http.body_memory import BodyMemory, Take
from api.http.notifications import Notifications
from api.http.problems import Problem, not_allowed
from api.http.requests import request_id
from api.learning.progress_cache import ProgressCache
from api.learning.workflow_client import LearnerWorkflows
from api.security.authentication import (
    ANYBODY,
    Identity,
    Prefetch,
    caller,
    identify,
    is_local_token,
    local_instructor,
    not_signed_in,
)
from api.security.rate_limits import Limits, Rate, RateLimiter, address_of
from api.security.signed_addresses import SignedAddresses
from api.sources.reading_queue import ReadingQueue
from api.workflow_client import WorkflowClient
from enrollments.repository import RecordRepository
from models.pool import Connection, Pool
from providers.selection import Providers

UNAUTHORIZED = 401


@dataclass
class Dependencies:
    """What lives as long as the process, one of each.

    `sessions` are of SQLAlchemy; `pool` has connections of psycopg, for what is done many times a second; `quick` those
    for single statements, without a transaction.
    """

    sessions: async_sessionmaker[AsyncSession]
    workflows: WorkflowClient
    providers: Providers
    notifications: Notifications
    workflow_links: str
    tokens: AccessTokens
    local_token: SecretStr | None
    ui_origin: str | None
    limits: Limits
    limiter: RateLimiter
    quick: Pool
    reading: ReadingQueue
    emails: EmailRuns
    addresses: SignedAddresses
    pool: Pool
    records: RecordRepository
    learners: LearnerWorkflows
    progress_cache: ProgressCache
    private_hosts: frozenset[str] = frozenset()
    bodies: BodyMemory = field(default_factory=BodyMemory)
    packing: Packing = field(default_factory=Packing)


@dataclass(frozen=True)
class Account:
    """The caller, for what action, and what the audit log says of it: the way in, the call's name and the request.

    `generations` is how often they may start one; None without a limit. `prefetched` is what `Authorize(prefetch=…)`
    has read; None where it has to be read by itself.
    """

    id: UUID
    role: str
    action: Action
    generations: Rate | None = None
    via: str = "token"
    audited_as: str | None = None
    request_id: str | None = None
    sign_in: UUID | None = None
    prefetched: Any = None

    def may(self, relation: Relation) -> bool:
        """Whether the action asked for may be done to an object to which the account is related like this."""
        return may(self.role, self.action, relation)


async def _shared(request: Request) -> Dependencies:
    shared: Dependencies = request.app.state.shared
    return shared


CurrentDependencies = Annotated[Dependencies, Depends(_shared)]


async def _session(shared: CurrentDependencies) -> AsyncIterator[AsyncSession]:
    """A session whose transaction commits when the route returns, and rolls back when it raises."""
    async with shared.sessions() as session, session.begin():
        yield session


DatabaseSession = Annotated[AsyncSession, Depends(_session, scope="function")]


async def _connection(shared: CurrentDependencies) -> AsyncIterator[Connection]:
    """A connection whose transaction commits when the route returns, and rolls back when it raises."""
    async with shared.pool.connection() as connection:
        yield connection


PlainConnection = Annotated[Connection, Depends(_connection, scope="function")]


@asynccontextmanager
async def snapshot(shared: Dependencies) -> AsyncIterator[AsyncSession]:
    """A read-only session that sees one moment of the database, however many queries an answer takes."""
    async with shared.sessions() as session, session.begin():
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
        yield session


async def _snapshot(shared: CurrentDependencies) -> AsyncIterator[AsyncSession]:
    async with snapshot(shared) as session:
        yield session


Snapshot = Annotated[AsyncSession, Depends(_snapshot, scope="function")]


async def _identity(
    request: Request, shared: Dependencies, rate: Rate | None = None, prefetch: Prefetch | None = None
) -> Identity:
    authorization = request.headers.get("Authorization")
    if authorization is None:
        raise not_signed_in()
    return await known(shared, authorization, rate, prefetch)


async def known(
    shared: Dependencies, authorization: str, rate: Rate | None = None, prefetch: Prefetch | None = None
) -> Identity:
    """Whoever presents this header, as `identify`; API_TOKEN is the local instructor's, who has no limits."""
    if is_local_token(shared.local_token, authorization):
        return await local_instructor(shared.sessions)
    return await identify(shared.limiter, shared.tokens, authorization, rate, prefetch)


async def by_address(request: Request, shared: CurrentDependencies) -> AsyncIterator[None]:
    """Count a call without an account for the address that it comes from. Raises 429 for one too many.

    Until it is answered it takes a place of its address, so that no more passwords wait than are checked in a while.
    """
    if shared.limits.addresses is None:
        yield
        return
    with shared.limiter.present(shared.limits.addresses, f"calls of {address_of(request.client)}"):
        await _count_for_address(request, shared)
        yield


async def _count_for_address(request: Request, shared: Dependencies) -> None:
    if shared.limits.addresses is not None:
        await shared.limiter.count(shared.limits.addresses, address_of(request.client))


async def _counted(
    request: Request, shared: Dependencies, rate: Rate | None = None, prefetch: Prefetch | None = None
) -> Identity:
    """The caller. What lets nobody in counts for the address that it came from."""
    try:
        return await _identity(request, shared, rate, prefetch)
    except Problem as problem:
        if problem.status == UNAUTHORIZED:
            await _count_for_address(request, shared)
        raise


@asynccontextmanager
async def counted_body(request: Request) -> AsyncIterator[Take]:
    """What counts a large body for who sends it. Raises 401 for whom nothing lets in, before any of it is read."""
    shared: Dependencies = request.app.state.shared
    identity = await _counted(request, shared)
    with shared.bodies.of(caller(identity.id)) as take:
        yield take


@dataclass(frozen=True)
class Authorize:
    """A dependency that a route names its action with: the caller, if role and scopes allow it for any object.

    Which objects, the route asks of the account that it is given. `audit` is what the audit log calls the act; None
    where it leaves no row. `prefetch` is an SQL expression of the ids in the path and of `sub`, the caller, read in the
    same trip.
    """

    action: Action
    audit: str | None = None
    prefetch: LiteralString | None = None

    async def __call__(self, request: Request, shared: CurrentDependencies) -> Account:
        return self.allow(await self._identity(request, shared), shared.limits)

    def allow(self, identity: Identity, limits: Limits) -> Account:
        """The account that asks. Raises 403 where role or scopes never allow the action."""
        rule = RULES[self.action]
        if identity.scopes is not None and rule.scope not in identity.scopes:
            raise Problem(
                403,
                "out-of-scope",
                "The key's scopes do not hold this.",
                headers={"WWW-Authenticate": 'Bearer realm="coursewright", error="insufficient_scope"'},
            )
        if identity.role not in rule.somehow:
            raise not_allowed()
        return Account(
            identity.id,
            identity.role,
            self.action,
            generations=None if identity.via == "local" else limits.generations,
            via=identity.via,
            audited_as=self.audit,
            request_id=request_id() or None,
            sign_in=identity.sign_in,
            prefetched=identity.prefetched,
        )

    async def _identity(self, request: Request, shared: Dependencies) -> Identity:
        """The caller, counted; strangers count for their address."""
        if "Authorization" not in request.headers and STRANGER in RULES[self.action].somehow:
            await _count_for_address(request, shared)
            return ANYBODY
        return await _counted(request, shared, shared.limits.accounts, self._of_path(request))

    def _of_path(self, request: Request) -> Prefetch | None:
        if self.prefetch is None:
            return None
        try:
            return Prefetch(self.prefetch, {name: UUID(str(id_)) for name, id_ in request.path_params.items()})
        except ValueError:
            return None


AccountNow = Callable[[], Awaitable[Account | None]]
"""The caller, as the database knows them now; None where they may not do this any more."""


@dataclass(frozen=True)
class Reassess:
    """A dependency of streams: looks anew, each time it is called, whether the caller may still do this."""

    action: Action

    async def __call__(self, request: Request, shared: CurrentDependencies) -> AccountNow:
        async def look() -> Account | None:
            try:
                return Authorize(self.action).allow(await _identity(request, shared), shared.limits)
            except Problem:
                return None

        return look
