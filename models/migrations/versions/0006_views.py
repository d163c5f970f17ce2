"""the figures of a course and of a learner"""

from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

# Each subquery aggregates one table by itself, so no row is counted once for each row of another table; lateral, so
# that asking for one course or one learner reads only their rows. Figures that need an enrollment are NULL without one.
VIEWS = {
    "course_analytics": """
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
            b.expected_learners
        FROM courses c
        LEFT JOIN course_baselines b ON b.course_id = c.id
        CROSS JOIN LATERAL (
            SELECT
                count(*) AS enrollments,
                count(*) FILTER (WHERE status = 'active') AS active_enrollments,
                count(completed_at) AS completions,
                round(avg(progress_percentage), 2) AS avg_progress,
                coalesce(sum(time_spent_seconds), 0) AS total_time_spent_seconds,
                round(avg(time_spent_seconds), 2) AS avg_time_spent_seconds
            FROM enrollments
            WHERE enrollments.course_id = c.id
        ) e
    """,
    "user_learning_dashboard": """
        SELECT
            u.id AS user_id,
            e.courses_enrolled,
            e.courses_completed,
            e.courses_in_progress,
            e.avg_progress,
            e.time_spent_seconds,
            a.achievements,
            e.last_activity_at
        FROM users u
        CROSS JOIN LATERAL (
            SELECT
                count(*) AS courses_enrolled,
                count(completed_at) AS courses_completed,
                count(*) FILTER (WHERE status = 'active' AND completed_at IS NULL) AS courses_in_progress,
                round(avg(progress_percentage), 2) AS avg_progress,
                coalesce(sum(time_spent_seconds), 0) AS time_spent_seconds,
                max(last_activity_at) AS last_activity_at
            FROM enrollments
            WHERE enrollments.user_id = u.id
        ) e
        CROSS JOIN LATERAL (
            SELECT count(*) AS achievements FROM user_achievements WHERE user_achievements.user_id = u.id
        ) a
    """,
}


def upgrade() -> None:
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} WITH (security_invoker = true) AS {query}")


def downgrade() -> None:
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
