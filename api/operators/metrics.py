"""Figures for Prometheus, for whoever runs the API and nobody else: of the process, and of the work in the database
when they are asked for. Those of its answers are counted by `api.http.requests`."""

import asyncio
import time
from secrets import compare_digest
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Gauge,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import not_found
from api.security.dependencies import CurrentDependencies
from api.security.origins import is_loopback, is_own_host

FRESH_SECONDS = 15.0
"""How old the figures of the database may be: however many ask, it is asked once in this time."""

# When each series began would be one more for each of them, which nobody draws.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library gives it no types

_SHORT = text("SET LOCAL statement_timeout = '2s'")
_GENERATIONS = text("SELECT status, count(*) FROM generations GROUP BY status")
_OUTBOX = text(
    "SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM outbox WHERE status = 'pending'"
)
_CALLS = text(
    "SELECT coalesce(sum(attempts), 0), coalesce(sum(repeated_calls), 0), coalesce(sum(cost), 0) "
    "FROM ai_content_generations"
)
_STATEMENTS = text(
    "SELECT count(*) FILTER (WHERE status = 'pending'), "
    "coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE status = 'pending')), 0), "
    "count(*) FILTER (WHERE status = 'refused'), (SELECT count(*) FROM xapi_stores WHERE problem IS NOT NULL) "
    "FROM xapi_statements WHERE status = 'pending' OR status = 'refused'"
)
_WEBHOOKS = text(
    "SELECT (SELECT count(*) FROM webhook_deliveries WHERE status = 'pending'), count(*) FROM webhooks "
    "WHERE status = 'disabled' AND removed_at IS NULL"
)
_INBOX = text("SELECT count(*) FROM interaction_inbox WHERE answer IS NULL")


class Metrics:
    """The registry of one process, with what is read of the database; times in seconds."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._is_up = self._gauge("database_up", "Whether the figures below are of the last seconds.")
        self._generations = self._gauge("generations", "Generations, by what they are doing.", "status")
        self._outbox = self._gauge("outbox_pending", "E-mails that wait for their delivery.")
        self._outbox_age = self._gauge("outbox_oldest_seconds", "How long the first of them has waited.")
        self._inbox = self._gauge("inbox_waiting", "Interactions of learners that are not recorded yet.")
        self._statements = self._gauge("xapi_pending", "Statements that wait for the Learning Record Store.")
        self._statements_age = self._gauge("xapi_oldest_seconds", "How long the first of them has waited.")
        self._refused = self._gauge("xapi_refused", "Statements that the Learning Record Store does not take.")
        self._store_away = self._gauge("xapi_store_away", "Whether the Learning Record Store takes nothing now.")
        self._webhooks = self._gauge("webhooks_pending", "Events that registered addresses are to be told.")
        self._disabled = self._gauge("webhooks_disabled", "Registered addresses that are told nothing any more.")
        self._calls = self._gauge("provider_calls", "Calls of providers that were begun.")
        self._repeated = self._gauge("provider_calls_repeated", "Calls made again because their fate is unknown.")
        self._paid = self._gauge("provider_paid_dollars", "What providers were paid.")
        self._looked_at = -FRESH_SECONDS
        self._looking = asyncio.Lock()

    async def text(self, sessions: async_sessionmaker[AsyncSession]) -> bytes:
        """All figures in the text format of Prometheus; those of the database are up to 15 seconds old.

        While the database is away, they are the last ones known, and `database_up` is 0.
        """
        async with self._looking:
            if time.monotonic() - self._looked_at >= FRESH_SECONDS:
                await self._look(sessions)
        return generate_latest(self.registry)

    async def _look(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        """While the database is away its figures stay as they were, and `database_up` says so."""
        try:
            async with sessions() as session, session.begin():
                await self._read(session)
        except SQLAlchemyError:
            self._is_up.set(0)
        else:
            self._is_up.set(1)
        self._looked_at = time.monotonic()

    async def _read(self, session: AsyncSession) -> None:
        connection = await session.connection()
        await connection.execute(_SHORT)
        self._generations.clear()
        for status, count in await connection.execute(_GENERATIONS):
            self._generations.labels(status).set(count)
        for query, gauges in (
            (_OUTBOX, (self._outbox, self._outbox_age)),
            (_INBOX, (self._inbox,)),
            (_STATEMENTS, (self._statements, self._statements_age, self._refused, self._store_away)),
            (_WEBHOOKS, (self._webhooks, self._disabled)),
            (_CALLS, (self._calls, self._repeated, self._paid)),
        ):
            for gauge, value in zip(gauges, (await connection.execute(query)).one(), strict=True):
                gauge.set(float(value))

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"coursewright_{name}", told, labels, registry=self.registry)


FIGURES: dict[str, Any] = {"content": {"text/plain": {"schema": {"type": "string"}}}}
ELSEWHERE: dict[str, Any] = {"description": "The metrics are not for this caller."}
FORWARDED = ("x-forwarded-for", "forwarded")


def create_router(metrics: Metrics, token: SecretStr | None) -> APIRouter:
    """The route for this machine, and for who sends the token."""
    router = APIRouter(tags=["Operations"])

    @router.get("/metrics", response_class=Response, responses={200: FIGURES, 404: ELSEWHERE})
    async def read_metrics(request: Request, shared: CurrentDependencies) -> Response:
        """Prometheus' text format, to callers on this machine and to those who send METRICS_TOKEN as bearer."""
        if not (_is_near(request) or _knows(token, request)):
            raise not_found("page")
        return Response(await metrics.text(shared.sessions), media_type=CONTENT_TYPE_LATEST)

    return router


def _is_near(request: Request) -> bool:
    """What a proxy on this machine passes on comes from elsewhere, and a page that asks by a name of its own for its
    owner (DNS rebinding)."""
    is_passed_on = any(name in request.headers for name in FORWARDED) or not is_own_host(request.scope)
    return not is_passed_on and request.client is not None and is_loopback(request.client.host)


def _knows(token: SecretStr | None, request: Request) -> bool:
    given = request.headers.get("authorization", "").removeprefix("Bearer ").encode(errors="replace")
    return token is not None and compare_digest(given, token.get_secret_value().encode())
