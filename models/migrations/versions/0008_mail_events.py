"""what became of messages: suppressed ones, problems, and the events that the mail service reports"""

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"
STATUSES_BEFORE = "'pending', 'sent', 'ambiguous', 'failed'"
STATUSES = "'pending', 'sent', 'ambiguous', 'failed', 'suppressed'"
KINDS = "'processed', 'deferred', 'delivered', 'dropped', 'bounced', 'spam_report', 'unsubscribed'"

MAIL_EVENTS = f"""
    CREATE TABLE mail_events (
        event_id varchar(200) NOT NULL,
        outbox_id uuid NOT NULL,
        kind varchar(16) NOT NULL,
        happened_at timestamptz DEFAULT now() NOT NULL,
        received_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_mail_events PRIMARY KEY (event_id),
        CONSTRAINT ck_mail_events_kind CHECK (kind IN ({KINDS})),
        CONSTRAINT fk_mail_events_outbox_id_outbox FOREIGN KEY (outbox_id) REFERENCES outbox (id)
    )
"""


def upgrade() -> None:
    op.execute(
        f"""
        ALTER TABLE outbox
            ADD COLUMN problem jsonb,
            ADD COLUMN delivery varchar(16),
            ADD COLUMN delivery_at timestamptz,
            DROP CONSTRAINT ck_outbox_status,
            ADD CONSTRAINT ck_outbox_status CHECK (status IN ({STATUSES})),
            ADD CONSTRAINT ck_outbox_delivery CHECK (delivery IN ({KINDS}))
        """
    )
    op.execute(MAIL_EVENTS)
    op.execute("CREATE INDEX ix_mail_events_outbox_id ON mail_events (outbox_id)")
    # What happened stays as it was written: the default rights on later tables hold an UPDATE too many.
    op.execute(f"REVOKE ALL ON mail_events FROM {ROLE}")
    op.execute(f"GRANT SELECT, INSERT ON mail_events TO {ROLE}")


def downgrade() -> None:
    op.drop_table("mail_events")
    # Nothing was sent of a suppressed message and nothing will be: the nearest of the statuses of before is "failed".
    op.execute("UPDATE outbox SET status = 'failed' WHERE status = 'suppressed'")
    op.execute(
        f"""
        ALTER TABLE outbox
            DROP COLUMN problem,
            DROP COLUMN delivery,
            DROP COLUMN delivery_at,
            DROP CONSTRAINT ck_outbox_status,
            ADD CONSTRAINT ck_outbox_status CHECK (status IN ({STATUSES_BEFORE}))
        """
    )
