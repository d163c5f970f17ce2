"""The OpenAPI document, and at /docs the page that shows it: Swagger UI from files of ours, under a policy that loads
and runs nothing else."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from api.http.etags import IfNoneMatch
from api.http.problems import not_found
from api.http.static_files import ALWAYS_ASKED_FOR, FOR_EVER, AcceptEncoding, Served

FOLDER = Path(__file__).parent / "swagger_ui"
SCRIPT, STYLE, OWN = "swagger-ui-bundle-5.35.0.js", "swagger-ui-5.35.0.css", "reference.js"
MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Pictures in `data:` are those of the style, in `blob:` those that a call has answered."""


def create_router() -> APIRouter:
    """The routes, for what the application's `openapi` says when it is first asked for."""
    router = APIRouter(include_in_schema=False)
    files = {name: _file(name) for name in (SCRIPT, STYLE, OWN)}
    made: dict[str, Served] = {}

    @router.get("/api/openapi.json")
    async def read_document(
        request: Request, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = ""
    ) -> Response:
        if "document" not in made:
            made["document"] = _document(request.app.openapi())
        return made["document"].answer(if_none_match, accept_encoding)

    @router.get("/docs")
    async def show_reference(
        request: Request, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = ""
    ) -> Response:
        if "page" not in made:
            made["page"] = _page(request.app.openapi())
        answer = made["page"].answer(if_none_match, accept_encoding)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    @router.get("/docs/{name}")
    async def read_file(name: str, if_none_match: IfNoneMatch, accept_encoding: AcceptEncoding = "") -> Response:
        if name not in files:
            raise not_found("page")
        return files[name].answer(if_none_match, accept_encoding)

    return router


def _file(name: str) -> Served:
    """One with a version in its name never changes."""
    lasting = ALWAYS_ASKED_FOR if name == OWN else FOR_EVER
    return Served((FOLDER / name).read_bytes(), MEDIA_TYPES[Path(name).suffix], lasting)


def _document(openapi: Mapping[str, Any]) -> Served:
    body = json.dumps(openapi, ensure_ascii=False, separators=(",", ":")).encode()
    return Served(body, "application/json", ALWAYS_ASKED_FOR)


def _page(openapi: Mapping[str, Any]) -> Served:
    """The page: the reference where scripts run, a list of all calls where they do not."""
    title = escape(openapi["info"]["title"])
    html = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – API</title>
<link rel="stylesheet" href="docs/{STYLE}">
<script src="docs/{SCRIPT}" defer></script>
<script src="docs/{OWN}" defer></script>
</head>
<body>
<main id="reference"></main>
<noscript>
<h1>{title} – API</h1>
<p>Every call, its fields and answers: <a href="api/openapi.json">the OpenAPI document</a>.</p>
<ul>
{"".join(_lines(openapi["paths"]))}</ul>
</noscript>
</body>
</html>
"""
    return Served(html.encode(), "text/html; charset=utf-8", ALWAYS_ASKED_FOR)


def _lines(paths: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    for path, operations in paths.items():
        for method, operation in operations.items():
            said = escape(operation.get("description") or operation.get("summary", ""))
            yield f"<li><code>{method.upper()} {escape(path)}</code> {said}</li>\n"
