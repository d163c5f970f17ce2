"""the outline that the review refused, so that its owner can read and take it"""

from alembic import op

revision: str = "0049"
down_revision: str | None = "0048"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE generations ADD COLUMN refused_outline jsonb")
    op.execute("ALTER TABLE generations ADD COLUMN refused_call_id uuid")


def downgrade() -> None:
    op.execute("ALTER TABLE generations DROP COLUMN refused_call_id")
    op.execute("ALTER TABLE generations DROP COLUMN refused_outline")
