"""learners who were taken out of a course, and people who were invited to one"""

from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: str | None = None
depends_on: str | None = None

INVITATIONS = """
    CREATE TABLE course_invitations (
        id uuid NOT NULL,
        course_id uuid NOT NULL,
        invited_by uuid NOT NULL,
        email varchar(320) NOT NULL,
        email_key varchar(1000) NOT NULL,
        token_hash varchar(64) NOT NULL,
        outbox_id uuid,
        created_at timestamptz DEFAULT now() NOT NULL,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        accepted_by uuid,
        CONSTRAINT pk_course_invitations PRIMARY KEY (id),
        CONSTRAINT uq_course_invitations_token_hash UNIQUE (token_hash),
        CONSTRAINT fk_course_invitations_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT fk_course_invitations_invited_by_users FOREIGN KEY (invited_by) REFERENCES users (id),
        CONSTRAINT fk_course_invitations_outbox_id_outbox FOREIGN KEY (outbox_id) REFERENCES outbox (id),
        CONSTRAINT fk_course_invitations_accepted_by_users FOREIGN KEY (accepted_by) REFERENCES users (id)
    )
"""


def upgrade() -> None:
    op.execute("ALTER TABLE enrollments ADD COLUMN removed_at timestamptz")
    op.execute("ALTER TABLE outbox ADD COLUMN to_address varchar(320)")
    op.execute(INVITATIONS)
    op.execute("CREATE INDEX ix_course_invitations_course_id ON course_invitations (course_id, email_key)")


def downgrade() -> None:
    op.drop_table("course_invitations")
    op.execute("ALTER TABLE outbox DROP COLUMN to_address")
    op.execute("ALTER TABLE enrollments DROP COLUMN removed_at")
