"""confirmed addresses, and an audit log that knows of acts by a link"""

from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | None = None
depends_on: str | None = None


def _ways_in(*ways: str) -> None:
    listed = ", ".join(f"'{way}'" for way in ways)
    op.execute("ALTER TABLE audit_log DROP CONSTRAINT ck_audit_log_via")
    op.execute(f"ALTER TABLE audit_log ADD CONSTRAINT ck_audit_log_via CHECK (via IN ({listed}))")


def upgrade() -> None:
    op.execute("ALTER TABLE users ADD COLUMN email_confirmed_at timestamptz")
    _ways_in("token", "key", "local", "command", "link")


def downgrade() -> None:
    """Fails where something was done by a link since: a row of the log is never changed."""
    _ways_in("token", "key", "local", "command")
    op.execute("ALTER TABLE users DROP COLUMN email_confirmed_at")
