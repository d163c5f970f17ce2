"""pictures that the owner of a course brings, and takes away"""

from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: str | None = None
depends_on: str | None = None


def _kinds(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE media_assets DROP CONSTRAINT ck_media_assets_kind")
    op.execute(f"ALTER TABLE media_assets ADD CONSTRAINT ck_media_assets_kind CHECK (kind IN ({listed}))")


def upgrade() -> None:
    op.execute("ALTER TABLE media_assets ALTER COLUMN generation_id DROP NOT NULL")
    op.execute("ALTER TABLE media_assets ADD COLUMN removed_at timestamptz")
    _kinds("thumbnail", "diagram", "picture")


def downgrade() -> None:
    """The version before knows no pictures without a generation; what was published with one keeps its name."""
    op.execute("DELETE FROM media_assets WHERE generation_id IS NULL")
    _kinds("thumbnail", "diagram")
    op.execute("ALTER TABLE media_assets DROP COLUMN removed_at")
    op.execute("ALTER TABLE media_assets ALTER COLUMN generation_id SET NOT NULL")
