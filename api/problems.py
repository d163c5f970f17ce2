"""Every refusal and failure as `application/problem+json` (RFC 9457): a stable type, a sentence, no internals."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Scope
from temporalio.service import RPCError

from learning.finding import Finding
from temporal.errors import TemporalUnavailable

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = "5"
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    412: "Changed in the meantime",
    413: "Too large",
    415: "Unsupported type",
    422: "Invalid input",
    428: "Precondition required",
    500: "Internal error",
    503: "Temporarily unavailable",
}

_log = logging.getLogger(__name__)


class Problem(Exception):
    """Another answer than the one asked for. `slug` becomes `/problems/<slug>`; `errors` are (pointer, detail)."""

    def __init__(
        self,
        status: int,
        slug: str,
        detail: str,
        *,
        errors: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.slug = slug
        self.detail = detail
        self.errors = errors
        self.headers = headers


def readable(text: str) -> str:
    """The text with a mark for each lone surrogate, which JSON may send and UTF-8 cannot answer."""
    return text.encode(errors="replace").decode()


def not_found(what: str) -> Problem:
    return Problem(404, "not-found", f"There is no such {what}.")


def not_allowed() -> Problem:
    return Problem(403, "not-allowed", "Your account may not do this.")


def invalid(errors: Sequence[tuple[str, str]]) -> Problem:
    return Problem(422, "invalid-input", "; ".join(detail for _, detail in errors[:3]), errors=errors)


def refuse_errors(findings: Sequence[Finding], *, under: str = "", into: str = "") -> None:
    """Raise 422 for the errors among findings; pointers below `under` are given below `into`. Warnings pass."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise invalid([(_moved(finding.pointer, under, into), finding.detail) for finding in errors])


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    for kind in (OperationalError, PoolTimeout, psycopg.OperationalError):
        app.add_exception_handler(kind, _on_database_away)
    app.add_exception_handler(DBAPIError, _on_database_error)
    app.add_exception_handler(TemporalUnavailable, _on_temporal_away)
    app.add_exception_handler(RPCError, _on_temporal_away)
    app.add_exception_handler(Exception, _on_bug)


def _moved(pointer: str, under: str, into: str) -> str:
    return into + pointer.removeprefix(under) if pointer.startswith(under) else pointer


def _answer(
    request: Request,
    status: int,
    slug: str,
    detail: str,
    errors: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    body: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": readable(detail),
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = [{"pointer": readable(pointer), "detail": readable(text)} for pointer, text in errors]
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


async def _on_problem(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Problem)
    return _answer(request, problem.status, problem.slug, problem.detail, problem.errors, problem.headers)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [(_pointer(fault["loc"]), _sentence(fault)) for fault in error.errors()]
    return await _on_problem(request, invalid(errors))


def _pointer(location: Sequence[int | str]) -> str:
    """The place in the body as a JSON pointer; a query, path or header field by its name."""
    parts = location[1:] if location and location[0] in ("body", "query", "path", "header") else location
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _sentence(fault: Mapping[str, Any]) -> str:
    name = fault["loc"][-1] if fault["loc"] else "body"
    return f"{name}: {fault['msg']}"


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    slug = TITLES.get(error.status_code, "error").lower().replace(" ", "-")
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return _answer(request, error.status_code, slug, str(error.detail), headers=headers)


def _allowed(request: Request) -> str:
    """The methods of all routes at the path: the router's own answer names those of the first one alone."""
    routes = request.app.routes
    known = (method for method in METHODS if any(_serves(route, request.scope, method) for route in routes))
    return ", ".join(known)


def _serves(route: BaseRoute, scope: Scope, method: str) -> bool:
    return route.matches({**scope, "method": method})[0] is Match.FULL


def _unavailable(request: Request, what: str) -> JSONResponse:
    detail = f"{what} cannot be reached right now; nothing is lost. Send the same request again in a few seconds."
    return _answer(request, 503, "temporarily-unavailable", detail, headers={"Retry-After": RETRY_AFTER_SECONDS})


async def _on_database_away(request: Request, error: Exception) -> JSONResponse:
    _log.warning("The database is away: %s", type(error).__name__)
    return _unavailable(request, "The database")


async def _on_database_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DBAPIError)
    if error.connection_invalidated:
        return await _on_database_away(request, error)
    if isinstance(error.orig, psycopg.DataError):
        return await _on_problem(request, invalid([("", "A text holds characters that cannot be kept; remove them.")]))
    return await _on_bug(request, error)


async def _on_temporal_away(request: Request, error: Exception) -> JSONResponse:
    _log.warning("Temporal is away: %s", type(error).__name__)
    return _unavailable(request, "The workflow service")


async def _on_bug(request: Request, error: Exception) -> JSONResponse:
    _log.error("unhandled error at %s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, "internal-error", "Something went wrong on our side; it has been logged.")
