"""pictures that come in with a course, and that no generation has made"""

from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE media_assets ALTER COLUMN generation_id DROP NOT NULL")


def downgrade() -> None:
    """The version before knows no pictures without a generation; what was published with one keeps its name."""
    op.execute("DELETE FROM media_assets WHERE generation_id IS NULL")
    op.execute("ALTER TABLE media_assets ALTER COLUMN generation_id SET NOT NULL")
