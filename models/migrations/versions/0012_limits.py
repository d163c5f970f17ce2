"""what limits and repeats are counted by: turns of callers, and the keys of requests that were answered"""

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"

TABLES = (
    # Unlogged: a turn costs no write-ahead log and no wait for the disk, and after a crash everybody begins anew.
    # No index on the time, so that a row is updated in its place.
    """
    CREATE UNLOGGED TABLE rate_limits (
        caller varchar(120) NOT NULL,
        free_at timestamptz NOT NULL,
        CONSTRAINT pk_rate_limits PRIMARY KEY (caller)
    )
    """,
    """
    CREATE TABLE idempotency_keys (
        owner_id uuid NOT NULL,
        operation varchar(64) NOT NULL,
        key varchar(255) NOT NULL,
        request_hash varchar(64) NOT NULL,
        answer_id uuid NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (owner_id, operation, key),
        CONSTRAINT fk_idempotency_keys_owner_id_users FOREIGN KEY (owner_id) REFERENCES users (id)
    )
    """,
)
INDEX = "CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at)"
# The clock is read anew after a wait for the row's lock, so that callers at once get one turn after the other.
TAKE_TURN = """
    CREATE FUNCTION take_turn(whose text, every float8, burst integer, patience float8) RETURNS float8
    LANGUAGE plpgsql AS $$
    DECLARE
        step CONSTANT interval := every * interval '1 second';
        headroom CONSTANT interval := step * (burst - 1);
        taken timestamptz;
    BEGIN
        INSERT INTO rate_limits AS kept (caller, free_at) VALUES (whose, clock_timestamp() + step)
        ON CONFLICT (caller) DO UPDATE SET free_at = greatest(kept.free_at, clock_timestamp()) + step
            WHERE kept.free_at - headroom - clock_timestamp() <= patience * interval '1 second'
        RETURNING free_at INTO taken;
        IF taken IS NOT NULL THEN
            RETURN greatest(0, extract(epoch FROM taken - step - headroom - clock_timestamp()));
        END IF;
        SELECT free_at INTO taken FROM rate_limits WHERE caller = whose;
        RETURN least(-0.001, patience - extract(epoch FROM taken - headroom - clock_timestamp()));
    END $$
"""


def upgrade() -> None:
    for statement in (*TABLES, INDEX, TAKE_TURN):
        op.execute(statement)
    op.execute(f"GRANT DELETE ON rate_limits, idempotency_keys TO {ROLE}")


def downgrade() -> None:
    op.execute("DROP FUNCTION take_turn(text, float8, integer, float8)")
    op.drop_table("idempotency_keys")
    op.drop_table("rate_limits")
