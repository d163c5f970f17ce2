"""links by which a course is shown to, or learned by, whom its owner gives them"""

from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: str | None = None
depends_on: str | None = None

TABLE = """
    CREATE TABLE share_links (
        id uuid NOT NULL,
        course_id uuid NOT NULL,
        made_by uuid NOT NULL,
        mode varchar(16) NOT NULL,
        token_hash varchar(64) NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT pk_share_links PRIMARY KEY (id),
        CONSTRAINT uq_share_links_token_hash UNIQUE (token_hash),
        CONSTRAINT ck_share_links_mode CHECK (mode IN ('view', 'enroll')),
        CONSTRAINT fk_share_links_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT fk_share_links_made_by_users FOREIGN KEY (made_by) REFERENCES users (id)
    )
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("CREATE INDEX ix_share_links_course_id ON share_links (course_id)")


def downgrade() -> None:
    op.drop_table("share_links")
