"""tokens in links that a person is given: each opens one thing, once, for a while"""

from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE one_time_tokens (
            id uuid NOT NULL,
            user_id uuid NOT NULL,
            purpose varchar(16) NOT NULL,
            token_hash varchar(64) NOT NULL,
            created_at timestamptz DEFAULT now() NOT NULL,
            expires_at timestamptz NOT NULL,
            CONSTRAINT pk_one_time_tokens PRIMARY KEY (id),
            CONSTRAINT uq_one_time_tokens_token_hash UNIQUE (token_hash),
            CONSTRAINT ck_one_time_tokens_purpose CHECK (purpose IN ('sign_in', 'reset', 'confirm')),
            CONSTRAINT fk_one_time_tokens_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)
        )
        """
    )
    op.execute("CREATE INDEX ix_one_time_tokens_user_id ON one_time_tokens (user_id)")
    op.execute(f"GRANT DELETE ON one_time_tokens TO {ROLE}")
    op.execute(
        "CREATE TRIGGER account_is_there BEFORE INSERT ON one_time_tokens FOR EACH ROW "
        "EXECUTE FUNCTION account_is_there()"
    )


def downgrade() -> None:
    op.drop_table("one_time_tokens")
