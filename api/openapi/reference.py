"""The documentation at /docs: Swagger UI from files of ours, under a policy that loads and runs nothing else."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from api.http.served import ALWAYS_ASKED_FOR, FOR_EVER, Served

FOLDER = Path(__file__).parent / "swagger_ui"
SCRIPT, STYLE, OWN = "swagger-ui-bundle-5.35.0.js", "swagger-ui-5.35.0.css", "reference.js"
MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Pictures in `data:` are those of the style, in `blob:` those that a call has answered."""


def files() -> dict[str, Served]:
    """The files of the page by their names. Those with a version in their name never change."""
    return {
        name: Served(
            (FOLDER / name).read_bytes(), MEDIA_TYPES[Path(name).suffix], ALWAYS_ASKED_FOR if name == OWN else FOR_EVER
        )
        for name in (SCRIPT, STYLE, OWN)
    }


def document(openapi: Mapping[str, Any]) -> Served:
    """The OpenAPI document as JSON."""
    body = json.dumps(openapi, ensure_ascii=False, separators=(",", ":")).encode()
    return Served(body, "application/json", ALWAYS_ASKED_FOR)


def page(openapi: Mapping[str, Any]) -> Served:
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
