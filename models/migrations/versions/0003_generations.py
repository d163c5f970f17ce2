"""generations, their sources, milestones, ledger and media"""

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    """
    CREATE TABLE sources (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        sha256 varchar(64) NOT NULL,
        filename text DEFAULT '' NOT NULL,
        media_type varchar(120) NOT NULL,
        pages integer,
        characters integer NOT NULL,
        size_bytes integer NOT NULL,
        document jsonb DEFAULT '{}' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_sources PRIMARY KEY (id),
        CONSTRAINT uq_sources_owner_id_sha256 UNIQUE (owner_id, sha256),
        CONSTRAINT ck_sources_pages_range CHECK (pages >= 1),
        CONSTRAINT ck_sources_characters_range CHECK (characters >= 1),
        CONSTRAINT ck_sources_size_bytes_range CHECK (size_bytes >= 1),
        CONSTRAINT fk_sources_owner_id_users FOREIGN KEY (owner_id) REFERENCES users (id)
    )
    """,
    """
    CREATE TABLE generations (
        id uuid NOT NULL,
        instructor_id uuid NOT NULL,
        kind varchar(16) NOT NULL,
        idempotency_key varchar(255),
        request_hash varchar(64) NOT NULL,
        brief jsonb DEFAULT '{}' NOT NULL,
        section_id uuid,
        instructions text DEFAULT '' NOT NULL,
        overwrite_edits boolean DEFAULT false NOT NULL,
        status varchar(16) NOT NULL,
        phase varchar(16) NOT NULL,
        hold varchar(16) DEFAULT 'none' NOT NULL,
        percent integer NOT NULL,
        units_done integer NOT NULL,
        units_total integer NOT NULL,
        outline jsonb,
        budget numeric(14, 6),
        course_id uuid,
        problem jsonb,
        last_event integer NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_generations PRIMARY KEY (id),
        CONSTRAINT uq_generations_instructor_id_idempotency_key UNIQUE (instructor_id, idempotency_key),
        CONSTRAINT ck_generations_kind CHECK (kind IN ('course', 'section')),
        CONSTRAINT ck_generations_status
            CHECK (status IN ('queued', 'structuring', 'awaiting_review', 'generating', 'saving', 'completed',
            'needs_attention', 'failed', 'cancelled')),
        CONSTRAINT ck_generations_phase
            CHECK (phase IN ('structure', 'content', 'media', 'persistence', 'analytics')),
        CONSTRAINT ck_generations_hold CHECK (hold IN ('none', 'paused', 'cancelled')),
        CONSTRAINT ck_generations_percent_range CHECK (percent BETWEEN 0 AND 100),
        CONSTRAINT ck_generations_units_done_range CHECK (units_done >= 0),
        CONSTRAINT ck_generations_units_total_range CHECK (units_total >= 0),
        CONSTRAINT ck_generations_last_event_range CHECK (last_event >= 0),
        CONSTRAINT ck_generations_budget_range CHECK (budget >= 0),
        CONSTRAINT fk_generations_instructor_id_users FOREIGN KEY (instructor_id) REFERENCES users (id),
        CONSTRAINT fk_generations_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id),
        CONSTRAINT fk_generations_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id)
    )
    """,
    """
    CREATE TABLE ai_content_generations (
        id uuid NOT NULL,
        generation_id uuid NOT NULL,
        step varchar(60) NOT NULL,
        prompt_hash varchar(64) NOT NULL,
        provider varchar(40) NOT NULL,
        model varchar(120) NOT NULL,
        prompt_version varchar(40) NOT NULL,
        status varchar(16) NOT NULL,
        attempts integer NOT NULL,
        repeated_calls integer NOT NULL,
        raw text,
        media_key text,
        request_id text DEFAULT '' NOT NULL,
        input_tokens integer NOT NULL,
        output_tokens integer NOT NULL,
        cost numeric(14, 6) NOT NULL,
        reserved numeric(14, 6) NOT NULL,
        problem jsonb,
        quality_score numeric(3, 2),
        findings jsonb DEFAULT '[]' NOT NULL,
        parent_id uuid,
        section_id uuid,
        approved boolean,
        reviewed_by uuid,
        reviewed_at timestamptz,
        review_notes text DEFAULT '' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        answered_at timestamptz,
        CONSTRAINT pk_ai_content_generations PRIMARY KEY (id),
        CONSTRAINT uq_ai_content_generations_generation_id_step_prompt_hash
            UNIQUE (generation_id, step, prompt_hash),
        CONSTRAINT ck_ai_content_generations_status
            CHECK (status IN ('intended', 'answered', 'failed', 'ambiguous')),
        CONSTRAINT ck_ai_content_generations_attempts_range CHECK (attempts >= 0),
        CONSTRAINT ck_ai_content_generations_repeated_calls_range CHECK (repeated_calls >= 0),
        CONSTRAINT ck_ai_content_generations_input_tokens_range CHECK (input_tokens >= 0),
        CONSTRAINT ck_ai_content_generations_output_tokens_range CHECK (output_tokens >= 0),
        CONSTRAINT ck_ai_content_generations_cost_range CHECK (cost >= 0),
        CONSTRAINT ck_ai_content_generations_reserved_range CHECK (reserved >= 0),
        CONSTRAINT ck_ai_content_generations_quality_score_range CHECK (quality_score BETWEEN 0 AND 1),
        CONSTRAINT fk_ai_content_generations_generation_id_generations
            FOREIGN KEY (generation_id) REFERENCES generations (id),
        CONSTRAINT fk_ai_content_generations_parent_id_ai_content_generations
            FOREIGN KEY (parent_id) REFERENCES ai_content_generations (id),
        CONSTRAINT fk_ai_content_generations_section_id_sections
            FOREIGN KEY (section_id) REFERENCES sections (id),
        CONSTRAINT fk_ai_content_generations_reviewed_by_users FOREIGN KEY (reviewed_by) REFERENCES users (id)
    )
    """,
    """
    CREATE TABLE generation_sections (
        generation_id uuid NOT NULL,
        key varchar(8) NOT NULL,
        position integer NOT NULL,
        title varchar(200) NOT NULL,
        status varchar(16) NOT NULL,
        attempts integer NOT NULL,
        problem jsonb,
        content jsonb,
        call_id uuid,
        CONSTRAINT pk_generation_sections PRIMARY KEY (generation_id, key),
        CONSTRAINT ck_generation_sections_status CHECK (status IN ('pending', 'writing', 'written', 'waiting')),
        CONSTRAINT ck_generation_sections_position_range CHECK (position >= 0),
        CONSTRAINT ck_generation_sections_attempts_range CHECK (attempts >= 0),
        CONSTRAINT fk_generation_sections_generation_id_generations
            FOREIGN KEY (generation_id) REFERENCES generations (id),
        CONSTRAINT fk_generation_sections_call_id_ai_content_generations
            FOREIGN KEY (call_id) REFERENCES ai_content_generations (id)
    )
    """,
    """
    CREATE TABLE generation_events (
        generation_id uuid NOT NULL,
        seq integer NOT NULL,
        kind varchar(40) NOT NULL,
        data jsonb DEFAULT '{}' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_generation_events PRIMARY KEY (generation_id, seq),
        CONSTRAINT ck_generation_events_seq_range CHECK (seq >= 1),
        CONSTRAINT fk_generation_events_generation_id_generations
            FOREIGN KEY (generation_id) REFERENCES generations (id)
    )
    """,
    """
    CREATE TABLE media_assets (
        id uuid NOT NULL,
        generation_id uuid NOT NULL,
        step varchar(60) NOT NULL,
        course_id uuid,
        section_id uuid,
        kind varchar(16) NOT NULL,
        storage_key text DEFAULT '' NOT NULL,
        media_type varchar(60) NOT NULL,
        width integer NOT NULL,
        height integer NOT NULL,
        size_bytes integer NOT NULL,
        alt text DEFAULT '' NOT NULL,
        caption text DEFAULT '' NOT NULL,
        renditions jsonb DEFAULT '[]' NOT NULL,
        call_id uuid,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_media_assets PRIMARY KEY (id),
        CONSTRAINT uq_media_assets_generation_id_step UNIQUE (generation_id, step),
        CONSTRAINT ck_media_assets_kind CHECK (kind IN ('thumbnail', 'diagram')),
        CONSTRAINT ck_media_assets_width_range CHECK (width >= 1),
        CONSTRAINT ck_media_assets_height_range CHECK (height >= 1),
        CONSTRAINT ck_media_assets_size_bytes_range CHECK (size_bytes >= 1),
        CONSTRAINT fk_media_assets_generation_id_generations
            FOREIGN KEY (generation_id) REFERENCES generations (id),
        CONSTRAINT fk_media_assets_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT fk_media_assets_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id),
        CONSTRAINT fk_media_assets_call_id_ai_content_generations
            FOREIGN KEY (call_id) REFERENCES ai_content_generations (id)
    )
    """,
)
INDEXES = (
    "CREATE INDEX ix_generations_course_id ON generations (course_id)",
    "CREATE INDEX ix_generations_instructor_id_id ON generations (instructor_id, id DESC)",
    "CREATE INDEX ix_generations_status ON generations (status)",
    "CREATE INDEX ix_ai_content_generations_section_id ON ai_content_generations (section_id)",
    "CREATE INDEX ix_media_assets_course_id ON media_assets (course_id)",
    "CREATE INDEX ix_media_assets_section_id ON media_assets (section_id)",
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)


def downgrade() -> None:
    for table in (
        "media_assets",
        "generation_events",
        "generation_sections",
        "ai_content_generations",
        "generations",
        "sources",
    ):
        op.drop_table(table)
