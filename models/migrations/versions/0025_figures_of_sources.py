"""the pictures of a source stand beside it, so that they can be shown and are not swept away; and its licence"""

from alembic import op

revision: str = "0025"
down_revision: str | None = "0023"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE sources ADD COLUMN figures jsonb DEFAULT '[]' NOT NULL")
    op.execute("ALTER TABLE sources ADD COLUMN licence varchar(200) DEFAULT '' NOT NULL")
    op.execute("CREATE INDEX ix_sources_figures ON sources USING gin (figures)")


def downgrade() -> None:
    op.execute("ALTER TABLE sources DROP COLUMN licence, DROP COLUMN figures")
