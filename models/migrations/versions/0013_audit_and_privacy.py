"""who did what, in a log that is only ever added to; and people who leave, of whom only figures stay"""

from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"

AUDIT_LOG = """
    CREATE TABLE audit_log (
        id uuid NOT NULL,
        at timestamptz DEFAULT now() NOT NULL,
        actor_id uuid,
        actor_role varchar(16),
        via varchar(16) NOT NULL,
        action varchar(40) NOT NULL,
        object_kind varchar(24) NOT NULL,
        object_id uuid NOT NULL,
        course_id uuid,
        generation_id uuid,
        request_id varchar(200),
        detail jsonb DEFAULT '{}' NOT NULL,
        CONSTRAINT pk_audit_log PRIMARY KEY (id),
        CONSTRAINT ck_audit_log_actor_role CHECK (actor_role IN ('student', 'instructor', 'admin', 'operator')),
        CONSTRAINT ck_audit_log_via CHECK (via IN ('token', 'key', 'local', 'command')),
        CONSTRAINT fk_audit_log_actor_id_users FOREIGN KEY (actor_id) REFERENCES users (id),
        CONSTRAINT fk_audit_log_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT fk_audit_log_generation_id_generations FOREIGN KEY (generation_id) REFERENCES generations (id)
    )
"""
INDEXES = (
    "CREATE INDEX ix_audit_log_actor_id ON audit_log (actor_id)",
    "CREATE INDEX ix_audit_log_course_id ON audit_log (course_id)",
    "CREATE INDEX ix_audit_log_generation_id ON audit_log (generation_id)",
)


def _retiring(table: str, key: str, over: str, change: str = "") -> str:
    """A function that takes at most so many rows of a table away, or changes them, that are over and a day old."""
    act = f"UPDATE {table} SET {change}" if change else f"DELETE FROM {table}"
    return f"""
        RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
            WITH gone AS (
                {act} WHERE ({key}) IN (
                    SELECT {key} FROM {table} WHERE {over.format(before="least(before, now() - interval '1 day')")}
                    LIMIT most FOR UPDATE SKIP LOCKED
                ) RETURNING 1
            ) SELECT count(*)::integer FROM gone
        $$
    """


# What was sent stays as it was written, so the application has no right to change it. These may, within their limits.
FUNCTIONS = {
    # Only of somebody who has left: what they wrote of outlines and called courses, what their device was told, and the
    # fingerprints of their answers.
    "forget_what_was_sent(person uuid)": """
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN
            IF NOT EXISTS (SELECT FROM users WHERE id = person AND deleted_at IS NOT NULL) THEN
                RAISE EXCEPTION 'account % was not deleted', person USING ERRCODE = 'insufficient_privilege';
            END IF;
            UPDATE learning_events v SET body_hash = '' FROM enrollments e
                WHERE e.id = v.enrollment_id AND e.user_id = person;
            UPDATE review_answers a SET body_hash = '' FROM review_cards c
                WHERE c.id = a.card_id AND c.user_id = person;
            UPDATE generation_events v SET data = v.data - 'feedback' - 'title' FROM generations g
                WHERE g.id = v.generation_id AND g.instructor_id = person AND v.data ?| ARRAY['feedback', 'title'];
            DELETE FROM learner_events WHERE user_id = person;
        END $$
    """,
    "retire_interactions(before timestamptz, most integer)": _retiring(
        "interaction_inbox", "id", "answer IS NOT NULL AND received_at < {before}"
    ),
    "retire_fingerprints(before timestamptz, most integer)": _retiring(
        "learning_events", "id", "body_hash <> '' AND received_at < {before}", "body_hash = ''"
    ),
    "retire_review_fingerprints(before timestamptz, most integer)": _retiring(
        "review_answers", "id", "body_hash <> '' AND received_at < {before}", "body_hash = ''"
    ),
    "retire_told(before timestamptz, most integer)": _retiring(
        "learner_events", "user_id, seq", "created_at < {before}"
    ),
    # The last one stays, by which a stream ends.
    "retire_milestones(before timestamptz, most integer)": _retiring(
        "generation_events",
        "generation_id, seq",
        "created_at < {before} AND EXISTS (SELECT FROM generations g WHERE g.id = generation_id "
        "AND g.status IN ('completed', 'failed', 'cancelled') AND g.updated_at < {before} AND seq < g.last_event)",
    ),
    "retire_sign_ins(before timestamptz, most integer)": _retiring("refresh_tokens", "id", "expires_at < {before}"),
}


def upgrade() -> None:
    for statement in (AUDIT_LOG, *INDEXES):
        op.execute(statement)
    op.execute(f"REVOKE UPDATE ON audit_log FROM {ROLE}")
    # Rights bind the application; this binds whoever owns the table as well, and needs DDL to be undone.
    op.execute(
        """
        CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP
                USING ERRCODE = 'insufficient_privilege';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute("ALTER TABLE users ADD COLUMN deleted_at timestamptz")
    for signature, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {signature} {body}")
        op.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {ROLE}")


def downgrade() -> None:
    for signature in FUNCTIONS:
        op.execute(f"DROP FUNCTION {signature}")
    op.execute("ALTER TABLE users DROP COLUMN deleted_at")
    op.drop_table("audit_log")
    op.execute("DROP FUNCTION refuse_rewriting()")
