"""what lets people in: refresh tokens, service keys, and the users' epoch of tokens"""

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None

# The application's rights are those on all later tables: it reads, adds and changes, and deletes nothing.
TABLES = (
    """
    CREATE TABLE refresh_tokens (
        id uuid NOT NULL,
        family_id uuid NOT NULL,
        user_id uuid NOT NULL,
        token_hash varchar(64) NOT NULL,
        issued_at timestamptz DEFAULT now() NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT pk_refresh_tokens PRIMARY KEY (id),
        CONSTRAINT uq_refresh_tokens_token_hash UNIQUE (token_hash),
        CONSTRAINT fk_refresh_tokens_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)
    )
    """,
    """
    CREATE TABLE service_keys (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        name varchar(200) DEFAULT '' NOT NULL,
        secret_hash varchar(64) NOT NULL,
        scopes text[] DEFAULT '{}' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT pk_service_keys PRIMARY KEY (id),
        CONSTRAINT fk_service_keys_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)
    )
    """,
)
INDEXES = (
    "CREATE INDEX ix_refresh_tokens_family_id ON refresh_tokens (family_id)",
    "CREATE INDEX ix_refresh_tokens_user_id ON refresh_tokens (user_id)",
    "CREATE INDEX ix_service_keys_user_id ON service_keys (user_id)",
)


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE users
            ADD COLUMN deactivated_at timestamptz,
            ADD COLUMN token_epoch integer DEFAULT 0 NOT NULL,
            ADD CONSTRAINT ck_users_token_epoch_range CHECK (token_epoch >= 0)
        """
    )
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)


def downgrade() -> None:
    for table in ("service_keys", "refresh_tokens"):
        op.drop_table(table)
    op.execute("ALTER TABLE users DROP COLUMN token_epoch, DROP COLUMN deactivated_at")
