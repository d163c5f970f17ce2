"""how long each release of a course takes, by which it is found"""

from alembic import op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE course_releases ADD COLUMN minutes integer DEFAULT 0 NOT NULL")
    op.execute("ALTER TABLE course_releases ADD CONSTRAINT ck_course_releases_minutes_range CHECK (minutes >= 0)")
    op.execute(
        """
        UPDATE course_releases r SET minutes = coalesce((
            SELECT sum((s.section ->> 'estimated_duration')::integer)
            FROM jsonb_array_elements(r.structure -> 'lessons') AS l (lesson),
                jsonb_array_elements(l.lesson -> 'sections') AS s (section)
        ), 0)
        """
    )


def downgrade() -> None:
    op.execute("ALTER TABLE course_releases DROP CONSTRAINT ck_course_releases_minutes_range")
    op.execute("ALTER TABLE course_releases DROP COLUMN minutes")
