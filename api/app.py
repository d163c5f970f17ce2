"""The application: routers, problems, and what lives as long as the process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import problems
from api.authority import access_tokens
from api.bodies import Bodies
from api.dependencies import Shared
from api.event_bell import EventBell
from api.forgetting import Forgetting
from api.learning_parts import Patience, learning_parts
from api.rate_limits import Turns, limits_of
from api.routers import (
    analytics,
    auth,
    courses,
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
    app.add_middleware(Bodies)
    app.add_middleware(problems.Refusals)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=config.trusted_proxies)
    for router in (auth, me, users, sources, generations, courses, sections, learning, mine, analytics):
        app.include_router(router.router)
    for router in (search, media, machine):
        app.include_router(router.router)
    app.include_router(mail_events.create_router(config.sendgrid_webhook_key))
    return app


def _patience(config: Settings) -> Patience:
    return Patience(round(config.nudge_after_days * 86_400), round(config.idle_after_days * 86_400))


def _workflow_links(config: Settings) -> str:
    """Where the Temporal UI shows workflows; what follows is a workflow's id."""
    namespace = load_profile().namespace or "default"
    return f"{config.temporal_ui_url.rstrip('/')}/namespaces/{namespace}/workflows"
