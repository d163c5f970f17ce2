"""reviews of a section that a late event has made incomplete again are not due"""

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE review_cards ALTER COLUMN due_at DROP NOT NULL")


def downgrade() -> None:
    op.execute("UPDATE review_cards SET due_at = created_at WHERE due_at IS NULL")
    op.execute("ALTER TABLE review_cards ALTER COLUMN due_at SET NOT NULL")
