"""The sample lessons keep their word: their SQL runs on a real server, and the PDF belongs to its text."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from markdown_it import MarkdownIt

from docs.sample import build_pdf
from models.session import libpq_url
from sources import read_source
from tests.databases import empty_database

LESSONS = sorted(build_pdf.FOLDER.glob("0*.md"))
TEXTS = [*LESSONS, build_pdf.SOURCE]

# What the guide takes for granted on the server of its readers.
SURROUNDINGS = """
    CREATE EXTENSION pg_stat_statements;
    CREATE TABLE library.visits (day date NOT NULL) PARTITION BY RANGE (day);
    CREATE TABLE library.visits_2024 PARTITION OF library.visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
"""


@pytest.fixture(scope="module")
def connection(postgres_url: str) -> Iterator[psycopg.Connection]:
    """An empty database, in which every statement commits by itself, as in psql."""
    with (
        empty_database(postgres_url) as url,
        psycopg.connect(libpq_url(url, role=None), autocommit=True) as connection,
    ):
        yield connection


def test_the_sql_of_lessons_and_guide_runs_in_order(connection: psycopg.Connection) -> None:
    assert len(LESSONS) == 6
    for lesson in LESSONS:
        for statement in _statements(lesson):
            _run(connection, statement, lesson)
    connection.execute(SURROUNDINGS)
    for statement in _statements(build_pdf.SOURCE):
        _run(connection, statement, build_pdf.SOURCE)
    invalid = "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"
    assert connection.execute(invalid).fetchall() == []


def test_the_pdf_is_what_the_script_builds() -> None:
    assert build_pdf.PDF.read_bytes() == build_pdf.pdf_bytes(build_pdf.SOURCE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_is_read_with_its_title_and_its_listings(path: Path) -> None:
    document = read_source(path.read_bytes(), path.name)
    text = path.read_text(encoding="utf-8")
    assert f"# {document.title}\n" == text[: text.index("\n") + 1]
    listings = [block.text.strip() for block in document.blocks if block.kind == "code"]
    assert listings == [token.content.strip() for token in MarkdownIt().parse(text) if token.type == "fence"]
    assert not [block.text for block in document.blocks if ":::" in block.text]


def _statements(path: Path) -> Iterator[str]:
    for token in MarkdownIt().parse(path.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info == "sql":
            yield from filter(None, map(str.strip, re.split(r";$", token.content, flags=re.MULTILINE)))


def _run(connection: psycopg.Connection, statement: str, path: Path) -> None:
    try:
        connection.execute(statement.encode())
    except psycopg.errors.ObjectNotInPrerequisiteState:
        # The columns exist, and only the server here was started without the library behind the view.
        assert "FROM pg_stat_statements" in statement
    except psycopg.Error as error:
        pytest.fail(f"{path.name}: {error}\n{statement}")
