"""by whom each text of a release was written and reviewed, as it was then: a later review no longer changes that"""

from alembic import op

revision: str = "0051"
down_revision: str | None = "0049"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE course_releases ADD COLUMN texts jsonb NOT NULL DEFAULT '[]'")
    op.execute(
        """
        UPDATE course_releases r SET texts = coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'section_id', n.section_id, 'provider', n.provider, 'model', n.model,
                'approved', n.was_approved,
                'reviewed_at', CASE WHEN n.was_approved THEN n.reviewed_at END,
                'reviewed_by', CASE WHEN n.was_approved THEN n.reviewed_by END
            ) ORDER BY n.section_id)
            FROM (
                SELECT DISTINCT ON (c.section_id) c.section_id, c.provider, c.model, c.reviewed_at, c.reviewed_by,
                    coalesce(c.approved AND c.reviewed_at <= r.published_at, false) AS was_approved
                FROM ai_content_generations c
                WHERE c.section_id::text IN (SELECT jsonb_object_keys(r.structure->'contents'))
                    AND c.status = 'answered' AND c.media_key IS NULL AND c.provider <> 'instructor'
                    AND c.created_at <= r.published_at
                ORDER BY c.section_id, c.id DESC
            ) n
        ), '[]') WHERE jsonb_typeof(r.structure->'contents') = 'object'
        """
    )


def downgrade() -> None:
    op.execute("ALTER TABLE course_releases DROP COLUMN texts")
