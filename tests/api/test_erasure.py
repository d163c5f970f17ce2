"""Whatever column a person's words stand in, they go with the person: tried for every column that can hold text."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlmodel import select

from models.courses import Course
from models.editing import AcceptedCheck, CourseEditor
from models.generations import GenerationEvent, GenerationSection, Source, StepRetry, TextBatch
from models.outbox import OutboxMessage
from models.progress import Enrollment
from models.session import libpq_url
from models.sharing import CourseInvitation, ShareLink
from models.tables import METADATA, MODELS
from models.versions import SectionVersion
from models.webhooks import Webhook, WebhookDelivery
from models.xapi import XapiStatement
from tests.api.people import Person, Town
from tests.api.test_stored_text import bring, course, generated

WORD = "planted7marker"
ELSEWHERE = {table.__tablename__ for table in MODELS if table.__module__ == "models.progress"} | {
    "audit_log",
    "course_baselines",
    "course_releases",
    "idempotency_keys",
    "mail_events",
    "one_time_tokens",
    "refresh_tokens",
}
"""Not of an instructor with a draft: what learners leave and sign-ins are tried in test_personal_data.py, the audit log
stays, releases and baselines are of courses that were published, events of mail name an address of the service's."""


def _rows() -> dict[str, str]:
    """The rows of an instructor by table: those that refer to the person, or to a row that does."""
    rows = {"users": "id = %(person)s"}
    for table in METADATA.sorted_tables:
        references = [
            f"{key.parent.name} IN (SELECT {key.column.name} FROM {key.column.table.name} WHERE {rows[of]})"
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
            if (of := key.column.table.name) in rows and of != table.name
        ]
        if references and table.name not in ELSEWHERE:
            rows[table.name] = " OR ".join(references)
    return rows


ROWS = _rows()
OURS = {
    ("ai_content_generations", name)
    for name in ("step", "prompt_hash", "provider", "model", "prompt_version", "media_key", "request_id")
} | {
    ("courses", "language"),
    ("courses", "progression_policy"),
    ("generation_events", "kind"),
    ("generation_sections", "key"),
    ("media_assets", "media_type"),
    ("media_assets", "renditions"),
    ("media_assets", "step"),
    ("media_assets", "storage_key"),
    ("outbox", "dedupe_key"),
    ("outbox", "kind"),
    ("section_versions", "kind"),
    ("share_links", "token_hash"),
    ("accepted_checks", "check_id"),
    ("accepted_checks", "digest"),
    ("course_invitations", "letter_hashes"),
    ("course_invitations", "token_hash"),
    ("sections", "gate"),
    ("sections", "prerequisites"),
    ("service_keys", "secret_hash"),
    ("service_keys", "scopes"),
    ("sources", "media_type"),
    ("step_retries", "step"),
    ("text_batches", "batch_id"),
    ("webhook_deliveries", "kind"),
    ("xapi_statements", "part"),
    ("xapi_statements", "outcome"),
}
"""Columns whose values are of the system: kinds, keys, hashes, numbers, names of models. Nobody can write into them."""


def first_section(made: dict[str, Any]) -> str:
    return str(made["lessons"][0]["sections"][0]["id"])


async def instructor(town: Town) -> Person:
    """Somebody with a row in each table."""
    person = await town.person("instructor")
    made = await bring(person, course())
    elsewhere = await bring(await town.person("instructor"), course())
    call_id = await generated(town, person, UUID(made["id"]))
    await town.key(person, "author")
    async with town.sessions() as session, session.begin():
        connection = await session.connection()
        found = await connection.execute(
            text("SELECT generation_id FROM ai_content_generations WHERE id = :id"), {"id": call_id}
        )
        generation_id = found.scalar_one()
        learns = Enrollment(user_id=person.id, course_id=UUID(elsewhere["id"]))
        hook = Webhook(owner_id=person.id, url="https://x", events=["course.completed"], scope="own", secret="s")
        session.add_all([learns, hook])
        await session.flush()
        outbox: dict[str, Any] = {"kind": "course_ready", "dedupe_key": "x", "user_id": person.id, "status": "pending"}
        session.add_all(
            [
                GenerationSection(generation_id=generation_id, key="1.1", position=0, title="Yeast"),
                GenerationEvent(generation_id=generation_id, seq=1, kind="queued", data={"title": "Bread"}),
                TextBatch(generation_id=generation_id, turn=1),
                StepRetry(generation_id=generation_id, step="structure", attempts=1, problem={}),
                Source(owner_id=person.id, sha256="0", filename="a.md", media_type="x", characters=1, size_bytes=1),
                OutboxMessage(**outbox),
                ShareLink(course_id=UUID(made["id"]), made_by=person.id, mode="view", token_hash="1"),
                CourseInvitation(
                    course_id=UUID(made["id"]),
                    invited_by=person.id,
                    email="a@example.org",
                    email_key="a@example.org",
                    token_hash="2",
                    expires_at=datetime.now(UTC),
                ),
                CourseEditor(tab=uuid4(), course_id=UUID(made["id"]), user_id=person.id),
                AcceptedCheck(section_id=UUID(first_section(made)), check_id="k1", digest="0"),
                WebhookDelivery(webhook_id=hook.id, kind="course.completed"),
                XapiStatement(id=uuid4(), user_id=person.id, enrollment_id=learns.id, statement={"actor": {}}),
                SectionVersion(section_id=UUID(first_section(made)), number=1, kind="original", title="Yeast"),
            ]
        )
    await town.run("UPDATE generations SET last_event = 1")
    return person


