"""invitations that were withdrawn, and their links known by hashes alone: the letter's is made when it is sent"""

from alembic import op

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE course_invitations ADD COLUMN withdrawn_at timestamptz")
    op.execute("ALTER TABLE course_invitations ADD COLUMN letter_hashes varchar(64)[] DEFAULT '{}' NOT NULL")
    op.execute("CREATE INDEX ix_course_invitations_letter_hashes ON course_invitations USING gin (letter_hashes)")
    op.execute("UPDATE outbox SET data = data - 'path' WHERE kind = 'course_invitation' AND data ? 'path'")


def downgrade() -> None:
    """Links of letters that were sent since open nothing any more; the version before writes letters with a link."""
    op.execute("DROP INDEX ix_course_invitations_letter_hashes")
    op.execute("UPDATE course_invitations SET expires_at = least(expires_at, now()) WHERE withdrawn_at IS NOT NULL")
    op.execute("ALTER TABLE course_invitations DROP COLUMN letter_hashes")
    op.execute("ALTER TABLE course_invitations DROP COLUMN withdrawn_at")
