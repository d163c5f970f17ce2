"""The application: routers, problems, and what lives as long as the process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.accounts import audit, auth, me, passwords, sign_ins, users
from api.courses import (
    analytics,
    checks,
    courses,
    editors,
    findings,
    invitations,
    learners,
    media,
    origin,
    pictures,
    preview,
    removed,
    search,
    sections,
    sharing,
    structure,
    versions,
)
from api.courses.view_cache import CourseViewCache
from api.email_runs import EmailRuns
from api.exports import importing
from api.exports import routes as packages
from api.generations import beginning, drafts, following, refused_outlines, steering
from api.http import problem_answers
from api.http.answers import AnswerHeaders, Compression, Refusals
from api.http.bodies import Bodies
from api.http.expiry import Expiry
from api.http.notifications import Notifications
from api.http.requests import HEADER, Requests
from api.learning import me as my_learning
from api.learning import routes as learning
from api.learning.progress_cache import ProgressCache
from api.learning.workflow_client import LearnerWorkflows, Patience
from api.openapi import reference
from api.openapi.components import TAGS
from api.openapi.document import describe, operation_id
from api.operators import codec, health, mail_webhook, metrics, record_store, spend
from api.operators.codec_cors import CodecCors
from api.security.dependencies import Dependencies, counted_body
from api.security.origins import ForeignOrigins, OwnHosts, origin_of
from api.security.rate_limits import RateLimiter, limits_of
from api.security.signed_addresses import PURPOSE, SignedAddresses, SigningAddresses
from api.security.token_key import access_tokens
from api.sources import passages
from api.sources import routes as sources
from api.sources.reading import prepare
from api.sources.reading_process import Limits
from api.sources.reading_queue import ReadingQueue
from api.web import routes as pages
from api.webhooks import routes as webhooks
from api.workflow_client import WorkflowClient
from enrollments.repository import RecordRepository
from models.pool import create_pool, create_quick_pool
from models.session import create_engine, create_sessions, libpq_url
from providers.selection import Providers, choose_providers
from providers.webhooks import private_hosts
from settings import Settings
from temporal.connection import load_profile
from temporal.converter import payload_codec

DESCRIPTION = """
Courses made durably from a brief and source documents, and learners carried through them.

