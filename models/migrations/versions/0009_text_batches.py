"""batches of calls: sent together, and found again when nobody knows whether they were taken"""

from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE text_batches (
            id uuid NOT NULL,
            generation_id uuid NOT NULL,
            turn integer NOT NULL,
            batch_id text DEFAULT '' NOT NULL,
            created_at timestamptz DEFAULT now() NOT NULL,
            CONSTRAINT pk_text_batches PRIMARY KEY (id),
            CONSTRAINT uq_text_batches_generation_id_turn UNIQUE (generation_id, turn),
            CONSTRAINT ck_text_batches_turn_range CHECK (turn >= 1),
            CONSTRAINT fk_text_batches_generation_id_generations FOREIGN KEY (generation_id) REFERENCES generations (id)
        )
        """
    )
    op.execute("CREATE INDEX ix_text_batches_created_at ON text_batches (created_at)")


def downgrade() -> None:
    op.drop_table("text_batches")
