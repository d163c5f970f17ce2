"""what was read of a source and what was not stands beside it; nothing is stored for an account that was deleted"""

from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"

COLUMNS = {
    "words": "integer NOT NULL DEFAULT 0",
    "language": "varchar(8) NOT NULL DEFAULT ''",
    "outline": "jsonb NOT NULL DEFAULT '[]'",
    "carried": "jsonb NOT NULL DEFAULT '{}'",
    "not_carried": "jsonb NOT NULL DEFAULT '[]'",
}

# Of documents that were read before: what they hold says it. What was not read of them, nobody has noted.
_COUNTED = r"""
    WITH blocks AS (
        SELECT s.id, b.n, b.block ->> 'kind' AS kind, b.block ->> 'text' AS text, b.block ->> 'level' AS level,
            b.block ->> 'page' AS page,
            coalesce(array_length(regexp_split_to_array(nullif(btrim(b.block ->> 'text'), ''), '\s+'), 1), 0) AS words,
            count(*) FILTER (WHERE b.block ->> 'kind' = 'heading') OVER (PARTITION BY s.id ORDER BY b.n) AS part,
            lag(b.block ->> 'kind') OVER (PARTITION BY s.id ORDER BY b.n) AS before
        FROM sources s, jsonb_array_elements(s.document -> 'blocks') WITH ORDINALITY AS b (block, n)
    ), parts AS (
        SELECT id, part, min(n) AS n, min(left(text, 200)) FILTER (WHERE kind = 'heading') AS heading,
            min(level::int) FILTER (WHERE kind = 'heading') AS level,
            min(page::int) FILTER (WHERE kind = 'heading') AS page,
            coalesce(sum(words) FILTER (WHERE kind <> 'heading'), 0) AS words
        FROM blocks GROUP BY id, part
    ), outlines AS (
        SELECT id, jsonb_agg(jsonb_build_object('heading', heading, 'level', level, 'words', words, 'page', page)
            ORDER BY n) AS outline FROM parts WHERE part BETWEEN 1 AND 200 GROUP BY id
    ), counts AS (
        SELECT id, sum(words) AS words, jsonb_build_object(
            'tables', count(*) FILTER (WHERE kind = 'table'), 'figures', 0,
            'code', count(*) FILTER (WHERE kind = 'code'), 'math', 0,
            'lists', count(*) FILTER (WHERE kind = 'list_item' AND before IS DISTINCT FROM 'list_item')
        ) AS carried FROM blocks GROUP BY id
    )
    UPDATE sources s SET words = c.words, carried = c.carried, outline = coalesce(o.outline, '[]')
    FROM counts c LEFT JOIN outlines o ON o.id = c.id WHERE s.id = c.id
"""

# Deleting an account locks its row (accounts/leaving.py). What is written for it meanwhile waits here, and is refused
# then, whatever was known when the request came in. The lock of a learner's turn is weaker, and lets it pass.
_THERE = """
    CREATE FUNCTION account_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        person uuid := CASE TG_TABLE_NAME
            WHEN 'audit_log' THEN (to_jsonb(NEW) ->> 'actor_id')::uuid
            WHEN 'interaction_inbox' THEN
                (SELECT user_id FROM enrollments WHERE id = (to_jsonb(NEW) ->> 'enrollment_id')::uuid)
            WHEN 'review_answers' THEN
                (SELECT user_id FROM review_cards WHERE id = (to_jsonb(NEW) ->> 'card_id')::uuid)
            ELSE (to_jsonb(NEW) ->> 'user_id')::uuid
        END;
    BEGIN
        PERFORM FROM users WHERE id = person AND deleted_at IS NULL FOR KEY SHARE;
        IF NOT FOUND AND EXISTS (SELECT FROM users WHERE id = person) THEN
            RAISE EXCEPTION 'account % was deleted', person USING ERRCODE = 'CW001';
        END IF;
        RETURN NEW;
    END $$
"""

# Each write by a route stands in the log, in its own transaction, and is refused with it. The others are not logged.
TABLES = ("audit_log", "enrollments", "interaction_inbox", "review_answers", "service_keys")


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.execute(f"ALTER TABLE sources ADD COLUMN {name} {kind}")
    op.execute("ALTER TABLE sources ADD CONSTRAINT ck_sources_words_range CHECK (words >= 0)")
    op.execute(_COUNTED)
    op.execute(f"GRANT DELETE ON sources TO {ROLE}")
    op.execute(_THERE)
    for table in TABLES:
        leaving = "WHEN (NEW.action <> 'delete self')" if table == "audit_log" else ""
        op.execute(
            f"CREATE TRIGGER account_is_there BEFORE INSERT ON {table} FOR EACH ROW {leaving} "
            "EXECUTE FUNCTION account_is_there()"
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TRIGGER account_is_there ON {table}")
    op.execute("DROP FUNCTION account_is_there()")
    op.execute(f"REVOKE DELETE ON sources FROM {ROLE}")
    for name in COLUMNS:
        op.execute(f"ALTER TABLE sources DROP COLUMN {name}")
