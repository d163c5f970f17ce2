"""What the OpenAPI document says once for all operations: problems, headers, parameters, ways to sign in, tags."""

import re
from typing import Any

from api.http.problem_answers import STATUSES

Json = dict[str, Any]

PROBLEMS = {status: meaning for status, (_, meaning) in STATUSES.items() if meaning}

SUCCESSES = {
    200: "OK",
    201: "Created.",
    202: "Accepted; the work goes on in the background.",
    204: "Done; no content.",
    304: "Not modified since the given ETag.",
}

HEADERS: Json = {
    "ETag": {
        "description": "Names this state: for If-None-Match when reading again, for If-Match when editing.",
        "required": True,
        "schema": {"type": "string", "examples": ['"5d41402abc4b2a76b9719d911017c592"']},
    },
    "Location": {
        "description": "Where to read what was made or begun.",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Retry-After": {
        "description": "Seconds to wait before the same request is sent again.",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
    },
    "WWW-Authenticate": {
        "description": "How to sign in (RFC 6750).",
        "required": True,
        "schema": {"type": "string", "examples": ['Bearer realm="coursewright"']},
    },
    "X-Request-ID": {
        "description": "The request's id: its own where it brought one, also found in the logs.",
        "schema": {"type": "string"},
    },
}


def headers(*names: str) -> Json:
    """Those of `HEADERS`, as an answer refers to them."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


LOCATED, TAGGED, CHALLENGED = headers("Location"), headers("ETag"), headers("WWW-Authenticate")
"""Headers of what a route answers, to be named in its `responses`."""


SECURITY_SCHEMES: Json = {
    "SignIn": {
        "type": "oauth2",
        "description": "An access token of a person, 15 minutes valid; `POST /api/auth/refresh` gives the next one.",
        "flows": {"password": {"tokenUrl": "/api/auth/token", "scopes": {}}},
    },
    "ServiceKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key by which a program acts for an account, within scopes: `Authorization: Bearer cw_…`.",
    },
}

TAGS = [
    {"name": "Accounts", "description": "Registering, signing in, one's own profile; for admins everybody's role."},
    {
        "name": "Making a course",
        "description": "From documents and a brief to a course: estimate, follow, steer.",
    },
    {"name": "Courses", "description": "Reading, finding, editing and publishing courses, and what they came from."},
    {"name": "Learning", "description": "Enrolling, studying online or off, progress, next steps, reviews, figures."},
    {
        "name": "Webhooks",
        "description": "Addresses of others that are told what happens to courses, by signed requests.",
    },
    {"name": "Operations", "description": "For those who keep it running."},
]

_RENAMED = [
    (r"^ProblemDetails$", "Problem"),
    (r"^Page_(\w+)_$", r"\1Page"),
    (r"^Body_(\w+)$", r"\1_body"),
    (r"^(\w+)-Output$", r"\1"),
    (r"^(\w+)-Input$", r"\1Input"),
]
NAMES = [(re.compile(pattern), better) for pattern, better in _RENAMED]
"""Patterns of the names that schemas have here, and the names that clients see."""
