"""Figures for whoever runs the API, and for nobody else."""

from secrets import compare_digest
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import SecretStr

from api.http.problems import not_found
from api.operators.metrics import Metrics
from api.security.dependencies import CurrentDependencies
from api.security.origins import is_loopback, is_own_host

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