def text_columns(connection: psycopg.Connection[Any]) -> list[tuple[str, str, str]]:
    query = (
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name = ANY(%s) AND is_generated = 'NEVER' "
        "AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY') ORDER BY 1, 2"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query, [list(ROWS)]).fetchall()]


def plant(connection: psycopg.Connection[Any], table: str, column: str, kind: str, person: UUID) -> bool:
    """Put the word into the column of all rows of the person, deep inside of JSON; False where nothing takes it."""
    values = {
        "jsonb": "jsonb_build_object('type', '/problems/x', 'detail', {word}, 'deep', jsonb_build_array("
        "jsonb_build_object('deeper', {word})))",
        "ARRAY": "ARRAY[{word}]",
    }
    value = sql.SQL(values.get(kind, "{word}")).format(word=sql.Literal(WORD))
    if kind == "jsonb":
        value = sql.SQL(
            "CASE jsonb_typeof({column}) WHEN 'array' THEN jsonb_build_array({value}) "
            "WHEN 'object' THEN {column} || {value} ELSE {value} END"
        ).format(column=sql.Identifier(column), value=value)
    statement = sql.SQL("UPDATE {table} SET {column} = {value} WHERE {rows}").format(
        table=sql.Identifier(table),
        column=sql.Identifier(column),
        value=value,
        rows=sql.SQL(ROWS[table]),
    )
    try:
        with connection.transaction():
            return connection.execute(statement, {"person": person}).rowcount > 0
    except (psycopg.errors.CheckViolation, psycopg.errors.DataError, psycopg.errors.ForeignKeyViolation):
        return False


def holding(connection: psycopg.Connection[Any]) -> set[tuple[str, str]]:
    """The columns of the whole database in which the word stands."""
    found = set()
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    for (table,) in tables:
        query = sql.SQL(
            "SELECT DISTINCT part.key FROM {table} t, jsonb_each_text(to_jsonb(t)) part "
            "WHERE position({word} in part.value) > 0"
        ).format(table=sql.Identifier(table), word=sql.Literal(WORD))
        found |= {(table, key) for (key,) in connection.execute(query).fetchall()}
    return found


async def test_no_column_keeps_the_words_of_who_has_left(town: Town, database_url: str) -> None:
    person = await instructor(town)
    with psycopg.connect(libpq_url(database_url, role=None), autocommit=True) as owner:
        planted = {
            (table, column)
            for table, column, kind in text_columns(owner)
            if (table, column) not in OURS and plant(owner, table, column, kind, person.id)
        }
        without_words = {"text_batches", "share_links", "course_editors", "accepted_checks"}
        not_there = without_words | {"search_documents"}  # of courses that were published
        assert {table for table, _ in planted} == set(ROWS) - not_there
        assert {("media_assets", "alt"), ("media_assets", "caption"), ("sections", "content")} <= planted
        assert holding(owner) >= planted
        answer = await person.api.delete("/api/me")
        assert answer.status_code == 204, answer.text
        assert holding(owner) == set()


@pytest.mark.parametrize("status", ["published", "learned"])
async def test_of_a_course_that_stays_the_words_stay(town: Town, database_url: str, status: str) -> None:
    person = await instructor(town)
    await town.run("UPDATE media_assets SET alt = :word", word=WORD)
    if status == "published":
        await town.run("UPDATE courses SET status = 'published', current_release = 1")
    else:
        learner = await town.person()
        async with town.sessions() as session, session.begin():
            [made] = (await session.exec(select(Course.id).where(Course.instructor_id == person.id))).all()
            session.add(Enrollment(user_id=learner.id, course_id=made, release=1))
    assert (await person.api.delete("/api/me")).status_code == 204
    with psycopg.connect(libpq_url(database_url, role=None), autocommit=True) as owner:
        assert holding(owner) == {("media_assets", "alt")}
