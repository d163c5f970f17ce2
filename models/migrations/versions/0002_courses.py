"""users, courses and what they are made of"""

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    """
    CREATE TABLE users (
        id uuid NOT NULL,
        email varchar(320) NOT NULL,
        full_name text DEFAULT '' NOT NULL,
        role varchar(16) NOT NULL,
        hashed_password text,
        is_active boolean DEFAULT true NOT NULL,
        learning_preferences jsonb DEFAULT '{}' NOT NULL,
        timezone varchar(64) DEFAULT 'UTC' NOT NULL,
        last_login_at timestamptz,
        created_at timestamptz DEFAULT now() NOT NULL,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_users PRIMARY KEY (id),
        CONSTRAINT ck_users_role CHECK (role IN ('student', 'instructor', 'admin', 'operator'))
    )
    """,
    """
    CREATE TABLE courses (
        id uuid NOT NULL,
        instructor_id uuid NOT NULL,
        title varchar(200) NOT NULL,
        description text DEFAULT '' NOT NULL,
        objectives jsonb DEFAULT '[]' NOT NULL,
        difficulty varchar(16) NOT NULL,
        depth varchar(16) NOT NULL,
        learning_style varchar(16) NOT NULL,
        language varchar(35) NOT NULL,
        category varchar(100) NOT NULL,
        tags text[] DEFAULT '{}' NOT NULL,
        status varchar(16) NOT NULL,
        progression_policy jsonb DEFAULT '{}' NOT NULL,
        expected_enrollment integer,
        current_release integer,
        published_at timestamptz,
        edited_at timestamptz,
        version integer DEFAULT 1 NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_courses PRIMARY KEY (id),
        CONSTRAINT ck_courses_difficulty CHECK (difficulty IN ('beginner', 'intermediate', 'advanced')),
        CONSTRAINT ck_courses_depth CHECK (depth IN ('overview', 'standard', 'deep')),
        CONSTRAINT ck_courses_learning_style
            CHECK (learning_style IN ('visual', 'auditory', 'reading', 'kinesthetic', 'mixed')),
        CONSTRAINT ck_courses_status CHECK (status IN ('draft', 'published', 'archived')),
        CONSTRAINT ck_courses_expected_enrollment_range CHECK (expected_enrollment >= 0),
        CONSTRAINT ck_courses_current_release_range CHECK (current_release >= 1),
        CONSTRAINT ck_courses_version_range CHECK (version >= 1),
        CONSTRAINT fk_courses_instructor_id_users FOREIGN KEY (instructor_id) REFERENCES users (id)
    )
    """,
    """
    CREATE TABLE lessons (
        id uuid NOT NULL,
        course_id uuid NOT NULL,
        title varchar(200) NOT NULL,
        summary text DEFAULT '' NOT NULL,
        objectives jsonb DEFAULT '[]' NOT NULL,
        order_index integer NOT NULL,
        is_required boolean DEFAULT true NOT NULL,
        edited_at timestamptz,
        created_at timestamptz DEFAULT now() NOT NULL,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_lessons PRIMARY KEY (id),
        CONSTRAINT uq_lessons_course_id_order_index
            UNIQUE (course_id, order_index) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_lessons_order_index_range CHECK (order_index >= 0),
        CONSTRAINT fk_lessons_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id)
    )
    """,
    """
    CREATE TABLE sections (
        id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        title varchar(200) NOT NULL,
        objectives jsonb DEFAULT '[]' NOT NULL,
        assessment_criteria jsonb DEFAULT '[]' NOT NULL,
        content jsonb DEFAULT '{}' NOT NULL,
        order_index integer NOT NULL,
        is_required boolean DEFAULT true NOT NULL,
        estimated_duration integer NOT NULL,
        prerequisites jsonb DEFAULT '[]' NOT NULL,
        gate jsonb,
        requires_retake boolean DEFAULT false NOT NULL,
        edited_at timestamptz,
        created_at timestamptz DEFAULT now() NOT NULL,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_sections PRIMARY KEY (id),
        CONSTRAINT uq_sections_lesson_id_order_index
            UNIQUE (lesson_id, order_index) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_sections_order_index_range CHECK (order_index >= 0),
        CONSTRAINT ck_sections_estimated_duration_range CHECK (estimated_duration BETWEEN 0 AND 600),
        CONSTRAINT fk_sections_lesson_id_lessons FOREIGN KEY (lesson_id) REFERENCES lessons (id)
    )
    """,
    """
    CREATE TABLE course_releases (
        course_id uuid NOT NULL,
        number integer NOT NULL,
        structure jsonb DEFAULT '{}' NOT NULL,
        published_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_course_releases PRIMARY KEY (course_id, number),
        CONSTRAINT ck_course_releases_number_range CHECK (number >= 1),
        CONSTRAINT fk_course_releases_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id)
    )
    """,
    """
    CREATE TABLE course_baselines (
        course_id uuid NOT NULL,
        expected_learners integer NOT NULL,
        tracked_metrics jsonb DEFAULT '[]' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_course_baselines PRIMARY KEY (course_id),
        CONSTRAINT ck_course_baselines_expected_learners_range CHECK (expected_learners >= 0),
        CONSTRAINT fk_course_baselines_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id)
    )
    """,
    """
    CREATE TABLE search_documents (
        id uuid NOT NULL,
        course_id uuid NOT NULL,
        section_id uuid,
        language regconfig NOT NULL,
        title text DEFAULT '' NOT NULL,
        objectives text DEFAULT '' NOT NULL,
        body text DEFAULT '' NOT NULL,
        words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector(language, title), 'A'::"char")
            || setweight(to_tsvector(language, objectives), 'B'::"char")
            || setweight(to_tsvector(language, body), 'C'::"char")
        ) STORED,
        CONSTRAINT pk_search_documents PRIMARY KEY (id),
        CONSTRAINT uq_search_documents_course_id_section_id UNIQUE NULLS NOT DISTINCT (course_id, section_id),
        CONSTRAINT fk_search_documents_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id),
        CONSTRAINT fk_search_documents_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
    """,
)
INDEXES = (
    "CREATE UNIQUE INDEX uq_users_email ON users (lower(email))",
    "CREATE INDEX ix_courses_instructor_id ON courses (instructor_id)",
    "CREATE INDEX ix_courses_status_published_at ON courses (status, published_at)",
    "CREATE INDEX ix_courses_tags ON courses USING gin (tags)",
    "CREATE INDEX ix_search_documents_title ON search_documents USING gin (unaccented(title) gin_trgm_ops)",
    "CREATE INDEX ix_search_documents_words ON search_documents USING gin (words)",
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)


def downgrade() -> None:
    for table in (
        "search_documents",
        "course_baselines",
        "course_releases",
        "sections",
        "lessons",
        "courses",
        "users",
    ):
        op.drop_table(table)
