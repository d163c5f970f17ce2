"""who has a course open to edit it, for as long as their page says so"""

from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"

TABLE = """
    CREATE TABLE course_editors (
        tab uuid NOT NULL,
        course_id uuid NOT NULL,
        user_id uuid NOT NULL,
        section_id uuid,
        began_at timestamptz DEFAULT now() NOT NULL,
        seen_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_course_editors PRIMARY KEY (tab),
        CONSTRAINT fk_course_editors_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT fk_course_editors_user_id_users FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT fk_course_editors_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("CREATE INDEX ix_course_editors_course_id ON course_editors (course_id)")
    op.execute(f"GRANT DELETE ON course_editors TO {ROLE}")


def downgrade() -> None:
    op.drop_table("course_editors")
