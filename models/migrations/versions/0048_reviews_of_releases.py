"""when a person had reviewed each release, as it was then: a later review no longer changes what its packages say"""

from alembic import op

revision: str = "0048"
down_revision: str | None = "0046"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE course_releases ADD COLUMN reviewed_at timestamp with time zone")
    op.execute(
        """
        UPDATE course_releases r SET reviewed_at = (
            SELECT CASE WHEN bool_and(coalesce(n.approved AND n.reviewed_at <= r.published_at, false))
                THEN max(n.reviewed_at) END
            FROM (
                SELECT DISTINCT ON (c.section_id) c.approved, c.reviewed_at
                FROM ai_content_generations c JOIN generations g ON g.id = c.generation_id
                WHERE g.course_id = r.course_id AND c.status = 'answered' AND c.media_key IS NULL
                    AND c.provider <> 'instructor' AND c.section_id IS NOT NULL AND c.created_at <= r.published_at
                ORDER BY c.section_id, c.id DESC
            ) n
        )
        """
    )


def downgrade() -> None:
    op.execute("ALTER TABLE course_releases DROP COLUMN reviewed_at")
