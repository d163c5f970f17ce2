"""checks that a person has accepted, each as it was then"""

from alembic import op

revision: str = "0043"
down_revision: str | None = "0042"
branch_labels: str | None = None
depends_on: str | None = None

TABLE = """
    CREATE TABLE accepted_checks (
        section_id uuid NOT NULL,
        check_id varchar(64) NOT NULL,
        digest varchar(64) NOT NULL,
        accepted_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_accepted_checks PRIMARY KEY (section_id, check_id),
        CONSTRAINT fk_accepted_checks_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("GRANT DELETE ON accepted_checks TO lms_app_user")


def downgrade() -> None:
    op.drop_table("accepted_checks")
