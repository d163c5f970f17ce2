"""Every refusal and failure as `application/problem+json` (RFC 9457): a stable type, a sentence, no internals."""

import errno
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from temporalio.service import RPCError

from api.http.streams import StreamOver
from learning.characters import review_characters
from learning.finding import Finding
from providers.errors import ProviderProblem
from temporal.errors import NobodyAnswers, TemporalUnavailable

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = "5"
MOST_FAULTS = 100
"""Of a body, that are told at once: who mends them may ask again."""
LONGEST_POINTER = 1_000
LONGEST_DETAIL = 4_000
"""In characters. Faults quote what was sent, which may be as long as a body."""
RETRY_AFTER_REPAIR = "60"
"""Where somebody has to mend something first."""
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
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    408: "Too slow",
    409: "Conflict",
    412: "Changed in the meantime",
    413: "Too large",
    415: "Unsupported type",
    421: "Misdirected request",
    422: "Invalid input",
    428: "Precondition required",
    429: "Too many requests",
    500: "Internal error",
    503: "Temporarily unavailable",
    507: "No room",
}

FORMS = {"/api/auth/token": "application/x-www-form-urlencoded"}
"""What is not sent as JSON, apart from files."""
PICTURES = "/media"

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
    """The problem 404. `what` is the kind of thing that was asked for, such as “course”."""
    return Problem(404, "not-found", f"There is no such {what}.")


def not_allowed() -> Problem:
    """The problem 403 of an account that may know of a thing, but not do this to it."""
    return Problem(403, "not-allowed", "Your account may not do this.")


def invalid(errors: Sequence[tuple[str, str]]) -> Problem:
    """The problem 422 with all (JSON pointer, detail) pairs; its own detail is made of the first three."""
    return Problem(422, "invalid-input", "; ".join(detail for _, detail in errors[:3]), errors=errors)


def token_refused() -> Problem:
    """The problem 401 of a token that is not valid, or not any more: `invalid_token` of RFC 6750."""
    return Problem(
        401,
        "token-refused",
        "The token is not valid, or not any more. Refresh it, or sign in again.",
        headers={"WWW-Authenticate": 'Bearer realm="coursewright", error="invalid_token"'},
    )


def storage_full() -> Problem:
    """The problem 507 of a disk without room."""
    return Problem(
        507, "storage-full", "The server has no room left for this. An operator has to make room; try later."
    )


def storage_unusable() -> Problem:
    """The problem 503 of a disk that cannot be used, to be tried again after a minute."""
    sentence = (
        "The server cannot use its disk right now. An operator has to look at it; send the same request again later."
    )
    return Problem(503, "storage-unusable", sentence, headers={"Retry-After": RETRY_AFTER_REPAIR})


def refuse_errors(findings: Sequence[Finding], *, under: str = "", into: str = "") -> None:
    """Raise 422 for the errors among findings; pointers below `under` are given below `into`. Warnings pass."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise invalid([(_moved(finding.pointer, under, into), finding.detail) for finding in errors])


def refuse_unshowable(given: BaseModel) -> None:
    """Raise 422, pointing to each text with characters that cannot be shown."""
    refuse_errors(list(review_characters(given)))


def install(app: FastAPI) -> None:
    """Have the app answer refusals, bugs and errors of what it depends on as RFC 9457 problems."""
    app.add_exception_handler(Problem, _on_problem)
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
    app.add_exception_handler(Exception, _on_bug)


class Refusals:
    """Answers problems that are raised before any route is reached, and bugs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            answer = _on_problem if isinstance(error, Problem) else _on_bug
            await (await answer(Request(scope), error))(scope, receive, send)


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
        "detail": readable(detail[:LONGEST_DETAIL]),
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = [
            {"pointer": readable(pointer)[:LONGEST_POINTER], "detail": readable(text)[:LONGEST_DETAIL]}
            for pointer, text in errors[:MOST_FAULTS]
        ]
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


