"""What the OpenAPI document says once for all operations: problems, headers, parameters, ways to sign in, tags."""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Json = dict[str, Any]


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


class StreamEvent(BaseModel):
    """A server-sent event: its kind as `event`, the number by which to resume as `id`, a JSON object as `data`."""

    event: str
    id: str = Field(pattern="^[0-9]+$")
    data: str = Field(json_schema_extra={"contentMediaType": "application/json"})


PROBLEMS = {
    400: "The body cannot be read.",
    401: "No valid token: sign in, or refresh the access token.",
    403: "This account, service key or web page is not allowed to do this.",
    404: "Not found, or not visible to this account.",
    408: "The body arrived too slowly.",
    409: "Conflicts with the current state.",
    412: "Changed since it was read: read it again, then repeat the edit.",
    413: "The body is too large.",
    415: "This media type is not supported.",
    422: "The input is invalid: `errors` points to each fault.",
    428: "If-Match is required: send the ETag of what is edited.",
    429: "Too many requests: wait as many seconds as Retry-After says.",
    503: "A service that is needed is not available: send the same request again after Retry-After.",
    507: "The server's disk is full.",
}

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
ALWAYS = {"X-Request-ID": HEADERS["X-Request-ID"]}

LOCATED: Json = {"Location": {"$ref": "#/components/headers/Location"}}
TAGGED: Json = {"ETag": {"$ref": "#/components/headers/ETag"}}

REFUSED_SIGN_IN: Json = {
    "description": "The credentials are not, or not any more, those of an account.",
    "headers": {"WWW-Authenticate": {"$ref": "#/components/headers/WWW-Authenticate"}},
}
NOT_NOW: Json = {"description": "The generation does not take this in its present state."}
UNFIT: Json = {"description": "The course cannot be studied as it is: `errors` points to why."}
EVENT_REUSED: Json = {"description": "Another body came with this event id."}


def _streamed(event: str, number: str, data: str) -> Json:
    """An answer of events that look like this one."""
    schema = {"$ref": "#/components/schemas/StreamEvent"}
    content = {"text/event-stream": {"schema": schema, "example": {"event": event, "id": number, "data": data}}}
    return {"description": "Events as they happen; every 15 seconds without one a comment.", "content": content}


MILESTONES = _streamed(
    "section_written",
    "14",
    '{"kind": "section_written", "at": "2026-01-05T18:30:00+00:00", "percent": 42, "key": "2.1", "title": "Yeast"}',
)
OWN_EVENTS = _streamed(
    "milestone",
    "7",
    '{"kind": "milestone", "at": "2026-01-05T18:30:00+00:00", "course_id": "018f2f6e-…", "percent": 50}',
)
NOTHING_FOLLOWS: Json = {"description": "The generation has ended, and its last event was seen: do not ask again."}

_TAGS_PATTERN = r'^(\*|(W/)?"[^"\x00-\x1f]*"( *, *(W/)?"[^"\x00-\x1f]*")*)$'
PARAMETERS: dict[str, Json] = {
    "if-match": {
        "name": "If-Match",
        "description": "The ETag of what is edited, as it was read; `*` for whatever it is now.",
        "schema": {"pattern": _TAGS_PATTERN},
    },
    "if-none-match": {
        "name": "If-None-Match",
        "description": "An ETag that was read before: 304 without a body where it still holds.",
    },
    "last-event-id": {
        "name": "Last-Event-ID",
        "description": "The id of the last event that arrived; those after it follow. Wins over `after`.",
    },
    "idempotency-key": {
        "description": "A new random text for each wish: the same key with the same body is the same wish.",
    },
    "after": {"description": "As Last-Event-ID, for clients that cannot set headers."},
    "limit": {"description": "How many items a page has at most."},
    "cursor": {"description": "The `next_cursor` of the page before; without it the first page."},
    "mine": {"description": "Your own courses, drafts included, in place of all published ones."},
    "status": {"description": "Only generations of this status."},
    "all": {"description": "Everybody's generations; for operators and admins."},
    "upcoming": {"description": "Those that are due later as well."},
    "width": {"description": "The smallest rendition that is at least as wide, in pixels."},
    "q": {"description": "The words to look for; “quoted” ones stand together, `-word` leaves out."},
    "preferred_path": {"description": "In which manner to go on; by default the learner's own preference."},
    "key": {"description": "The section's number in the outline, as “2.1”."},
}

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
