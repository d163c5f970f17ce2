"""earlier texts of sections, and what was written for one and not taken yet"""

from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"

TABLE = """
    CREATE TABLE section_versions (
        section_id uuid NOT NULL,
        number integer NOT NULL,
        kind varchar(16) NOT NULL,
        title varchar(200) NOT NULL,
        objectives jsonb DEFAULT '[]' NOT NULL,
        assessment_criteria jsonb DEFAULT '[]' NOT NULL,
        content jsonb DEFAULT '{}' NOT NULL,
        origin integer,
        made_by uuid,
        generation_id uuid,
        created_at timestamptz DEFAULT now() NOT NULL,
        taken_at timestamptz,
        CONSTRAINT pk_section_versions PRIMARY KEY (section_id, number),
        CONSTRAINT ck_section_versions_kind
            CHECK (kind IN ('original', 'edit', 'generation', 'proposal', 'taken', 'restored')),
        CONSTRAINT ck_section_versions_number_range CHECK (number >= 1),
        CONSTRAINT ck_section_versions_origin_range CHECK (origin >= 1),
        CONSTRAINT fk_section_versions_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id),
        CONSTRAINT fk_section_versions_made_by_users FOREIGN KEY (made_by) REFERENCES users (id),
        CONSTRAINT fk_section_versions_generation_id_generations FOREIGN KEY (generation_id)
            REFERENCES generations (id)
    )
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(f"GRANT DELETE ON section_versions TO {ROLE}")
    op.execute("ALTER TABLE generations ADD COLUMN propose boolean DEFAULT false NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE generations DROP COLUMN propose")
    op.drop_table("section_versions")
