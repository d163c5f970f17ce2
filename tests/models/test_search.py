"""Search documents: words without regard to accents and endings, titles in spite of a slip."""

import psycopg
import pytest

from models.search import CONFIGURATIONS
from tests.models import rows


def _document(connection: psycopg.Connection, **values: str) -> None:
    rows.insert(connection, "search_documents", course_id=rows.course(connection)["id"], **values)


def _found(connection: psycopg.Connection, words: str) -> bool:
    statement = "SELECT 1 FROM search_documents WHERE words @@ websearch_to_tsquery(language, %s)"
    return connection.execute(statement, [words]).fetchone() is not None


@pytest.mark.parametrize("language", [*sorted(CONFIGURATIONS.values()), "simple"])
def test_every_language_overlooks_accents(app: psycopg.Connection, language: str) -> None:
    _document(app, language=f"accentless_{language}", title="Café Zoë")
    assert _found(app, "cafe zoe")
    assert _found(app, "CAFÉ")
    assert not _found(app, "tea")


@pytest.mark.parametrize(
    ("language", "body", "asked"),
    [
        ("english", "naïve indexes", "naive index"),
        ("french", "les élèves étudiaient", "eleve"),
        ("german", "über die Bäume", "baum"),
        ("spanish", "las canciones", "canción"),
        ("russian", "зелёные деревья", "зеленые дерево"),
    ],
)
def test_words_are_found_by_their_stem(app: psycopg.Connection, language: str, body: str, asked: str) -> None:
    _document(app, language=f"accentless_{language}", body=body)
    assert _found(app, asked)


def test_a_word_of_the_title_weighs_more(app: psycopg.Connection) -> None:
    _document(app, language="accentless_english", title="Trees")
    _document(app, language="accentless_english", objectives="trees")
    _document(app, language="accentless_english", body="trees")
    ranked = app.execute(
        "SELECT title || objectives || body FROM search_documents "
        "ORDER BY ts_rank(words, websearch_to_tsquery(language, 'tree')) DESC, objectives DESC"
    ).fetchall()
    assert [told for (told,) in ranked] == ["Trees", "trees", "trees"]


def test_a_highlight_keeps_the_accents(app: psycopg.Connection) -> None:
    _document(app, language="accentless_french", body="un café noir")
    highlight = app.execute(
        "SELECT ts_headline(language, body, websearch_to_tsquery(language, 'cafe')) FROM search_documents"
    ).fetchone()
    assert highlight == ("un <b>café</b> noir",)


def test_a_title_is_found_in_spite_of_a_slip_and_by_its_index(app: psycopg.Connection) -> None:
    _document(app, language="accentless_english", title="Résumé of PostgreSQL indexing")
    statement = "SELECT title FROM search_documents WHERE unaccented(%s) <%% unaccented(title)"
    assert app.execute(statement, ["postgresql indexng"]).fetchone() is not None
    assert app.execute(statement, ["gardening"]).fetchone() is None
    app.execute("SET enable_seqscan = off")
    plan = app.execute(b"EXPLAIN SELECT title FROM search_documents WHERE 'resume' <% unaccented(title)").fetchall()
    assert any("ix_search_documents_title" in line for (line,) in plan)
