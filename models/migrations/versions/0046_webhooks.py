"""addresses that are told what happens to courses: triggers write what is to be sent, with what caused it"""

from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"

WEBHOOKS = """
    CREATE TABLE webhooks (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        url text DEFAULT '' NOT NULL,
        events text[] DEFAULT '{}' NOT NULL,
        scope varchar(16) NOT NULL,
        secret text DEFAULT '' NOT NULL,
        status varchar(16) NOT NULL,
        problem jsonb,
        last_status integer,
        tried_at timestamptz,
        delivered_at timestamptz,
        failing_since timestamptz,
        created_at timestamptz DEFAULT now() NOT NULL,
        removed_at timestamptz,
        CONSTRAINT pk_webhooks PRIMARY KEY (id),
        CONSTRAINT ck_webhooks_scope CHECK (scope IN ('own', 'all')),
        CONSTRAINT ck_webhooks_status CHECK (status IN ('active', 'disabled')),
        CONSTRAINT ck_webhooks_last_status_range CHECK (last_status BETWEEN 100 AND 599),
        CONSTRAINT fk_webhooks_owner_id_users FOREIGN KEY (owner_id) REFERENCES users (id)
    )
"""
DELIVERIES = """
    CREATE TABLE webhook_deliveries (
        id uuid NOT NULL,
        webhook_id uuid NOT NULL,
        kind varchar(40) NOT NULL,
        data jsonb DEFAULT '{}' NOT NULL,
        about uuid,
        status varchar(16) NOT NULL,
        attempts integer NOT NULL,
        happened_at timestamptz DEFAULT now() NOT NULL,
        next_try_at timestamptz DEFAULT now() NOT NULL,
        last_status integer,
        problem jsonb,
        settled_at timestamptz,
        CONSTRAINT pk_webhook_deliveries PRIMARY KEY (id),
        CONSTRAINT ck_webhook_deliveries_status CHECK (status IN ('pending', 'delivered', 'failed', 'withheld')),
        CONSTRAINT ck_webhook_deliveries_attempts_range CHECK (attempts >= 0),
        CONSTRAINT ck_webhook_deliveries_last_status_range CHECK (last_status BETWEEN 100 AND 599),
        CONSTRAINT fk_webhook_deliveries_webhook_id_webhooks FOREIGN KEY (webhook_id) REFERENCES webhooks (id),
        CONSTRAINT fk_webhook_deliveries_about_users FOREIGN KEY (about) REFERENCES users (id)
    )
"""
INDEXES = (
    "CREATE INDEX ix_webhooks_owner_id ON webhooks (owner_id)",
    "CREATE INDEX ix_webhook_deliveries_webhook_id ON webhook_deliveries (webhook_id, happened_at)",
    "CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (next_try_at) WHERE status = 'pending'",
)

# Rows of webhooks are never deleted, so that nothing that happens waits for one that goes, or fails by it.
TELL = """
    CREATE FUNCTION tell_webhooks(told text, owner uuid, learner uuid, what jsonb) RETURNS void LANGUAGE sql AS $$
        INSERT INTO webhook_deliveries (id, webhook_id, kind, data, about, status, attempts)
        SELECT gen_random_uuid(), w.id, told, what, learner, 'pending', 0
        FROM webhooks w JOIN users u ON u.id = w.owner_id
        WHERE w.status = 'active' AND w.removed_at IS NULL AND told = ANY (w.events) AND u.is_active
            AND (w.owner_id = owner AND w.scope = 'own' OR w.scope = 'all' AND u.role = 'admin')
    $$
"""

# What is sent names ids and numbers: whoever may read more asks for it.
TRIGGERS = {
    ("generation_events", "tell_of_generation"): (
        "AFTER INSERT ON generation_events FOR EACH ROW WHEN "
        "(NEW.kind IN ('awaiting_review', 'cancelled', 'completed', 'failed', 'needs_attention'))",
        """
            SELECT tell_webhooks('generation.' || NEW.kind, g.instructor_id, NULL, jsonb_build_object(
                'generation_id', g.id, 'course_id', g.course_id, 'section_id', g.section_id, 'kind', g.kind,
                'status', NEW.data ->> 'status', 'percent', NEW.data -> 'percent'
            )) FROM generations g WHERE g.id = NEW.generation_id
        """,
    ),
    ("course_releases", "tell_of_release"): (
        "AFTER INSERT ON course_releases FOR EACH ROW",
        """
            SELECT tell_webhooks('course.published', c.instructor_id, NULL, jsonb_build_object(
                'course_id', c.id, 'release', NEW.number
            )) FROM courses c WHERE c.id = NEW.course_id
        """,
    ),
    ("enrollments", "tell_of_completion"): (
        "AFTER UPDATE OF completed_at ON enrollments FOR EACH ROW "
        "WHEN (OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL)",
        """
            SELECT tell_webhooks('course.completed', c.instructor_id, NEW.user_id, jsonb_build_object(
                'course_id', c.id, 'enrollment_id', NEW.id, 'learner_id', NEW.user_id,
                'completed_at', NEW.completed_at, 'release', NEW.release
            )) FROM courses c WHERE c.id = NEW.course_id
        """,
    ),
    ("user_achievements", "tell_of_achievement"): (
        "AFTER INSERT ON user_achievements FOR EACH ROW",
        """
            SELECT tell_webhooks('achievement.earned', c.instructor_id, NEW.user_id, jsonb_build_object(
                'achievement', a.slug, 'course_id', NEW.course_id, 'learner_id', NEW.user_id,
                'earned_at', NEW.earned_at
            )) FROM achievements a LEFT JOIN courses c ON c.id = NEW.course_id WHERE a.id = NEW.achievement_id
        """,
    ),
}


def upgrade() -> None:
    for statement in (WEBHOOKS, DELIVERIES, *INDEXES, TELL):
        op.execute(statement)
    op.execute(f"GRANT DELETE ON webhook_deliveries TO {ROLE}")
    for (_, name), (event, query) in TRIGGERS.items():
        telling = query.strip().replace("SELECT", "PERFORM", 1)
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {telling}; RETURN NULL; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for table, name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
    op.execute("DROP FUNCTION tell_webhooks(text, uuid, uuid, jsonb)")
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
