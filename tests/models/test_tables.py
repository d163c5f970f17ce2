"""What the tables themselves guarantee."""

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlmodel import SQLModel

from learning.progression.achievements import CRITERIA
from models.columns import new_id
from models.progress import Interaction, LearningEvent, ReviewAnswer
from models.tables import MODELS
from models.xapi import XapiStatement
from tests.models import rows
from tests.models.catalog import query, redundant_indexes

ENUMERATIONS = {
    ("one_time_tokens", "purpose"),
    ("users", "role"),
    ("courses", "difficulty"),
    ("courses", "depth"),
    ("courses", "learning_style"),
    ("courses", "status"),
    ("generations", "kind"),
    ("generations", "status"),
    ("generations", "phase"),
    ("generations", "hold"),
    ("generation_sections", "status"),
    ("ai_content_generations", "status"),
    ("media_assets", "kind"),
    ("outbox", "delivery"),
    ("mail_events", "kind"),
    ("enrollments", "status"),
    ("lesson_progress", "status"),
    ("section_progress", "status"),
    ("learning_events", "outcome"),
    ("achievements", "criteria_type"),
    ("outbox", "status"),
    ("audit_log", "actor_role"),
    ("audit_log", "via"),
    ("section_versions", "kind"),
    ("share_links", "mode"),
    ("xapi_statements", "status"),
    ("webhooks", "scope"),
    ("webhooks", "status"),
    ("webhook_deliveries", "status"),
}


def _id(rule: rows.Rule) -> str:
    return f"{rule.table}.{rule.column}"


@pytest.fixture
def without_references(owner: psycopg.Connection) -> psycopg.Connection:
    """A connection for which foreign keys are off, so that a row can be tried by itself."""
    owner.execute("SET session_replication_role = replica")
    return owner


def test_every_check_takes_its_edges_and_refuses_what_is_beyond(without_references: psycopg.Connection) -> None:
    connection = without_references
    for rule in rows.rules():
        for value in rule.takes:
            with connection.transaction(force_rollback=True):
                rows.insert(connection, rule.table, **{rule.column: value})
        for value in rule.refuses:
            with pytest.raises(psycopg.errors.CheckViolation) as refusal, connection.transaction():
                rows.insert(connection, rule.table, **{rule.column: value})
            assert refusal.value.diag.constraint_name == rule.name, f"{_id(rule)} = {value!r}"


def test_every_enumeration_and_every_number_has_a_check() -> None:
    ruled = {(rule.table, rule.column) for rule in rows.rules()}
    numbers = {
        (table.name, column.name)
        for table in rows.TABLES.values()
        for column in table.columns
        if rows.type_name(column) in {"INTEGER", "NUMERIC"}
    }
    assert ENUMERATIONS | numbers == ruled


def test_every_check_of_the_models_is_in_the_database(database: str) -> None:
    found = query(database, "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conname LIKE 'ck\\_%'")
    assert {name for (name,) in found} == {rule.name for rule in rows.rules()}


def test_something_can_be_earned_by_every_criterion(database: str) -> None:
    """A criterion comes with a migration that brings its achievements, and lets the table hold them."""
    found = query(database, "SELECT DISTINCT criteria_type FROM achievements")
    assert {name for (name,) in found} == set(CRITERIA)


def test_no_index_repeats_another(database: str) -> None:
    assert redundant_indexes(database) == []


@pytest.mark.parametrize(
    "columns", ["(user_id, course_id)", "(user_id)", "(course_id)"], ids=["unique", "prefix of unique", "same"]
)
def test_a_repeated_index_would_be_noticed(database: str, owner: psycopg.Connection, columns: str) -> None:
    owner.execute(f"CREATE INDEX again ON enrollments {columns}")
    assert any("again" in pair for pair in redundant_indexes(database))


@pytest.mark.parametrize("columns", ["(user_id) WHERE status = 'active'", "(user_id DESC)", "(lower(status))"])
def test_an_index_of_another_kind_is_no_repetition(database: str, owner: psycopg.Connection, columns: str) -> None:
    owner.execute(f"CREATE INDEX other ON enrollments {columns}")
    assert redundant_indexes(database) == []


def test_tags_and_words_have_gin_indexes(database: str) -> None:
    found = query(
        database,
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid "
        "JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin' ORDER BY 1",
    )
    assert sorted(definition.split(" USING ")[1] for (definition,) in found) == [
        "gin (figures)",
        "gin (letter_hashes)",
        "gin (tags)",
        "gin (unaccented(title) gin_trgm_ops)",
        "gin (words)",
    ]


def test_tags_are_searched_by_their_index(owner: psycopg.Connection) -> None:
    owner.execute("SET enable_seqscan = off")
    plan = owner.execute("EXPLAIN SELECT id FROM courses WHERE tags @> ARRAY['sql']").fetchall()
    assert any("ix_courses_tags" in line for (line,) in plan)


