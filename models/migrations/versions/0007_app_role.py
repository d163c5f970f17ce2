"""the role that the application runs as, and what it may do"""

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

ROLE = "lms_app_user"
GRANTS = {
    # users, courses, lessons and sections are never deleted by the application, nor is what was earned or paid.
    "SELECT, INSERT, UPDATE": (
        "users",
        "courses",
        "lessons",
        "sections",
        "course_baselines",
        "sources",
        "generations",
        "ai_content_generations",
        "media_assets",
        "enrollments",
        "lesson_progress",
        "section_progress",
        "achievements",
        "user_achievements",
        "outbox",
    ),
    # A revised outline replaces the sections under way; what is no longer shown is no longer found.
    "SELECT, INSERT, UPDATE, DELETE": ("generation_sections", "search_documents"),
    # What happened stays as it was written.
    "SELECT, INSERT": ("generation_events", "learning_events", "course_releases"),
    "SELECT": ("course_analytics", "user_learning_dashboard", "alembic_version"),
}
LATER = {"TABLES": "SELECT, INSERT, UPDATE", "SEQUENCES": "SELECT, USAGE"}


def upgrade() -> None:
    _ensure_role()
    _let_us_become_it()
    for rights, relations in GRANTS.items():
        op.execute(f"GRANT {rights} ON {', '.join(relations)} TO {ROLE}")
    for kind, rights in LATER.items():
        op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON {kind} TO {ROLE}")


def downgrade() -> None:
    for kind, rights in LATER.items():
        op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE {rights} ON {kind} FROM {ROLE}")
    for relations in GRANTS.values():
        op.execute(f"REVOKE ALL ON {', '.join(relations)} FROM {ROLE}")
    op.execute(f"REVOKE USAGE ON SCHEMA public FROM {ROLE}")
    # The rights are given back for all to see first: of several databases that go at once, the last one drops the role.
    with op.get_context().autocommit_block():
        _drop_role_when_unused()


def _ensure_role() -> None:
    """Roles belong to the whole server, where another database may be making or dropping this one at this moment.

    The grant makes this database depend on the role, and so holds it from then on; until it succeeds, look again.
    """
    op.execute(
        f"""
        DO $$ BEGIN
            FOR attempt IN 1..20 LOOP
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
                        CREATE ROLE {ROLE} NOLOGIN;
                    END IF;
                    GRANT USAGE ON SCHEMA public TO {ROLE};
                    RETURN;
                EXCEPTION WHEN duplicate_object OR unique_violation OR undefined_object OR internal_error THEN
                    RAISE NOTICE 'attempt % to get role {ROLE}: %', attempt, SQLERRM;
                END;
            END LOOP;
            RAISE EXCEPTION 'role {ROLE} keeps coming and going';
        END $$
        """
    )


def _let_us_become_it() -> None:
    """The login that migrates may run the application too. Any other login needs `GRANT lms_app_user TO …` by hand."""
    op.execute(
        f"""
        DO $$ BEGIN
            IF NOT pg_has_role(
                '{ROLE}', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END
            ) THEN
                GRANT {ROLE} TO CURRENT_USER;
            END IF;
        END $$
        """
    )


def _drop_role_when_unused() -> None:
    """It stays when another database grants it something, another login may become it, or we may not drop it."""
    op.execute(
        f"""
        DO $$ BEGIN
            IF NOT EXISTS (
                SELECT FROM pg_auth_members
                WHERE roleid = '{ROLE}'::regrole AND member <> CURRENT_USER::regrole
            ) THEN
                DROP ROLE {ROLE};
            END IF;
        EXCEPTION
            WHEN dependent_objects_still_exist OR insufficient_privilege
                OR object_in_use OR undefined_object OR internal_error THEN
                RAISE NOTICE 'role {ROLE} is left as it is: %', SQLERRM;
        END $$
        """
    )
