"""Decks are taken by Anki itself: every check once, also when they come a second time."""

from __future__ import annotations

from pathlib import Path

from exports import anki
from exports.course import working_checks
from tests.exports.five import ALL
from tests.exports.outside.tools import Tools

OPEN = """
import json, os, sys, tempfile
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
found = {}
for path in sys.argv[1:]:
    collection = Collection(os.path.join(tempfile.mkdtemp(), "collection.anki2"))
    for _ in range(2):
        wanted = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())
        collection.import_anki_package(wanted)
    notes = [collection.get_note(note).fields[0] for note in collection.find_notes("")]
    _, is_well = collection.fix_integrity()
    decks = [deck.name for deck in collection.decks.all_names_and_ids()]
    found[path] = {"notes": notes, "cards": collection.card_count(), "decks": decks, "is_well": is_well}
    collection.close()
print(json.dumps(found))
"""


def test_anki_takes_every_deck(tools: Tools, tmp_path: Path) -> None:
    courses, decks = [course() for course in ALL.values()], []
    for number, course in enumerate(courses):
        deck = tmp_path / f"{number}.apkg"
        deck.write_bytes(anki.FORMAT.written(course))
        decks.append(str(deck))
    found = tools.run(OPEN, *decks)
    for path, course in zip(decks, courses, strict=True):
        asked = sum(len(working_checks(placed.section)) for placed in course.sections())
        assert found[path]["is_well"]
        assert len(found[path]["notes"]) == found[path]["cards"] == asked
        assert len(found[path]["decks"]) == (2 if asked else 1), "there is one by default"
