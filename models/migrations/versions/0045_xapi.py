"""what is said of learners to a Learning Record Store"""

from alembic import op

revision: str = "0045"
down_revision: str | None = "0043"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    """
    CREATE TABLE xapi_statements (
        id uuid NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        user_id uuid NOT NULL,
        enrollment_id uuid NOT NULL,
        event_id uuid,
        part varchar(80),
        outcome varchar(32),
        voids uuid,
        is_voided boolean DEFAULT false NOT NULL,
        statement jsonb,
        status varchar(16) NOT NULL,
        attempts integer NOT NULL,
        tried_at timestamptz,
        next_try_at timestamptz,
        problem jsonb,
        created_at timestamptz DEFAULT now() NOT NULL,
        settled_at timestamptz,
        CONSTRAINT pk_xapi_statements PRIMARY KEY (id),
        CONSTRAINT ck_xapi_statements_status CHECK (status IN ('pending', 'sent', 'refused', 'withheld')),
        CONSTRAINT ck_xapi_statements_attempts_range CHECK (attempts >= 0),
        CONSTRAINT fk_xapi_statements_user_id_users FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT fk_xapi_statements_enrollment_id_enrollments FOREIGN KEY (enrollment_id) REFERENCES enrollments (id)
    )
    """,
    """
    CREATE TABLE xapi_positions (
        enrollment_id uuid NOT NULL,
        version integer NOT NULL,
        problem jsonb,
        next_try_at timestamptz,
        CONSTRAINT pk_xapi_positions PRIMARY KEY (enrollment_id),
        CONSTRAINT ck_xapi_positions_version_range CHECK (version >= 0),
        CONSTRAINT fk_xapi_positions_enrollment_id_enrollments FOREIGN KEY (enrollment_id) REFERENCES enrollments (id)
    )
    """,
    """
    CREATE TABLE xapi_stores (
        slot integer NOT NULL,
        endpoint text DEFAULT '' NOT NULL,
        since timestamptz DEFAULT now() NOT NULL,
        problem jsonb,
        attempts integer NOT NULL,
        failing_since timestamptz,
        next_try_at timestamptz,
        taken_at timestamptz,
        CONSTRAINT pk_xapi_stores PRIMARY KEY (slot),
        CONSTRAINT ck_xapi_stores_slot_range CHECK (slot BETWEEN 1 AND 1),
        CONSTRAINT ck_xapi_stores_attempts_range CHECK (attempts >= 0)
    )
    """,
)
INDEXES = (
    "CREATE INDEX ix_xapi_statements_enrollment_id ON xapi_statements (enrollment_id)",
    "CREATE INDEX ix_xapi_statements_pending ON xapi_statements (seq) WHERE status = 'pending'",
    "CREATE INDEX ix_xapi_statements_waiting ON xapi_statements (user_id, next_try_at) "
    "WHERE status = 'pending' AND next_try_at IS NOT NULL",
    "CREATE INDEX ix_xapi_statements_refused ON xapi_statements (seq) WHERE status = 'refused'",
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)


def downgrade() -> None:
    for table in ("xapi_stores", "xapi_positions", "xapi_statements"):
        op.drop_table(table)
