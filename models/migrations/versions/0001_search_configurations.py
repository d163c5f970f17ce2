"""extensions, and text search that overlooks accents"""

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

EXTENSIONS = ("pg_trgm", "unaccent")
OURS = "Made by the migrations of Coursewright, and removed by them."
LANGUAGES = (
    "arabic",
    "danish",
    "dutch",
    "english",
    "finnish",
    "french",
    "german",
    "greek",
    "hungarian",
    "italian",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "spanish",
    "swedish",
    "turkish",
)


def upgrade() -> None:
    for extension in EXTENSIONS:
        _create_extension(extension)
    # unaccent() is only STABLE, since its rules could be edited; an index needs the promise that they are not.
    op.execute(
        "CREATE FUNCTION unaccented(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
        "RETURN unaccent('unaccent'::regdictionary, value)"
    )
    _create_configuration("simple", "simple")
    for language in LANGUAGES:
        _create_configuration(language, f"{language}_stem")


def downgrade() -> None:
    for language in (*LANGUAGES, "simple"):
        op.execute(f"DROP TEXT SEARCH CONFIGURATION accentless_{language}")
    op.execute("DROP FUNCTION unaccented(text)")
    for extension in EXTENSIONS:
        _drop_extension(extension)


def _create_extension(name: str) -> None:
    """One that is there already stays as it is, and stays when we go; ours carries a comment to tell it by."""
    op.execute(
        f"""
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = '{name}') THEN
                CREATE EXTENSION {name};
                COMMENT ON EXTENSION {name} IS '{OURS}';
            END IF;
        END $$
        """
    )


def _drop_extension(name: str) -> None:
    op.execute(
        f"""
        DO $$ BEGIN
            IF EXISTS (
                SELECT FROM pg_extension
                WHERE extname = '{name}' AND obj_description(oid, 'pg_extension') = '{OURS}'
            ) THEN
                DROP EXTENSION {name};
            END IF;
        END $$
        """
    )


def _create_configuration(language: str, dictionary: str) -> None:
    """As the built-in configuration, but words lose their accents before they are stemmed; ASCII words have none."""
    name = f"accentless_{language}"
    op.execute(f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{language})")
    op.execute(
        f"ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR word, hword, hword_part WITH unaccent, {dictionary}"
    )