def test_every_moment_has_a_time_zone(database: str) -> None:
    found = query(
        database,
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND data_type IN ('timestamp without time zone', 'time without time zone')",
    )
    assert found == []


@pytest.mark.parametrize("part", ["lessons", "sections"])
class TestOrder:
    def _two(self, connection: psycopg.Connection, part: str) -> list[Any]:
        parent: dict[str, Any] = {"course_id": rows.course(connection)["id"]}
        if part == "sections":
            parent = {"lesson_id": rows.insert(connection, "lessons", **parent)["id"]}
        return [rows.insert(connection, part, order_index=place, **parent)["id"] for place in (0, 1)]

    def _move(self, connection: psycopg.Connection, part: str, row: Any, place: int) -> None:
        statement = sql.SQL("UPDATE {} SET order_index = %s WHERE id = %s").format(sql.Identifier(part))
        connection.execute(statement, [place, row])

    def test_two_change_places(self, app: psycopg.Connection, part: str) -> None:
        first, second = self._two(app, part)
        with app.transaction():
            self._move(app, part, first, 1)
            self._move(app, part, second, 0)
        ordered = app.execute(sql.SQL("SELECT id FROM {} ORDER BY order_index").format(sql.Identifier(part))).fetchall()
        assert ordered == [(second,), (first,)]

    def test_one_place_for_two_fails_at_the_commit(self, app: psycopg.Connection, part: str) -> None:
        first, _ = self._two(app, part)
        app.execute("BEGIN")
        self._move(app, part, first, 1)
        with pytest.raises(psycopg.errors.UniqueViolation):
            app.execute("COMMIT")


TOUCHED = [name for name, table in rows.TABLES.items() if "updated_at" in table.columns]


@pytest.mark.parametrize("table", TOUCHED)
def test_updated_at_moves_with_a_change_and_only_then(without_references: psycopg.Connection, table: str) -> None:
    connection = without_references
    # A trigger fires only for ordinary sessions.
    rows.insert(connection, table)
    connection.execute("SET session_replication_role = origin")
    name = sql.Identifier(table)
    read = sql.SQL("SELECT updated_at FROM {}").format(name)

    def after(change: sql.Composed) -> datetime:
        connection.execute(change)
        row = connection.execute(read).fetchone()
        assert row is not None
        moment: datetime = row[0]
        return moment

    made = after(sql.SQL("UPDATE {} SET updated_at = updated_at").format(name))
    column = "full_name" if table == "users" else "description" if table == "courses" else "completed_at"
    column = {"lessons": "summary", "sections": "title", "generations": "instructions"}.get(table, column)
    value = "now()" if column == "completed_at" else "'other'"
    changed = after(sql.SQL("UPDATE {} SET {} = {}").format(name, sql.Identifier(column), sql.SQL(value)))
    assert changed > made
    assert after(sql.SQL("UPDATE {} SET {} = {}").format(name, *[sql.Identifier(column)] * 2)) == changed
    assert after(sql.SQL("UPDATE {} SET updated_at = '2001-01-01Z'").format(name)) > changed


def test_every_table_with_updated_at_has_the_trigger(database: str) -> None:
    found = query(database, "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'touch_updated_at'")
    assert sorted(table for (table,) in found) == sorted(TOUCHED)


def test_ids_are_uuids_of_version_7_in_the_order_of_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
    assert {made.version for made in ids} == {7}
    now = datetime.now(UTC).timestamp() * 1000
    assert abs((ids[-1].int >> 80) - now) < 60_000


def test_every_table_with_an_id_of_ours_makes_it_so() -> None:
    sent: set[type[SQLModel]] = {Interaction, LearningEvent, ReviewAnswer}  # their ids are the senders'
    named: set[type[SQLModel]] = {XapiStatement}  # by what it says
    made = {model for model in MODELS if "id" in model.model_fields} - sent - named
    assert made
    assert {model.model_fields["id"].default_factory for model in made} == {new_id}


def test_an_address_in_its_canonical_form_has_one_account(app: psycopg.Connection) -> None:
    rows.insert(app, "users", email="ada@example.org", email_key="ada@example.org")
    with pytest.raises(psycopg.errors.UniqueViolation):
        rows.insert(app, "users", email="Ada@Example.org", email_key="ada@example.org")


def test_a_course_has_one_search_document_of_its_own(app: psycopg.Connection) -> None:
    course = rows.course(app)["id"]
    rows.insert(app, "search_documents", course_id=course)
    with pytest.raises(psycopg.errors.UniqueViolation):
        rows.insert(app, "search_documents", course_id=course)
