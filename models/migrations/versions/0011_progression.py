"""learner progression: what arrives, the state's version and release, reviews, the learner's stream, check figures"""

from alembic import op

from models.columns import new_id

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"
OUTCOMES_BEFORE = "'completed', 'insufficient_engagement', 'mastery_not_achieved', 'progression_blocked'"
OUTCOMES = f"{OUTCOMES_BEFORE}, 'section_removed'"

TABLES = (
    """
    CREATE TABLE interaction_inbox (
        id uuid NOT NULL,
        enrollment_id uuid NOT NULL,
        body_hash varchar(64) NOT NULL,
        body jsonb DEFAULT '{}' NOT NULL,
        answer jsonb,
        received_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_interaction_inbox PRIMARY KEY (id),
        CONSTRAINT fk_interaction_inbox_enrollment_id_enrollments
            FOREIGN KEY (enrollment_id) REFERENCES enrollments (id)
    )
    """,
    """
    CREATE TABLE review_cards (
        id uuid NOT NULL,
        enrollment_id uuid NOT NULL,
        user_id uuid NOT NULL,
        section_id uuid NOT NULL,
        check_id varchar(64) NOT NULL,
        card jsonb DEFAULT '{}' NOT NULL,
        due_at timestamptz NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_review_cards PRIMARY KEY (id),
        CONSTRAINT uq_review_cards_enrollment_id_section_id_check_id UNIQUE (enrollment_id, section_id, check_id),
        CONSTRAINT fk_review_cards_enrollment_id_enrollments FOREIGN KEY (enrollment_id) REFERENCES enrollments (id),
        CONSTRAINT fk_review_cards_user_id_users FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT fk_review_cards_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
    """,
    """
    CREATE TABLE review_answers (
        id uuid NOT NULL,
        card_id uuid NOT NULL,
        rating integer NOT NULL,
        body_hash varchar(64) NOT NULL,
        occurred_at timestamptz NOT NULL,
        received_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_review_answers PRIMARY KEY (id),
        CONSTRAINT ck_review_answers_rating_range CHECK (rating BETWEEN 1 AND 4),
        CONSTRAINT fk_review_answers_card_id_review_cards FOREIGN KEY (card_id) REFERENCES review_cards (id)
    )
    """,
    """
    CREATE TABLE learner_streams (
        user_id uuid NOT NULL,
        last_event integer NOT NULL,
        CONSTRAINT pk_learner_streams PRIMARY KEY (user_id),
        CONSTRAINT ck_learner_streams_last_event_range CHECK (last_event >= 0),
        CONSTRAINT fk_learner_streams_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)
    )
    """,
    """
    CREATE TABLE learner_events (
        user_id uuid NOT NULL,
        seq integer NOT NULL,
        kind varchar(40) NOT NULL,
        data jsonb DEFAULT '{}' NOT NULL,
        created_at timestamptz DEFAULT now() NOT NULL,
        CONSTRAINT pk_learner_events PRIMARY KEY (user_id, seq),
        CONSTRAINT ck_learner_events_seq_range CHECK (seq >= 1),
        CONSTRAINT fk_learner_events_user_id_users FOREIGN KEY (user_id) REFERENCES users (id)
    )
    """,
    """
    CREATE TABLE check_statistics (
        section_id uuid NOT NULL,
        check_id varchar(64) NOT NULL,
        answered integer NOT NULL,
        answered_right integer NOT NULL,
        score_sum float8 NOT NULL,
        score_square_sum float8 NOT NULL,
        right_score_sum float8 NOT NULL,
        CONSTRAINT pk_check_statistics PRIMARY KEY (section_id, check_id),
        CONSTRAINT ck_check_statistics_answered_range CHECK (answered >= 0),
        CONSTRAINT ck_check_statistics_answered_right_range CHECK (answered_right >= 0),
        CONSTRAINT fk_check_statistics_section_id_sections FOREIGN KEY (section_id) REFERENCES sections (id)
    )
    """,
)
INDEXES = (
    "CREATE INDEX ix_interaction_inbox_waiting ON interaction_inbox (enrollment_id) WHERE answer IS NULL",
    "CREATE INDEX ix_review_cards_user_id_due_at ON review_cards (user_id, due_at)",
    "CREATE INDEX ix_review_answers_card_id ON review_answers (card_id)",
    "CREATE INDEX ix_section_progress_section_id ON section_progress (section_id, status) "
    "INCLUDE (attempts, time_spent_seconds, best_score)",
)
ACHIEVEMENTS = (
    ("first-section", "First step", "Complete your first section.", "first_section", None),
    ("first-lesson", "First lesson", "Complete your first lesson.", "lesson_complete", None),
    ("first-course", "First course", "Complete your first course.", "course_complete", None),
    ("perfect-score", "Flawless", "Answer every check of a section right.", "perfect_score", None),
    ("streak-3", "Three in a row", "Complete a section on three days in a row.", "streak_days", 3),
    ("streak-7", "A whole week", "Complete a section on seven days in a row.", "streak_days", 7),
    ("streak-30", "A whole month", "Complete a section on thirty days in a row.", "streak_days", 30),
    ("hour-1", "First hour", "Study for an hour.", "time_spent", 3_600),
    ("hours-10", "Ten hours", "Study for ten hours.", "time_spent", 36_000),
    ("courses-3", "Three courses", "Complete three courses.", "courses_completed", 3),
    ("courses-10", "Ten courses", "Complete ten courses.", "courses_completed", 10),
    ("mastery-10", "Master of ten", "Master ten sections.", "mastery", 10),
)


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE enrollments
            ADD COLUMN release integer DEFAULT 0 NOT NULL,
            ADD COLUMN earlier jsonb,
            ADD COLUMN version integer DEFAULT 0 NOT NULL,
            ADD COLUMN milestones jsonb DEFAULT '[]' NOT NULL,
            ADD CONSTRAINT ck_enrollments_release_range CHECK (release >= 0),
            ADD CONSTRAINT ck_enrollments_version_range CHECK (version >= 0)
        """
    )
    op.execute(
        "ALTER TABLE section_progress ADD COLUMN unlocked boolean DEFAULT false NOT NULL, "
        "ADD COLUMN last_outcome varchar(32)"
    )
    op.execute("ALTER TABLE learning_events DROP CONSTRAINT ck_learning_events_outcome")
    op.execute(f"ALTER TABLE learning_events ADD CONSTRAINT ck_learning_events_outcome CHECK (outcome IN ({OUTCOMES}))")
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
    # What a learner sent, answered and was told stays as it was written.
    for table in ("review_answers", "learner_events"):
        op.execute(f"REVOKE UPDATE ON {table} FROM {ROLE}")
    op.execute(
        """
        CREATE FUNCTION notify_learner_event() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('learner_events', NEW.user_id::text);
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER notify_learner_event AFTER INSERT ON learner_events "
        "FOR EACH ROW EXECUTE FUNCTION notify_learner_event()"
    )
    for slug, title, description, kind, n in ACHIEVEMENTS:
        criteria = f'{{"type": "{kind}"}}' if n is None else f'{{"type": "{kind}", "n": {n}}}'
        op.execute(
            "INSERT INTO achievements (id, slug, title, description, criteria_type, criteria) VALUES "
            f"('{new_id()}', '{slug}', '{title}', '{description}', '{kind}', '{criteria}')"
        )


def downgrade() -> None:
    op.execute("DELETE FROM user_achievements")
    op.execute("DELETE FROM achievements")
    for table in ("learner_events", "learner_streams", "review_answers", "review_cards", "interaction_inbox"):
        op.drop_table(table)
    op.drop_table("check_statistics")
    op.execute("DROP FUNCTION notify_learner_event()")
    op.execute("DROP INDEX ix_section_progress_section_id")
    op.execute("ALTER TABLE learning_events DROP CONSTRAINT ck_learning_events_outcome")
    # Nothing may be taken from the record: what was done in a removed section is kept as blocked.
    op.execute("UPDATE learning_events SET outcome = 'progression_blocked' WHERE outcome = 'section_removed'")
    op.execute(
        f"ALTER TABLE learning_events ADD CONSTRAINT ck_learning_events_outcome CHECK (outcome IN ({OUTCOMES_BEFORE}))"
    )
    op.execute("ALTER TABLE section_progress DROP COLUMN unlocked, DROP COLUMN last_outcome")
    op.execute(
        "ALTER TABLE enrollments DROP COLUMN release, DROP COLUMN earlier, DROP COLUMN version, DROP COLUMN milestones"
    )