Refusals and failures are problems (RFC 9457). Lists come in pages: send `next_cursor` back as `cursor`. Reads carry an
`ETag`; edits send it back as `If-Match`. Ids are UUIDs, times RFC 3339 in UTC, money a decimal string with a currency.
Who sends no token is a stranger, to whom published courses are shown. On a stack of `make up` or `make demo` the
API_TOKEN of its `stack.env` is that of the local instructor: `Authorization: Bearer …`.
"""


def create_app(config: Settings, providers: Providers | None = None) -> FastAPI:
    """The application; `providers` are chosen by the configuration unless they are given.

    Raises ValueError, with a sentence, for a configuration that would let in whom it should not.
    """
    tokens = access_tokens(config)
    addresses = SignedAddresses(tokens.derived_key(PURPOSE))
    chosen = providers or choose_providers(config)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        size = config.database_pool_size
        engine = create_engine(config.database_url, pool_size=size)
        notifications = Notifications(libpq_url(config.database_url))
        sessions = create_sessions(engine)
        pool = create_pool(config.database_url, size=size, application_name="coursewright-learning")
        quick = create_quick_pool(config.database_url, size=size)
        for each in (pool, quick):
            await each.open(wait=False)  # so that the API starts, and says so, while the database is away
        expiry = Expiry(sessions)
        await notifications.start()
        await expiry.start()
        app.state.course_views = CourseViewCache()
        workflows = WorkflowClient(config.payload_keys)
        emails = EmailRuns(workflows)
        records = RecordRepository()
        app.state.shared = Dependencies(
            sessions=sessions,
            workflows=workflows,
            providers=chosen,
            notifications=notifications,
            workflow_links=_workflow_links(config),
            tokens=tokens,
            local_token=config.api_token,
            ui_origin=origin_of(config.temporal_ui_url),
            limits=limits_of(config),
            limiter=RateLimiter(quick),
            quick=quick,
            reading=_reading(config),
            emails=emails,
            addresses=addresses,
            pool=pool,
            records=records,
            learners=LearnerWorkflows(workflows, notifications, quick, _patience(config)),
            progress_cache=ProgressCache(pool, records),
            private_hosts=private_hosts(config.webhook_private_hosts),
        )
        await asyncio.to_thread(prepare)
        yield
        await emails.stop()
        await expiry.stop()
        await notifications.stop()
        await chosen.close()
        await quick.close()
        await pool.close()
        await engine.dispose()

    app = FastAPI(
        title="Coursewright",
        version="0.2.0",
        description=DESCRIPTION,
        contact={"name": "The Coursewright authors"},
        license_info={"name": "MIT", "identifier": "MIT"},
        servers=[{"url": "/", "description": "The server that this document comes from"}],
        openapi_tags=TAGS,
        generate_unique_id_function=operation_id,
        openapi_url=None,  # served by api/openapi/reference.py, as the page of the documentation is
        docs_url=None,
        redoc_url=None,
        routes=list(_routes(config.local_mode)),
        lifespan=lifespan,
    )
    problem_answers.install(app)
    figures = metrics.Metrics()
    _surround(app, config, figures.registry, addresses)
    app.include_router(reference.create_router())
    app.include_router(mail_webhook.create_router(config.sendgrid_webhook_key))
    app.include_router(metrics.create_router(figures, config.metrics_token))
    _serve_codec(app, config)
    describe(app)
    return app


@cache
def _routes(look_again: bool) -> tuple[BaseRoute, ...]:
    """Those that are the same in every application of a process. FastAPI analyses an included route once for each
    inclusion, when a request first looks for it, so that applications made one after the other include them once."""
    every = APIRouter(generate_unique_id_function=operation_id)
    files, documents = pages.create_routers(look_again)
    every.include_router(files)
    for router in (learning, courses, sections, my_learning, following, sources, auth, me, users, analytics, audit):
        every.include_router(router.router)  # in the order in which a request looks: the frequent first
    for router in (beginning, steering, passwords, sign_ins, drafts, search, media, packages, importing, health):
        every.include_router(router.router)
    for router in (structure, findings, versions, learners, invitations, sharing, pictures, origin, preview, webhooks):
        every.include_router(router.router)
    for router in (refused_outlines, removed, passages, editors, checks, spend, record_store):
        every.include_router(router.router)
    every.include_router(documents)
    return tuple(every.routes)


def _serve_codec(app: FastAPI, config: Settings) -> None:
    """Where payloads are encrypted. After every other middleware is added, so that its own is outside of them."""
    payloads = payload_codec(config.payload_keys)
    if payloads is not None:
        app.include_router(codec.create_router(payloads))
        app.add_middleware(CodecCors, ui_url=config.temporal_ui_url)


def _surround(app: FastAPI, config: Settings, registry: CollectorRegistry, addresses: SignedAddresses) -> None:
    """What a request passes on its way to a route, the last one first."""
    app.add_middleware(SigningAddresses, addresses=addresses)
    app.add_middleware(Bodies, counted=counted_body)
    app.add_middleware(ForeignOrigins, config=config)
    if config.local_mode:
        app.add_middleware(OwnHosts, config=config)
    app.add_middleware(Refusals)
    app.add_middleware(Compression)
    app.add_middleware(AnswerHeaders)
    if origins := [origin.strip() for origin in config.cors_origins.split(",") if origin.strip()]:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", HEADER],
            expose_headers=["ETag", "Location", "Retry-After", HEADER],
        )
    app.add_middleware(Requests, registry=registry)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=config.trusted_proxies)


def _patience(config: Settings) -> Patience:
    return Patience(round(config.nudge_after_days * 86_400), round(config.idle_after_days * 86_400))


def _reading(config: Settings) -> ReadingQueue:
    limits = Limits(config.reader_seconds, config.reader_memory_mb * 2**20)
    return ReadingQueue(limits, config.readers_at_once)


def _workflow_links(config: Settings) -> str:
    """Where the Temporal UI shows workflows; what follows is a workflow's id."""
    namespace = load_profile().namespace or "default"
    return f"{config.temporal_ui_url.rstrip('/')}/namespaces/{namespace}/workflows"
