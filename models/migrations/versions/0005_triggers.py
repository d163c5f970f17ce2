"""updated_at kept, and a notification for each milestone"""

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

TOUCHED = (
    "users",
    "courses",
    "lessons",
    "sections",
    "generations",
    "enrollments",
    "lesson_progress",
    "section_progress",
)


def upgrade() -> None:
    # The clock, not now(): one who waited for a row lock must not write an earlier time than the one it waited for.
    op.execute(
        """
        CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.updated_at := clock_timestamp();
            RETURN NEW;
        END $$
        """
    )
    for table in TOUCHED:
        op.execute(
            f"CREATE TRIGGER touch_updated_at BEFORE UPDATE ON {table} FOR EACH ROW "
            "WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at()"
        )
    # Sent at commit, once a generation; who listens reads the table, so nothing is lost by not listening.
    op.execute(
        """
        CREATE FUNCTION notify_generation_event() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('generation_events', NEW.generation_id::text);
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER notify_generation_event AFTER INSERT ON generation_events "
        "FOR EACH ROW EXECUTE FUNCTION notify_generation_event()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER notify_generation_event ON generation_events")
    op.execute("DROP FUNCTION notify_generation_event()")
    for table in TOUCHED:
        op.execute(f"DROP TRIGGER touch_updated_at ON {table}")
    op.execute("DROP FUNCTION touch_updated_at()")
