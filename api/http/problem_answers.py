"""Every refusal and failure as `application/problem+json` (RFC 9457): a stable type, a sentence, no internals."""

import errno
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Scope
from temporalio.service import RPCError

from api.http.invalid_input import fault, wanted_instead
from api.http.problems import (
    RETRY_AFTER_REPAIR,
    RETRY_AFTER_SECONDS,
    Problem,
    invalid,
    readable,
    storage_full,
    storage_unusable,
    token_refused,
)
from api.http.streams import StreamOver
from providers.errors import ProviderProblem
from temporal.errors import NobodyAnswers, TemporalUnavailable

MEDIA_TYPE = "application/problem+json"
MOST_FAULTS = 100
"""Of a body, that are told at once: who mends them may ask again."""
LONGEST_POINTER = 1_000
LONGEST_DETAIL = 4_000
"""In characters. Faults quote what was sent, which may be as long as a body."""
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
DISK_UNUSABLE = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EIO,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EMFILE,
    errno.ENFILE,
}
ACCOUNT_DELETED = "CW001"
"""What the database's trigger `account_is_there` raises."""
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
STATUSES = {
    400: ("Bad request", "The body cannot be read."),
    401: ("Not signed in", "No valid token: sign in, or refresh the access token."),
    403: ("Not allowed", "This account, service key or web page is not allowed to do this."),
    404: ("Not found", "Not found, or not visible to this account."),
    405: ("Method not allowed", ""),
    408: ("Too slow", "The body arrived too slowly."),
    409: ("Conflict", "Conflicts with the current state."),
    412: ("Changed in the meantime", "Changed since it was read: read it again, then repeat the edit."),
    413: ("Too large", "The body is too large."),
    415: ("Unsupported type", "This media type is not supported."),
    421: ("Misdirected request", ""),
    422: ("Invalid input", "The input is invalid: `errors` points to each fault."),
    428: ("Precondition required", "If-Match is required: send the ETag of what is edited."),
    429: ("Too many requests", "Too many requests: wait as many seconds as Retry-After says."),
    500: ("Internal error", ""),
    503: (
        "Temporarily unavailable",
        "A service that is needed is not available: send the same request again after Retry-After.",
    ),
    507: ("No room", "The server's disk is full."),
}
"""The title of each problem, and what the document of the API says of those that many operations may answer."""

_log = logging.getLogger(__name__)


class Fault(BaseModel):
    """One thing that is wrong: a JSON pointer into the body, or the name of a parameter, and a sentence."""

    pointer: str
    detail: str


class ProblemDetails(BaseModel):
    """A refusal or failure (RFC 9457). `type` is stable, `detail` is for people, `errors` come with 422."""

    model_config = ConfigDict(
        title="Problem",
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/invalid-input",
                    "title": "Invalid input",
                    "status": 422,
                    "detail": "title: Field required",
                    "instance": "/api/courses/generate",
                    "errors": [{"pointer": "/title", "detail": "title: Field required"}],
                }
            ]
        },
    )

    type: str = Field(pattern="^/problems/[a-z0-9-]+$")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    instance: str
    errors: list[Fault] = Field(default_factory=list)


def install(app: FastAPI) -> None:
    """Have the app answer refusals, bugs and errors of what it depends on as RFC 9457 problems."""
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    for kind in (OperationalError, PoolTimeout, psycopg.OperationalError):
        app.add_exception_handler(kind, _on_database_away)
    app.add_exception_handler(DBAPIError, _on_database_error)
    app.add_exception_handler(psycopg.DataError, _on_data_refused)
    app.add_exception_handler(psycopg.DatabaseError, _on_psycopg_error)
    app.add_exception_handler(OSError, _on_disk_error)
    app.add_exception_handler(ProviderProblem, _on_provider_problem)
    app.add_exception_handler(TemporalUnavailable, _on_temporal_away)
    app.add_exception_handler(RPCError, _on_temporal_away)
    app.add_exception_handler(StreamOver, _on_stream_over)
    app.add_exception_handler(Exception, on_bug)


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
        "title": _title(status),
        "status": status,
        "detail": readable(detail[:LONGEST_DETAIL]),
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = [
            {"pointer": readable(pointer)[:LONGEST_POINTER], "detail": readable(text)[:LONGEST_DETAIL]}
            for pointer, text in errors[:MOST_FAULTS]
        ]
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def _title(status: int) -> str:
    return STATUSES.get(status, ("Error", ""))[0]


async def on_problem(request: Request, problem: Exception) -> JSONResponse:
    """The answer to a `Problem`."""
    assert isinstance(problem, Problem)
    return _answer(request, problem.status, problem.slug, problem.detail, problem.errors, problem.headers)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    if (wanted := wanted_instead(request, error.errors())) is not None:
        return await on_problem(request, Problem(415, "unsupported-type", f"Send the body as {wanted}."))
    return await on_problem(request, invalid([fault(each) for each in error.errors()[:MOST_FAULTS]]))


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    slug = _title(error.status_code).lower().replace(" ", "-")
    allowed = _allowed(request) if error.status_code == 405 else ""
    headers = {"Allow": allowed} if allowed else error.headers
    sentences = {404: "There is nothing at this address; /docs lists all calls.", 405: f"This address takes {allowed}."}
    detail = sentences.get(error.status_code, str(error.detail))
    return _answer(request, error.status_code, slug, detail, headers=headers)


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
        return await _on_data_refused(request, error)
    if error.orig is not None and getattr(error.orig, "sqlstate", None) == ACCOUNT_DELETED:
        return await on_problem(request, token_refused())
    return await on_bug(request, error)


async def _on_psycopg_error(request: Request, error: Exception) -> JSONResponse:
    if getattr(error, "sqlstate", None) == ACCOUNT_DELETED:
        return await on_problem(request, token_refused())
    return await on_bug(request, error)


async def _on_disk_error(request: Request, error: Exception) -> JSONResponse:
    """Of the folder for temporary files, or of where media are kept."""
    assert isinstance(error, OSError)
    if error.errno in DISK_FULL:
        _log.error("no room on the disk: %s", error)
        return await on_problem(request, storage_full())
    if error.errno in DISK_UNUSABLE:
        _log.error("the disk cannot be used: %s", error)
        return await on_problem(request, storage_unusable())
    return await on_bug(request, error)


async def _on_provider_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProviderProblem)
    _log.warning("a service refused: %s", error.kind)
    headers = {"Retry-After": RETRY_AFTER_SECONDS if error.retryable else RETRY_AFTER_REPAIR}
    return _answer(request, 503, error.kind.replace("_", "-"), error.sentence, headers=headers)


async def _on_data_refused(request: Request, error: Exception) -> JSONResponse:
    sentence = "A text holds characters that cannot be kept, or a number is too large; leave them out."
    return await on_problem(request, invalid([("", sentence)]))


async def _on_temporal_away(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, NobodyAnswers):
        _log.warning("no worker answers: %s", error)
        return _answer(request, 503, error.slug, str(error), headers={"Retry-After": RETRY_AFTER_SECONDS})
    _log.warning("Temporal is away: %s", type(error).__name__)
    return _unavailable(request, "The workflow service")


async def _on_stream_over(request: Request, error: Exception) -> Response:
    return Response(status_code=204)


async def on_bug(request: Request, error: Exception) -> JSONResponse:
    """The answer to what nobody has thought of, which is logged: it tells nothing of the inside."""
    _log.error("unhandled error at %s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, "internal-error", "Something went wrong on our side; it has been logged.")
