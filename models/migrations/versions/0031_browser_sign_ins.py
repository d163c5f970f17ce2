"""sign-ins of browsers: which token follows which, and on what kind of device"""

from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE refresh_tokens
            ADD COLUMN in_browser boolean DEFAULT false NOT NULL,
            ADD COLUMN successor_id uuid,
            ADD COLUMN device varchar(60) DEFAULT '' NOT NULL
        """
    )


def downgrade() -> None:
    op.execute("ALTER TABLE refresh_tokens DROP COLUMN in_browser, DROP COLUMN successor_id, DROP COLUMN device")
