"""who was active lately is counted with the other figures of a course, in the same reading of its enrollments"""

from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | None = None
depends_on: str | None = None

_VIEW = """
    SELECT
        c.id AS course_id,
        c.title,
        c.instructor_id,
        e.enrollments,
        e.active_enrollments,
        e.completions,
        round(e.completions::numeric / nullif(e.enrollments, 0), 4) AS completion_rate,
        e.avg_progress,
        e.total_time_spent_seconds,
        e.avg_time_spent_seconds,
        b.expected_learners{shown}
    FROM courses c
    LEFT JOIN course_baselines b ON b.course_id = c.id
    CROSS JOIN LATERAL (
        SELECT
            count(*) AS enrollments,
            count(*) FILTER (WHERE status = 'active') AS active_enrollments,
            count(completed_at) AS completions,
            round(avg(progress_percentage), 2) AS avg_progress,
            coalesce(sum(time_spent_seconds), 0) AS total_time_spent_seconds,
            round(avg(time_spent_seconds), 2) AS avg_time_spent_seconds{counted}
        FROM enrollments
        WHERE enrollments.course_id = c.id
    ) e
"""
_COUNTED = """,
            count(*) FILTER (WHERE last_activity_at > now() - interval '30 days') AS recently_active"""
_SHOWN = ",\n        e.recently_active"


def upgrade() -> None:
    query = _VIEW.format(shown=_SHOWN, counted=_COUNTED)
    op.execute(f"CREATE OR REPLACE VIEW course_analytics WITH (security_invoker = true) AS {query}")


def downgrade() -> None:
    # A view keeps its columns for as long as it is there; another one may be written to by default.
    op.execute("DROP VIEW course_analytics")
    op.execute(f"CREATE VIEW course_analytics WITH (security_invoker = true) AS {_VIEW.format(shown='', counted='')}")
    op.execute("REVOKE INSERT, UPDATE ON course_analytics FROM lms_app_user")
