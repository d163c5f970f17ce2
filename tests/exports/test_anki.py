"""A deck is a collection of Anki with a note and a card for each check, the same ids each time."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from exports import anki
from exports.course import ExportedCourse, working_checks
from tests.exports.courses import COURSES, every_feature
from tests.exports.packages_read import assert_harmless, unzipped


def rows(course: ExportedCourse) -> tuple[list[tuple[int, str, str]], list[tuple[int, int]]]:
    files = unzipped(anki.FORMAT.written(course))
    assert json.loads(files["media"]) == {}
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["collection.anki2"])
        [facts] = database.execute("SELECT models, decks, conf, dconf, ver FROM col")
        assert facts[-1] == 11
        assert all(json.loads(facts[place]) for place in range(4))
        notes = list(database.execute("SELECT id, guid, flds FROM notes ORDER BY id"))
        return notes, list(database.execute("SELECT nid, due FROM cards ORDER BY due"))


@pytest.mark.parametrize("name", COURSES)
def test_every_check_is_a_card(name: str) -> None:
    course = COURSES[name]()
    notes, cards = rows(course)
    asked = sum(len(working_checks(placed.section)) for placed in course.sections())
    assert len(notes) == len({guid for _, guid, _ in notes}) == asked
    assert {note for note, _ in cards} == {id_ for id_, _, _ in notes}
    assert [due for _, due in cards] == list(range(1, asked + 1))
    for _, _, fields in notes:
        assert len(fields.split("\x1f")) == len(anki.FIELDS)
        assert_harmless(fields)


def test_a_newer_release_is_of_the_same_notes() -> None:
    course = every_feature()
    later = course.model_copy(update={"provenance": course.provenance.model_copy(update={"release": 4})})
    assert [(id_, guid) for id_, guid, _ in rows(course)[0]] == [(id_, guid) for id_, guid, _ in rows(later)[0]]
