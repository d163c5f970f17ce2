"""what an instructor was told of a brief before its generation began"""

from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE generations ADD COLUMN warnings jsonb DEFAULT '[]' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE generations DROP COLUMN warnings")
