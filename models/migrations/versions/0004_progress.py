"""enrollments, progress, achievements and the outbox"""

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    """
    CREATE TABLE enrollments (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        course_id uuid NOT NULL,
        status varchar(16) NOT NULL,
        progress_percentage numeric(5, 2),
        time_spent_seconds integer NOT NULL,
        enrolled_at timestamptz DEFAULT now() NOT NULL,
        completed_at timestamptz,
        last_activity_at timestamptz,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_enrollments PRIMARY KEY (id),
        CONSTRAINT uq_enrollments_user_id_course_id UNIQUE (user_id, course_id),
        CONSTRAINT ck_enrollments_status CHECK (status IN ('active', 'completed', 'dropped')),
        CONSTRAINT ck_enrollments_progress_percentage_range CHECK (progress_percentage BETWEEN 0 AND 100),
        CONSTRAINT ck_enrollments_time_spent_seconds_range CHECK (time_spent_seconds >= 0),
        CONSTRAINT fk_enrollments_user_id_users FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT fk_enrollments_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id)
    )
    """,
    """
    CREATE TABLE lesson_progress (
        enrollment_id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        status varchar(16) NOT NULL,
        progress_percentage numeric(5, 2),
        completed_at timestamptz,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_lesson_progress PRIMARY KEY (enrollment_id, lesson_id),
        CONSTRAINT ck_lesson_progress_status CHECK (status IN ('not_started', 'in_progress', 'completed')),
        CONSTRAINT ck_lesson_progress_progress_percentage_range CHECK (progress_percentage BETWEEN 0 AND 100),
        CONSTRAINT fk_lesson_progress_enrollment_id_enrollments
            FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT fk_lesson_progress_lesson_id_lessons FOREIGN KEY (lesson_id) REFERENCES lessons (id)
    )
    """,
    """
    CREATE TABLE section_progress (
        enrollment_id uuid NOT NULL,
        section_id uuid NOT NULL,
        status varchar(16) NOT NULL,
        attempts integer NOT NULL,
        best_score numeric(5, 2),
        last_score numeric(5, 2),
        time_spent_seconds integer NOT NULL,
        interactions integer NOT NULL,
        mastery jsonb,
        completed_at timestamptz,
        updated_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_section_progress PRIMARY KEY (enrollment_id, section_id),
        CONSTRAINT ck_section_progress_status CHECK (status IN ('not_started', 'in_progress', 'completed')),
        CONSTRAINT ck_section_progress_attempts_range CHECK (attempts >= 0),
        CONSTRAINT ck_section_progress_best_score_range CHECK (best_score BETWEEN 0 AND 100),
        CONSTRAINT ck_section_progress_last_score_range CHECK (last_score BETWEEN 0 AND 100),
        CONSTRAINT ck_section_progress_time_spent_seconds_range CHECK (time_spent_seconds >= 0),
        CONSTRAINT ck_section_progress_interactions_range CHECK (interactions >= 0),
        CONSTRAINT fk_section_progress_enrollment_id_enrollments
            FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT fk_section_progress_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
    """,
    """
    CREATE TABLE learning_events (
        id uuid NOT NULL,
        enrollment_id uuid NOT NULL,
        section_id uuid NOT NULL,
        body_hash varchar(64) NOT NULL,
        data jsonb DEFAULT '{}' NOT NULL,
        outcome varchar(32) NOT NULL,
        occurred_at timestamptz DEFAULT now() NOT NULL,
        received_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_learning_events PRIMARY KEY (id),
        CONSTRAINT ck_learning_events_outcome
            CHECK (outcome IN ('completed', 'insufficient_engagement', 'mastery_not_achieved',
            'progression_blocked')),
        CONSTRAINT fk_learning_events_enrollment_id_enrollments
            FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT fk_learning_events_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
    """,
    """
    CREATE TABLE achievements (
        id uuid NOT NULL,
        slug varchar(60) NOT NULL,
        title text DEFAULT '' NOT NULL,
        description text DEFAULT '' NOT NULL,
        criteria_type varchar(32) NOT NULL,
        criteria jsonb DEFAULT '{}' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_achievements PRIMARY KEY (id),
        CONSTRAINT ck_achievements_criteria_type
            CHECK (criteria_type IN ('first_section', 'lesson_complete', 'course_complete', 'perfect_score',
            'streak_days', 'time_spent', 'courses_completed', 'mastery')),
        CONSTRAINT uq_achievements_slug UNIQUE (slug)
    )
    """,
    """
    CREATE TABLE user_achievements (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        achievement_id uuid NOT NULL,
        course_id uuid,
        earned_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_user_achievements PRIMARY KEY (id),
        CONSTRAINT uq_user_achievements_user_id_achievement_id UNIQUE (user_id, achievement_id),
        CONSTRAINT fk_user_achievements_user_id_users FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT fk_user_achievements_achievement_id_achievements
            FOREIGN KEY (achievement_id) REFERENCES achievements (id),
        CONSTRAINT fk_user_achievements_course_id_courses FOREIGN KEY (course_id) REFERENCES courses (id)
    )
    """,
    """
    CREATE TABLE outbox (
        id uuid NOT NULL,
        kind varchar(40) NOT NULL,
        dedupe_key varchar(200) NOT NULL,
        user_id uuid NOT NULL,
        data jsonb DEFAULT '{}' NOT NULL,
        status varchar(16) NOT NULL,
        attempts integer NOT NULL,
        provider_message_id text DEFAULT '' NOT NULL,
        sent_at timestamptz,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_outbox PRIMARY KEY (id),
        CONSTRAINT ck_outbox_status CHECK (status IN ('pending', 'sent', 'ambiguous', 'failed')),
        CONSTRAINT ck_outbox_attempts_range CHECK (attempts >= 0),
        CONSTRAINT uq_outbox_dedupe_key UNIQUE (dedupe_key),
        CONSTRAINT fk_outbox_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)
    )
    """,
)
INDEXES = (
    "CREATE INDEX ix_enrollments_course_id ON enrollments (course_id)",
    "CREATE INDEX ix_learning_events_enrollment_id_occurred_at ON learning_events (enrollment_id, occurred_at, id)",
    "CREATE INDEX ix_outbox_pending ON outbox (created_at) WHERE status = 'pending'",
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)


def downgrade() -> None:
    for table in (
        "outbox",
        "user_achievements",
        "achievements",
        "learning_events",
        "section_progress",
        "lesson_progress",
        "enrollments",
    ):
        op.drop_table(table)
