"""What the tests know of every operation: its action and its name in the audit log, as its route says them."""

from api.app import create_app
from api.security.operations import operations_of
from settings import Settings
from tests.payload_keys import PAYLOAD_KEYS

OPEN = frozenset(
    {
        "GET /health",
        "GET /ready",
        "GET /metrics",
        "POST /api/auth/register",
        "POST /api/auth/token",
        "POST /api/auth/refresh",
        "POST /api/auth/logout",
        "POST /api/auth/sign-in-link",
        "POST /api/auth/reset",
        "POST /api/auth/reset/{token}",
        "POST /api/auth/confirm/{token}",
        "POST /api/mail/events",
        "GET /codec/sign-in",
    }
)
"""For anybody: those by which one gets in, those of the machine room, and one that checks a signature itself."""

_CONFIG = Settings.model_validate(
    {"database_url": "postgresql+psycopg://nobody@localhost/nothing", "local_mode": True, "payload_keys": PAYLOAD_KEYS}
)
_OPERATIONS = operations_of(create_app(_CONFIG))
ACTIONS = {key: found.action for key, found in _OPERATIONS.items() if found.action is not None}
AUDITED = {key: found.audit for key, found in _OPERATIONS.items() if found.audit is not None}

UNAUDITED = frozenset(
    {
        "POST /api/courses/estimate",
        "POST /api/render",
        "POST /api/courses/{course_id}/editors",
        "POST /api/courses/{course_id}/enroll",
        "POST /api/shared/{token}/enroll",
        "POST /api/sections/{section_id}/interactions",
        "POST /api/courses/{course_id}/sync",
        "POST /api/reviews/{review_id}/answer",
        "POST /codec/decode",
        "POST /codec/encode",
        "POST /codec/sign-in",
    }
)
"""Writing by its method, but not for the log: what changes nothing, and learning, which is a record of its own."""
