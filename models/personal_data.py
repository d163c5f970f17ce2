"""Everything that the record holds about one person, part by part; without what lets in (hashes of secrets)."""

from collections.abc import AsyncIterator
from typing import NamedTuple
from uuid import UUID

from models.pool import Connection

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
ROWS_AT_ONCE = 50


class Part(NamedTuple):
    """A query of rows about the person `%(id)s`. A source may be a book, so that its rows are read one by one."""

    query: str
    rows_at_once: int = ROWS_AT_ONCE


PROFILE = """
    SELECT id, email, full_name, role, is_active, timezone, learning_preferences, last_login_at, created_at, updated_at
    FROM users WHERE id = %(id)s
"""
_MINE = "SELECT id FROM enrollments WHERE user_id = %(id)s"
_COURSES = "SELECT id FROM courses WHERE instructor_id = %(id)s"
_GENERATIONS = "SELECT id FROM generations WHERE instructor_id = %(id)s"

PARTS = {
    "sign_ins": Part(
        "SELECT min(issued_at) AS signed_in_at, max(issued_at) AS refreshed_at, max(expires_at) AS expires_at, "
        "max(revoked_at) AS ended_at, max(device) AS device FROM refresh_tokens WHERE user_id = %(id)s "
        "GROUP BY family_id ORDER BY 1"
    ),
    "links": Part(
        "SELECT purpose, created_at, expires_at FROM one_time_tokens WHERE user_id = %(id)s ORDER BY created_at"
    ),
    "service_keys": Part(
        "SELECT id, name, scopes, created_at, expires_at, revoked_at FROM service_keys "
        "WHERE user_id = %(id)s ORDER BY id"
    ),
    "enrollments": Part("SELECT * FROM enrollments WHERE user_id = %(id)s ORDER BY id"),
    "lesson_progress": Part(f"SELECT * FROM lesson_progress WHERE enrollment_id IN ({_MINE}) ORDER BY 1, 2"),
    "section_progress": Part(f"SELECT * FROM section_progress WHERE enrollment_id IN ({_MINE}) ORDER BY 1, 2"),
    "learning_events": Part(
        "SELECT id, enrollment_id, section_id, occurred_at, received_at, outcome, data FROM learning_events "
        f"WHERE enrollment_id IN ({_MINE}) ORDER BY occurred_at, id"
    ),
    "interactions": Part(
        "SELECT id, enrollment_id, received_at, body, answer FROM interaction_inbox "
        f"WHERE enrollment_id IN ({_MINE}) ORDER BY received_at, id"
    ),
    "achievements": Part(
        "SELECT a.slug, a.title, u.course_id, u.earned_at FROM user_achievements u "
        "JOIN achievements a ON a.id = u.achievement_id WHERE u.user_id = %(id)s ORDER BY u.earned_at, a.slug"
    ),
    "review_cards": Part(
        "SELECT id, enrollment_id, section_id, check_id, card, due_at, created_at FROM review_cards "
        "WHERE user_id = %(id)s ORDER BY id"
    ),
    "review_answers": Part(
        "SELECT a.id, a.card_id, a.rating, a.occurred_at, a.received_at FROM review_answers a "
        "JOIN review_cards c ON c.id = a.card_id WHERE c.user_id = %(id)s ORDER BY a.occurred_at, a.id"
    ),
    "told": Part("SELECT seq, kind, data, created_at FROM learner_events WHERE user_id = %(id)s ORDER BY seq"),
    "letters": Part(
        "SELECT id, kind, data, status, created_at, sent_at, delivery, delivery_at FROM outbox "
        "WHERE user_id = %(id)s ORDER BY id"
    ),
    "invitations": Part(
        "SELECT id, course_id, email, created_at, expires_at, accepted_at, withdrawn_at FROM course_invitations "
        "WHERE invited_by = %(id)s OR accepted_by = %(id)s ORDER BY id"
    ),
    "open_editors": Part(
        "SELECT course_id, section_id, began_at, seen_at FROM course_editors WHERE user_id = %(id)s ORDER BY began_at"
    ),
    "share_links": Part(
        "SELECT id, course_id, mode, created_at, expires_at, revoked_at FROM share_links "
        "WHERE made_by = %(id)s ORDER BY id"
    ),
    "statements": Part(
        "SELECT id, enrollment_id, event_id, part, outcome, voids, is_voided, statement, status, created_at "
        "FROM xapi_statements WHERE user_id = %(id)s ORDER BY seq"
    ),
    "webhooks": Part(
        "SELECT id, url, events, scope, status, problem, last_status, tried_at, created_at, removed_at FROM webhooks "
        "WHERE owner_id = %(id)s ORDER BY id"
    ),
    "webhook_deliveries": Part(
        "SELECT d.id, d.webhook_id, d.kind, d.data, d.status, d.happened_at FROM webhook_deliveries d "
        "WHERE d.about = %(id)s ORDER BY d.happened_at, d.id"
    ),
    "courses": Part("SELECT * FROM courses WHERE instructor_id = %(id)s ORDER BY id"),
    "lessons": Part(f"SELECT * FROM lessons WHERE course_id IN ({_COURSES}) ORDER BY id"),
    "sections": Part(
        "SELECT s.*, l.course_id FROM sections s JOIN lessons l ON l.id = s.lesson_id "
        f"WHERE l.course_id IN ({_COURSES}) ORDER BY s.id"
    ),
    "section_versions": Part(
        "SELECT v.* FROM section_versions v JOIN sections s ON s.id = v.section_id "
        f"JOIN lessons l ON l.id = s.lesson_id WHERE l.course_id IN ({_COURSES}) ORDER BY 1, 2"
    ),
    "pictures": Part(
        "SELECT id, course_id, section_id, kind, alt, caption, media_type, width, height, created_at, removed_at "
        f"FROM media_assets WHERE course_id IN ({_COURSES}) ORDER BY id"
    ),
    "generations": Part(
        "SELECT id, kind, status, brief, outline, refused_outline, instructions, budget, course_id, section_id, "
        "created_at FROM generations WHERE instructor_id = %(id)s ORDER BY id"
    ),
    "feedback": Part(
        "SELECT generation_id, created_at, data ->> 'feedback' AS feedback FROM generation_events "
        f"WHERE generation_id IN ({_GENERATIONS}) AND data ? 'feedback' ORDER BY 1, seq"
    ),
    "own_outlines": Part(
        "SELECT generation_id, created_at, raw AS outline FROM ai_content_generations "
        f"WHERE generation_id IN ({_GENERATIONS}) AND provider = 'instructor' ORDER BY id"
    ),
    "reviews_of_content": Part(
        "SELECT id, generation_id, step, approved, review_notes, reviewed_at FROM ai_content_generations "
        "WHERE reviewed_by = %(id)s ORDER BY id"
    ),
    "sources": Part(
        "SELECT id, filename, media_type, pages, characters, words, language, size_bytes, sha256, created_at, document "
        "FROM sources "
        "WHERE owner_id = %(id)s ORDER BY id",
        rows_at_once=1,
    ),
    "audit": Part(
        "SELECT id, at, via, action, object_kind, object_id, course_id, generation_id, request_id, detail "
        "FROM audit_log WHERE actor_id = %(id)s OR (object_kind = 'user' AND object_id = %(id)s) ORDER BY id"
    ),
}
"""The lists of an export, in its order."""


async def personal_data(connection: Connection, person: UUID) -> AsyncIterator[str]:
    """One JSON document in pieces, as of one moment. It is whole when it ends with `"complete": true`.

    Nothing else may have been done in the connection's transaction.
    """
    await connection.execute(SNAPSHOT)
    [profile] = [text async for text in _rows(connection, Part(PROFILE), person)]
    yield f'{{"profile": {profile}'
    for name, part in PARTS.items():
        yield f', "{name}": ['
        before = ""
        async for text in _rows(connection, part, person):
            yield before + text
            before = ", "
        yield "]"
    yield ', "complete": true}'


async def _rows(connection: Connection, part: Part, person: UUID) -> AsyncIterator[str]:
    async with connection.cursor(name="personal_data") as cursor:
        cursor.itersize = part.rows_at_once
        await cursor.execute(f"SELECT to_jsonb(t)::text AS text FROM ({part.query}) t", {"id": person})
        async for row in cursor:
            yield row["text"]
