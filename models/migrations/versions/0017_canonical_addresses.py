"""accounts are told apart by one canonical form of their address, made in Python; what generations told is forgotten

Of an event of a generation only figures and keys stay when its owner leaves, whatever else it may tell: what stays is
named, where before it was named what goes.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | None = None
depends_on: str | None = None


_GONE = "data = v.data - 'feedback' - 'title'"
_HAS_IT = " AND v.data ?| ARRAY['feedback', 'title']"
_KEPT = """
            data = (
                SELECT coalesce(jsonb_object_agg(told.key, told.value), '{}') FROM jsonb_each(v.data) told
                WHERE told.key = ANY (ARRAY['status', 'phase', 'percent', 'key', 'sections', 'course_id', 'budget'])
            ) || CASE WHEN jsonb_typeof(v.data -> 'problem') = 'object' THEN jsonb_build_object(
                'problem', jsonb_build_object('type', v.data -> 'problem' -> 'type', 'detail', '')
            ) ELSE '{}' END"""


def upgrade() -> None:
    _forget(_KEPT)
    op.execute("ALTER TABLE users ADD COLUMN email_key varchar(1000)")
    # An address of ASCII alone has the same small letters everywhere.
    op.execute("UPDATE users SET email_key = lower(btrim(email)) WHERE octet_length(email) = length(email)")
    _canonise_others()
    op.execute("ALTER TABLE users ALTER COLUMN email_key SET NOT NULL")
    op.execute("CREATE UNIQUE INDEX uq_users_email_key ON users (email_key)")
    op.execute("DROP INDEX uq_users_email")


def downgrade() -> None:
    _forget(_GONE, _HAS_IT)
    op.execute("CREATE UNIQUE INDEX uq_users_email ON users (lower(email))")
    op.execute("ALTER TABLE users DROP COLUMN email_key")


def _canonise_others() -> None:
    """Of two accounts whose addresses are one, the older keeps it; nobody can sign in to the other by an address."""
    connection = op.get_bind()
    others = sa.text("SELECT id, email FROM users WHERE email_key IS NULL ORDER BY created_at, id")
    taken = sa.text("SELECT count(*) FROM users WHERE email_key = :key")
    change = sa.text("UPDATE users SET email_key = :key WHERE id = :id")
    for user_id, email in connection.execute(others).all():
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", email.strip()).lower())
        is_taken = connection.execute(taken, {"key": key}).scalar_one()
        connection.execute(change, {"key": f"{key} {user_id}" if is_taken else key, "id": user_id})


def _forget(change: str, where: str = "") -> None:
    """The function that empties what the application may not change, of somebody who has left."""
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION forget_what_was_sent(person uuid)
        RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN
            IF NOT EXISTS (SELECT FROM users WHERE id = person AND deleted_at IS NOT NULL) THEN
                RAISE EXCEPTION 'account % was not deleted', person USING ERRCODE = 'insufficient_privilege';
            END IF;
            UPDATE learning_events v SET body_hash = '' FROM enrollments e
                WHERE e.id = v.enrollment_id AND e.user_id = person;
            UPDATE review_answers a SET body_hash = '' FROM review_cards c
                WHERE c.id = a.card_id AND c.user_id = person;
            UPDATE generation_events v SET {change} FROM generations g
                WHERE g.id = v.generation_id AND g.instructor_id = person{where};
            DELETE FROM learner_events WHERE user_id = person;
        END $$
        """
    )
