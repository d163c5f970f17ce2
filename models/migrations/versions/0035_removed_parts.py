"""lessons and sections that were taken out of a course: their rows stay, for what was learned in them"""

from alembic import op

revision: str = "0035"
down_revision: str | None = "0033"
branch_labels: str | None = None
depends_on: str | None = None

PARENTS = {"lessons": "course_id", "sections": "lesson_id"}


def upgrade() -> None:
    for table, parent in PARENTS.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN removed_at timestamptz")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT uq_{table}_{parent}_order_index")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT uq_{table}_{parent}_order_index_removed_at "
            f"UNIQUE NULLS NOT DISTINCT ({parent}, order_index, removed_at) DEFERRABLE INITIALLY DEFERRED"
        )


def downgrade() -> None:
    """The version before knows of no removed parts: they come last, and are shown again."""
    for table, parent in PARENTS.items():
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT uq_{table}_{parent}_order_index_removed_at")
        op.execute(
            f"""
            UPDATE {table} t SET order_index = n.place FROM (
                SELECT id, row_number() OVER (
                    PARTITION BY {parent} ORDER BY removed_at NULLS FIRST, order_index, id
                ) - 1 AS place FROM {table}
            ) n WHERE n.id = t.id AND n.place <> t.order_index
            """
        )
        op.execute(f"ALTER TABLE {table} DROP COLUMN removed_at")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT uq_{table}_{parent}_order_index "
            f"UNIQUE ({parent}, order_index) DEFERRABLE INITIALLY DEFERRED"
        )
