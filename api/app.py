"""The application: routers, problems, and what lives as long as the process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import problems
from api.answer_headers import AnswerHeaders
from api.authority import access_tokens
from api.bodies import Bodies
from api.compression import Compression
from api.dependencies import Shared
from api.event_bell import EventBell
from api.forgetting import Forgetting
from api.learning_parts import Patience, learning_parts
from api.metrics import Measuring, Metrics
from api.rate_limits import Turns, limits_of
from api.request_ids import HEADER, RequestIds
from api.routers import (
    analytics,
    auth,
    courses,
    figures,
    generations,
    learning,
    machine,
    mail_events,
    me,
    media,
    mine,
    search,
    sections,
    sources,
    users,
)
from api.workflow_door import WorkflowDoor
from models.session import create_engine, create_sessions, libpq_url
from providers.selection import Providers, choose_providers
from settings import Settings
from temporal.connection import load_profile


def create_app(config: Settings, providers: Providers | None = None) -> FastAPI:
    """The application; `providers` are chosen by the configuration unless they are given.

    Raises ValueError, with a sentence, for a configuration that would let in whom it should not.
    """
    tokens = access_tokens(config)
    chosen = providers or choose_providers(config)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with learning_parts(config.database_url, _patience(config)) as app.state.learning, _shared(app):
            yield

    @asynccontextmanager
    async def _shared(app: FastAPI) -> AsyncIterator[None]:
        engine = create_engine(config.database_url)
        bell = EventBell(libpq_url(config.database_url))
        sessions = create_sessions(engine)
        forgetting = Forgetting(sessions)
        await bell.start()
        await forgetting.start()
        app.state.shared = Shared(
            sessions=sessions,
            door=WorkflowDoor(),
            providers=chosen,
            bell=bell,
            workflow_links=_workflow_links(config),
            tokens=tokens,
            local_mode=config.local_mode,
            limits=limits_of(config),
            turns=Turns(sessions),
        )
        yield
        await forgetting.stop()
        await bell.stop()
        await chosen.close()
        await engine.dispose()

    app = FastAPI(
        title="Coursewright",
        version="0.1.0",
        description="Courses generated durably from a brief and source documents.",
        openapi_url="/api/openapi.json",
        docs_url="/docs",
        redoc_url=None,
        lifespan=lifespan,
    )
    problems.install(app)
    metrics = Metrics()
    _surround(app, config, metrics)
    for router in (auth, me, users, sources, generations, courses, sections, learning, mine, analytics):
        app.include_router(router.router)
    for router in (search, media, machine):
        app.include_router(router.router)
    app.include_router(mail_events.create_router(config.sendgrid_webhook_key))
    app.include_router(figures.create_router(metrics, config.metrics_token))
    return app


def _surround(app: FastAPI, config: Settings, metrics: Metrics) -> None:
    """What a request passes on its way to a route, the last one first."""
    app.add_middleware(Bodies)
    app.add_middleware(problems.Refusals)
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
    app.add_middleware(Measuring, metrics=metrics)
    app.add_middleware(RequestIds)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=config.trusted_proxies)


def _patience(config: Settings) -> Patience:
    return Patience(round(config.nudge_after_days * 86_400), round(config.idle_after_days * 86_400))


def _workflow_links(config: Settings) -> str:
    """Where the Temporal UI shows workflows; what follows is a workflow's id."""
    namespace = load_profile().namespace or "default"
    return f"{config.temporal_ui_url.rstrip('/')}/namespaces/{namespace}/workflows"