async def _on_problem(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Problem)
    return _answer(request, problem.status, problem.slug, problem.detail, problem.errors, problem.headers)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    wanted = _wanted(request.url.path)
    if any(fault["loc"][:1] == ("body",) for fault in error.errors()) and _came_as_another_than(wanted, request):
        return await _on_problem(request, Problem(415, "unsupported-type", f"Send the body as {wanted}."))
    return await _on_problem(request, invalid([_fault(fault) for fault in error.errors()[:MOST_FAULTS]]))


def _wanted(path: str) -> str:
    return "multipart/form-data" if path.endswith(PICTURES) else FORMS.get(path, "application/json")


def _fault(fault: Mapping[str, Any]) -> tuple[str, str]:
    """Where JSON breaks off is no place in what it says."""
    if fault["type"] == "json_invalid":
        return "", f"The body is no JSON: {fault['ctx']['error']}, after {fault['loc'][-1]} characters."
    return _pointer(fault["loc"]), _sentence(fault)


def _came_as_another_than(wanted: str, request: Request) -> bool:
    """Whether there is a body of another type. One without a type is of another."""
    if request.headers.get("content-length", "0") == "0" and "transfer-encoding" not in request.headers:
        return False
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return sent != wanted and not (
        wanted.endswith("json") and sent.startswith("application/") and sent.endswith("+json")
    )


def _pointer(location: Sequence[int | str]) -> str:
    """The place in the body as a JSON pointer; a query, path or header field by its name."""
    parts = location[1:] if location and location[0] in ("body", "query", "path", "header") else location
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _sentence(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "json_invalid":
        return f"The body is no JSON: {fault['ctx']['error']} at character {fault['loc'][-1]}."
    name = fault["loc"][-1] if fault["loc"] else "body"
    return f"{name}: {fault['msg']}"


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    slug = TITLES.get(error.status_code, "error").lower().replace(" ", "-")
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
        return await _on_problem(request, token_refused())
    return await _on_bug(request, error)


async def _on_psycopg_error(request: Request, error: Exception) -> JSONResponse:
    if getattr(error, "sqlstate", None) == ACCOUNT_DELETED:
        return await _on_problem(request, token_refused())
    return await _on_bug(request, error)


async def _on_disk_error(request: Request, error: Exception) -> JSONResponse:
    """Of the folder for temporary files, or of where media are kept."""
    assert isinstance(error, OSError)
    if error.errno in DISK_FULL:
        _log.error("no room on the disk: %s", error)
        return await _on_problem(request, storage_full())
    if error.errno in DISK_UNUSABLE:
        _log.error("the disk cannot be used: %s", error)
        return await _on_problem(request, storage_unusable())
    return await _on_bug(request, error)


async def _on_provider_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProviderProblem)
    _log.warning("a service refused: %s", error.kind)
    headers = {"Retry-After": RETRY_AFTER_SECONDS if error.retryable else RETRY_AFTER_REPAIR}
    return _answer(request, 503, error.kind.replace("_", "-"), error.sentence, headers=headers)


async def _on_data_refused(request: Request, error: Exception) -> JSONResponse:
    sentence = "A text holds characters that cannot be kept, or a number is too large; leave them out."
    return await _on_problem(request, invalid([("", sentence)]))


async def _on_temporal_away(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, NobodyAnswers):
        _log.warning("no worker answers: %s", error)
        return _answer(request, 503, error.slug, str(error), headers={"Retry-After": RETRY_AFTER_SECONDS})
    _log.warning("Temporal is away: %s", type(error).__name__)
    return _unavailable(request, "The workflow service")


async def _on_stream_over(request: Request, error: Exception) -> Response:
    return Response(status_code=204)


async def _on_bug(request: Request, error: Exception) -> JSONResponse:
    _log.error("unhandled error at %s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, "internal-error", "Something went wrong on our side; it has been logged.")
