"""an event id belongs to its learner: what one device has made up takes nothing away from another's"""

from alembic import op

revision: str = "0022"
down_revision: str | None = "0020"
branch_labels: str | None = None
depends_on: str | None = None


def _retiring(table: str, key: str, over: str, change: str = "") -> str:
    act = f"UPDATE {table} SET {change}" if change else f"DELETE FROM {table}"
    return f"""
        RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
            WITH gone AS (
                {act} WHERE ({key}) IN (
                    SELECT {key} FROM {table} WHERE {over} < least(before, now() - interval '1 day')
                    LIMIT most FOR UPDATE SKIP LOCKED
                ) RETURNING 1
            ) SELECT count(*)::integer FROM gone
        $$
    """


def _functions(inbox: str, events: str, answers: str) -> dict[str, str]:
    sealed = "body_hash <> '' AND received_at"
    return {
        "retire_interactions": _retiring("interaction_inbox", inbox, "answer IS NOT NULL AND received_at"),
        "retire_fingerprints": _retiring("learning_events", events, sealed, "body_hash = ''"),
        "retire_review_fingerprints": _retiring("review_answers", answers, sealed, "body_hash = ''"),
    }


def _replace(functions: dict[str, str]) -> None:
    for name, body in functions.items():
        op.execute(f"CREATE OR REPLACE FUNCTION {name}(before timestamptz, most integer) {body}")


def _key(table: str, columns: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT pk_{table}, ADD CONSTRAINT pk_{table} PRIMARY KEY ({columns})")


def upgrade() -> None:
    for table, link in (("interaction_inbox", "enrollments"), ("review_answers", "review_cards")):
        column = "enrollment_id" if link == "enrollments" else "card_id"
        op.execute(f"ALTER TABLE {table} ADD COLUMN user_id uuid")
        op.execute(f"UPDATE {table} t SET user_id = o.user_id FROM {link} o WHERE o.id = t.{column}")
        op.execute(
            f"ALTER TABLE {table} ALTER COLUMN user_id SET NOT NULL, "
            f"ADD CONSTRAINT fk_{table}_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)"
        )
        _key(table, "user_id, id")
    _key("learning_events", "id, enrollment_id")
    _replace(_functions("user_id, id", "id, enrollment_id", "user_id, id"))


def downgrade() -> None:
    """Fails where two learners have used the same id since: neither may be taken away."""
    _replace(_functions("id", "id", "id"))
    _key("learning_events", "id")
    for table in ("review_answers", "interaction_inbox"):
        _key(table, "id")
        op.execute(f"ALTER TABLE {table} DROP COLUMN user_id")
