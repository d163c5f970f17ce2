"""Releases that were made before they had all that they show."""

import json
from typing import Any

import psycopg
import pytest

from models import migrate
from models.columns import new_id
from models.session import libpq_url
from tests.models import rows

BEFORE, AFTER = "0015", "0019"


@pytest.fixture
def old(empty: str) -> str:
    migrate.upgrade(empty, BEFORE)
    return empty


def test_a_release_keeps_what_it_froze_and_is_given_the_rest_of_today(old: str) -> None:
    with psycopg.connect(libpq_url(old, role=None), autocommit=True) as connection:
        section, picture = str(new_id()), str(new_id())
        content = {"summary": "Published.", "explanation": "As read.", "visuals": [{"media_id": picture, "alt": "a"}]}
        course, lesson = _published(connection, section, content)
        generation = rows.insert(connection, "generations", instructor_id=course["instructor_id"], kind="course")
        for id_, kind in ((picture, "diagram"), (str(new_id()), "thumbnail")):
            rows.insert(
                connection,
                "media_assets",
                id=id_,
                generation_id=generation["id"],
                step=kind,
                course_id=course["id"],
                kind=kind,
            )
    migrate.upgrade(old, AFTER)
    with psycopg.connect(libpq_url(old, role=None), autocommit=True) as connection:
        found = connection.execute("SELECT course, parts, media FROM course_releases").fetchone()
        assert found is not None
        shown, [part], media = found
        assert (shown["title"], shown["description"], "status" in shown) == ("Bread", "Of today.", False)
        assert (part["title"], part["summary"], part["id"]) == ("Dough", "Of today.", str(lesson))
        assert [(s["title"], s["order_index"], "content" in s) for s in part["sections"]] == [("Flour", 0, False)]
        assert picture in media["pictures"]
        assert media["thumbnail"] in media["pictures"]
        found = connection.execute("SELECT title, body FROM search_documents WHERE section_id IS NOT NULL").fetchone()
        assert found == ("Flour", "Published.\nAs read.")


def _published(connection: psycopg.Connection, section: str, content: object) -> tuple[dict[str, Any], object]:
    course = rows.insert(
        connection,
        "courses",
        title="Edited",
        description="Of today.",
        status="published",
        current_release=1,
        instructor_id=rows.insert(connection, "users")["id"],
    )
    lesson = rows.insert(connection, "lessons", course_id=course["id"], title="Edited", summary="Of today.")["id"]
    edited = {"id": section, "lesson_id": lesson, "title": "Edited", "content": '{"summary": "Edited."}'}
    rows.insert(connection, "sections", **edited)
    frozen = {"id": section, "title": "Flour", "is_required": True, "objectives": [], "checks": [], "gate": None}
    structure = {
        "title": "Bread",
        "policy": {},
        "lessons": [{"id": str(lesson), "title": "Dough", "is_required": True, "sections": [frozen]}],
        "contents": {section: content},
    }
    rows.insert(connection, "course_releases", course_id=course["id"], number=1, structure=json.dumps(structure))
    rows.insert(
        connection, "search_documents", course_id=course["id"], section_id=section, title="Edited", body="Edited."
    )
    return course, lesson
