"""steps that are tried again say so, and a call under way says since when"""

from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE step_retries (
            generation_id uuid NOT NULL,
            step varchar(60) NOT NULL,
            problem jsonb DEFAULT '{}' NOT NULL,
            attempts integer NOT NULL,
            faults integer DEFAULT 0 NOT NULL,
            next_try_at timestamptz,
            is_final boolean DEFAULT false NOT NULL,
            failed_at timestamptz DEFAULT now() NOT NULL,
            CONSTRAINT pk_step_retries PRIMARY KEY (generation_id, step),
            CONSTRAINT ck_step_retries_attempts_range CHECK (attempts >= 1),
            CONSTRAINT ck_step_retries_faults_range CHECK (faults >= 0),
            CONSTRAINT fk_step_retries_generation_id_generations FOREIGN KEY (generation_id)
                REFERENCES generations (id)
        )
        """
    )
    op.execute(f"GRANT DELETE ON step_retries TO {ROLE}")
    op.execute("ALTER TABLE ai_content_generations ADD COLUMN begun_at timestamptz")


def downgrade() -> None:
    op.execute("ALTER TABLE ai_content_generations DROP COLUMN begun_at")
    op.drop_table("step_retries")
