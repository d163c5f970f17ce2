"""What goes with a person who leaves: their own words, wherever they stand. What figures are counted from stays."""

import json
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation
from models.milestones import locked, milestone

REMOVED = "Removed"
REJECTED = {"rejected": {"slug": "account-deleted", "detail": "The account was deleted."}}

# A course stays when it was ever published or anybody learns it; its author is then a name that there is not.
_DRAFTS = """
    SELECT c.id FROM courses c WHERE c.instructor_id = :person AND (c.status = 'archived' OR c.status <> 'published'
    AND c.current_release IS NULL AND NOT EXISTS (SELECT FROM enrollments e WHERE e.course_id = c.id))
"""

_TEXTS = f"""
    SELECT g.id FROM generations g WHERE g.instructor_id = :person
    AND (g.course_id IS NULL OR g.course_id IN ({_DRAFTS}))
"""
_ENROLLMENTS = "SELECT id FROM enrollments WHERE user_id = :person ORDER BY id"
_CITED = """
    SELECT FROM courses c WHERE c.instructor_id = :person AND (
        EXISTS (
            SELECT FROM sections s JOIN lessons l ON l.id = s.lesson_id WHERE l.course_id = c.id
            AND s.content -> 'citations' @> jsonb_build_array(jsonb_build_object('source_id', sources.id::text))
        ) OR EXISTS (
            SELECT FROM course_releases r WHERE r.course_id = c.id AND jsonb_path_exists(
                r.structure, '$.contents.*.citations[*].source_id ? (@ == $id)',
                jsonb_build_object('id', sources.id::text)
            )
        )
    )
"""
# The sentence of a problem may quote a title.
_PROBLEM = "CASE WHEN problem IS NOT NULL THEN jsonb_build_object('type', problem -> 'type', 'detail', '') END"

# The lock first: a turn of the learner's workflow that is under way ends before, and the next one finds nothing.
STATEMENTS = (
    f"{_ENROLLMENTS} FOR UPDATE",
    "SELECT FROM courses WHERE instructor_id = :person ORDER BY id FOR NO KEY UPDATE",
    f"UPDATE interaction_inbox SET body = '{{}}', body_hash = '', answer = CAST(:rejected AS jsonb) "
    f"WHERE enrollment_id IN ({_ENROLLMENTS})",
    "UPDATE outbox SET status = CASE status WHEN 'pending' THEN 'suppressed' ELSE status END, data = '{}', "
    "problem = NULL, provider_message_id = '', to_address = left(to_address, 0) WHERE user_id = :person",
    "UPDATE xapi_statements SET status = CASE status WHEN 'pending' THEN 'withheld' ELSE status END, statement = NULL, "
    "problem = NULL, next_try_at = NULL WHERE user_id = :person",
    "UPDATE webhook_deliveries SET status = CASE status WHEN 'pending' THEN 'withheld' ELSE status END, data = '{}', "
    "problem = NULL WHERE about = :person OR webhook_id IN (SELECT id FROM webhooks WHERE owner_id = :person)",
    "UPDATE webhooks SET url = '', events = '{}', secret = '', problem = NULL, "
    "removed_at = coalesce(removed_at, now()) WHERE owner_id = :person",
    "UPDATE course_invitations SET email = '', email_key = '', expires_at = least(expires_at, now()) "
    "WHERE invited_by = :person OR accepted_by = :person",
    "DELETE FROM course_editors WHERE user_id = :person",
    "UPDATE share_links SET revoked_at = coalesce(revoked_at, now()) WHERE made_by = :person",
    "UPDATE ai_content_generations SET review_notes = '' WHERE reviewed_by = :person",
    "DELETE FROM idempotency_keys WHERE owner_id = :person",
    "UPDATE refresh_tokens SET device = '' WHERE user_id = :person",
    "UPDATE generations SET idempotency_key = NULL, request_hash = '', instructions = '' WHERE instructor_id = :person",
    f"UPDATE ai_content_generations SET raw = NULL, findings = '[]', review_notes = '', problem = {_PROBLEM} "
    f"WHERE generation_id IN ({_TEXTS})",
    f"DELETE FROM generation_sections WHERE generation_id IN ({_TEXTS})",
    "DELETE FROM step_retries WHERE generation_id IN (SELECT id FROM generations WHERE instructor_id = :person)",
    f"UPDATE media_assets SET alt = '', caption = '' WHERE generation_id IN ({_TEXTS}) OR course_id IN ({_DRAFTS})",
    f"UPDATE generations SET brief = jsonb_build_object('title', CAST(:removed AS text)), outline = NULL, "
    f"refused_outline = NULL, warnings = '[]', problem = {_PROBLEM} WHERE id IN ({_TEXTS})",
    f"DELETE FROM search_documents WHERE course_id IN ({_DRAFTS})",
    "DELETE FROM section_versions WHERE section_id IN (SELECT s.id FROM sections s "
    "JOIN lessons l ON l.id = s.lesson_id JOIN courses c ON c.id = l.course_id WHERE c.instructor_id = :person)",
    "UPDATE sections SET title = :removed, objectives = '[]', assessment_criteria = '[]', content = '{}' "
    f"WHERE lesson_id IN (SELECT id FROM lessons WHERE course_id IN ({_DRAFTS}))",
    f"UPDATE lessons SET title = :removed, summary = '', objectives = '[]' WHERE course_id IN ({_DRAFTS})",
    "UPDATE sections SET title = :removed, objectives = '[]', assessment_criteria = '[]', content = '{}' "
    "WHERE removed_at IS NOT NULL AND lesson_id IN (SELECT l.id FROM lessons l JOIN courses c ON c.id = l.course_id "
    "WHERE c.instructor_id = :person)",
    "UPDATE lessons SET title = :removed, summary = '', objectives = '[]' WHERE removed_at IS NOT NULL "
    "AND course_id IN (SELECT id FROM courses WHERE instructor_id = :person)",
    "UPDATE courses SET title = :removed, description = '', objectives = '[]', category = '', tags = '{}', "
    f"status = 'archived', version = version + 1 WHERE id IN ({_DRAFTS})",
    "UPDATE sources SET filename = 'removed', words = 0, outline = '[]', carried = '{}', not_carried = '[]', "
    "figures = '[]', licence = '', "
    "sha256 = replace(id::text, '-', ''), document = jsonb_build_object("
    "'filename', 'removed', 'media_type', media_type, 'title', '', 'characters', 0, 'blocks', '[]'::jsonb) "
    f"WHERE owner_id = :person AND NOT EXISTS ({_CITED})",
    "SELECT forget_what_was_sent(:person)",
)


async def forget(session: AsyncSession, person: UUID) -> list[Generation]:
    """Empty what an account that was left has written and sent. Returns the generations that were under way."""
    ended = await _end_generations(session, person)
    connection = await session.connection()
    given = {"person": person, "rejected": json.dumps(REJECTED), "removed": REMOVED}
    for statement in STATEMENTS:
        await connection.execute(text(statement), {name: given[name] for name in given if f":{name}" in statement})
    return ended


async def _end_generations(session: AsyncSession, person: UUID) -> list[Generation]:
    running = select(Generation.id).where(
        Generation.instructor_id == person, col(Generation.status).not_in(TERMINAL_STATUSES)
    )
    ended = []
    for generation_id in (await session.exec(running.order_by(col(Generation.id)))).all():
        generation = await locked(session, generation_id)
        if generation.status not in TERMINAL_STATUSES:
            generation.status = generation.hold = "cancelled"
            milestone(session, generation, "cancelled")
            ended.append(generation)
    await session.flush()
    return ended
