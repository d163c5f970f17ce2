"""Which action each operation of the API is; what an action takes is in `accounts.permissions`."""

from accounts.permissions import Action

OPEN = frozenset(
    {
        "GET /health",
        "GET /ready",
        "GET /metrics",
        "POST /api/auth/register",
        "POST /api/auth/token",
        "POST /api/auth/refresh",
        "POST /api/auth/logout",
        "POST /api/mail/events",
        "GET /codec/sign-in",
    }
)
"""For anybody: those by which one gets in, those of the machine room, and one that checks a signature itself."""

ACTIONS = {
    "GET /api/me": Action.READ_SELF,
    "PATCH /api/me": Action.CHANGE_SELF,
    "DELETE /api/me": Action.DELETE_SELF,
    "GET /api/me/export": Action.EXPORT_SELF,
    "GET /api/me/dashboard": Action.READ_SELF,
    "GET /api/me/achievements": Action.READ_SELF,
    "GET /api/me/reviews": Action.READ_SELF,
    "GET /api/me/events": Action.READ_SELF,
    "POST /api/reviews/{review_id}/answer": Action.ANSWER_REVIEW,
    "GET /api/users": Action.LIST_USERS,
    "GET /api/users/{user_id}": Action.LIST_USERS,
    "PATCH /api/users/{user_id}": Action.CHANGE_USER,
    "GET /api/audit": Action.LIST_AUDIT,
    "GET /api/courses/{course_id}/audit": Action.READ_AUDIT,
    "POST /api/sources": Action.BRING_SOURCE,
    "POST /api/courses/estimate": Action.ESTIMATE,
    "POST /api/courses/generate": Action.GENERATE,
    "GET /api/generations": Action.LIST_GENERATIONS,
    "GET /api/generations/{generation_id}": Action.READ_GENERATION,
    "GET /api/generations/{generation_id}/events": Action.READ_GENERATION,
    "POST /api/generations/{generation_id}/approve": Action.REVIEW_OUTLINE,
    "POST /api/generations/{generation_id}/revise": Action.REVIEW_OUTLINE,
    "POST /api/generations/{generation_id}/pause": Action.PAUSE,
    "POST /api/generations/{generation_id}/resume": Action.RESUME,
    "POST /api/generations/{generation_id}/cancel": Action.CANCEL,
    "POST /api/generations/{generation_id}/retry": Action.RETRY_SECTION,
    "POST /api/generations/{generation_id}/sections/{key}/retry": Action.RETRY_SECTION,
    "POST /api/generations/{generation_id}/budget": Action.RAISE_BUDGET,
    "POST /api/ai-generations/{call_id}/review": Action.REVIEW_CONTENT,
    "GET /api/courses": Action.LIST_COURSES,
    "GET /api/search": Action.SEARCH,
    "POST /api/courses": Action.BRING_COURSE,
    "GET /api/courses/{course_id}": Action.READ_COURSE,
    "GET /api/courses/{course_id}/export.json": Action.EXPORT_COURSE,
    "GET /api/courses/{course_id}/changes": Action.READ_CHANGES,
    "PATCH /api/courses/{course_id}": Action.EDIT_COURSE,
    "PATCH /api/lessons/{lesson_id}": Action.EDIT_COURSE,
    "PATCH /api/sections/{section_id}": Action.EDIT_COURSE,
    "POST /api/courses/{course_id}/publish": Action.PUBLISH,
    "POST /api/courses/{course_id}/unpublish": Action.PUBLISH,
    "POST /api/sections/{section_id}/regenerate": Action.REGENERATE,
    "GET /api/courses/{course_id}/generations": Action.READ_LINEAGE,
    "GET /api/courses/{course_id}/analytics": Action.READ_ANALYTICS,
    "GET /api/sections/{section_id}": Action.READ_SECTION,
    "GET /api/media/{media_id}": Action.READ_MEDIA,
    "POST /api/courses/{course_id}/enroll": Action.ENROLL,
    "POST /api/sections/{section_id}/interactions": Action.INTERACT,
    "POST /api/courses/{course_id}/sync": Action.INTERACT,
    "GET /api/courses/{course_id}/progress": Action.READ_PROGRESS,
    "GET /api/courses/{course_id}/next": Action.READ_PROGRESS,
    "POST /codec/decode": Action.CODE_PAYLOADS,
    "POST /codec/encode": Action.CODE_PAYLOADS,
    "POST /codec/sign-in": Action.CODE_PAYLOADS,
}

AUDITED = {
    "PATCH /api/me": "change self",
    "DELETE /api/me": "delete self",
    "GET /api/me/export": "export self",
    "PATCH /api/users/{user_id}": "change user",
    "POST /api/sources": "bring source",
    "POST /api/courses/generate": "generate",
    "POST /api/generations/{generation_id}/approve": "approve outline",
    "POST /api/generations/{generation_id}/revise": "revise outline",
    "POST /api/generations/{generation_id}/pause": "pause",
    "POST /api/generations/{generation_id}/resume": "resume",
    "POST /api/generations/{generation_id}/cancel": "cancel",
    "POST /api/generations/{generation_id}/retry": "retry generation",
    "POST /api/generations/{generation_id}/sections/{key}/retry": "retry section",
    "POST /api/generations/{generation_id}/budget": "raise budget",
    "POST /api/ai-generations/{call_id}/review": "review content",
    "POST /api/courses": "bring course",
    "PATCH /api/courses/{course_id}": "edit course",
    "PATCH /api/lessons/{lesson_id}": "edit lesson",
    "PATCH /api/sections/{section_id}": "edit section",
    "POST /api/courses/{course_id}/publish": "publish",
    "POST /api/courses/{course_id}/unpublish": "unpublish",
    "POST /api/sections/{section_id}/regenerate": "regenerate section",
}
"""What the audit log calls each operation that leaves a row in it."""

UNAUDITED = frozenset(
    {
        "POST /api/courses/estimate",
        "POST /api/courses/{course_id}/enroll",
        "POST /api/sections/{section_id}/interactions",
        "POST /api/courses/{course_id}/sync",
        "POST /api/reviews/{review_id}/answer",
        "POST /codec/decode",
        "POST /codec/encode",
        "POST /codec/sign-in",
    }
)
"""Writing by its method, but not for the log: what changes nothing, and learning, which is a record of its own."""
