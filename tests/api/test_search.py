"""Searching courses through the API: pages, slips, languages, drafts, and a catalogue too large to be read."""

from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from api.courses.filters import Filters
from api.courses.search import LANGUAGES, SEARCH
from models.session import libpq_url
from tests.api.people import Person, Town

Json = dict[str, Any]


def course(title: str, sections: list[str], **rest: object) -> Json:
    return {"title": title, "lessons": [{"title": "One", "sections": [{"title": name} for name in sections]}], **rest}


async def published(owner: Person, **wanted: Any) -> str:
    made = await owner.api.post("/api/courses", json=course(**wanted))
    assert made.status_code == 201, made.text
    answer = await owner.api.post(f"/api/courses/{made.json()['id']}/publish")
    assert answer.status_code == 200, answer.text
    return str(made.json()["id"])


async def found(person: Person, words: str, **params: Any) -> list[str]:
    answer = await person.api.get("/api/search", params={"q": words, **params})
    assert answer.status_code == 200, answer.text
    return [hit["title"] for hit in answer.json()["items"]]


async def test_pages_hold_every_hit_once_the_best_first(town: Town) -> None:
    owner, student = await town.person("instructor"), await town.person("student")
    titles = [f"Dough, part {number}" for number in range(7)]
    await published(owner, title="Baking", sections=titles)
    await published(owner, title="Dough", sections=["Rye"])
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"q": "dough", "limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = (await student.api.get("/api/search", params=params)).json()
        seen += [hit["title"] for hit in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["items"]) == 3
    assert seen[0] == "Dough"
    assert sorted(seen) == sorted([*titles, "Dough"])
    broken = await student.api.get("/api/search", params={"q": "dough", "cursor": "nonsense"})
    assert (broken.status_code, broken.json()["errors"][0]["pointer"]) == (422, "/cursor")


async def test_slips_accents_and_endings_are_forgiven_in_each_language(town: Town) -> None:
    owner, student = await town.person("instructor"), await town.person("student")
    await published(owner, title="Fermentation of wheat", sections=["Yeast"])
    await published(owner, title="Les élèves et le café", sections=["Le pain"], language="fr")
    assert "Fermentation of wheat" in await found(student, "fermentatoin wheat")
    assert await found(student, "eleve cafe") == ["Les élèves et le café"]
    assert await found(student, "fermentations") == ["Fermentation of wheat"]
    assert await found(student, "gardening") == []


async def test_drafts_of_others_and_what_was_taken_back_are_not_found(
    temporal_address: str, monkeypatch: pytest.MonkeyPatch, town: Town
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    owner, admin = await town.person("instructor"), await town.person("admin")
    made = await owner.api.post("/api/courses", json=course("Secret sourdough", ["Levain"]))
    assert await found(admin, "sourdough") == []
    path = f"/api/courses/{made.json()['id']}"
    await owner.api.post(f"{path}/publish")
    assert await found(admin, "sourdough") == ["Secret sourdough"]
    changed = await owner.api.patch(path, json={"title": "Rye"}, headers={"If-Match": "*"})
    assert changed.status_code == 200
    assert (await found(admin, "sourdough"), await found(admin, "rye")) == (["Secret sourdough"], [])
    assert (await owner.api.post(f"{path}/publish")).status_code == 200
    assert (await found(admin, "sourdough"), await found(admin, "rye")) == ([], ["Rye"])
    await owner.api.post(f"{path}/unpublish")
    assert await found(admin, "rye") == []


@pytest.mark.parametrize("words", ["'; DROP TABLE courses; --", '"unclosed', "a & | ! b", "%_\\", "<script>", "\u202e"])
async def test_whatever_is_asked_for_is_words(town: Town, words: str) -> None:
    student = await town.person("student")
    assert await found(student, words) == []


async def test_a_large_catalogue_is_asked_by_its_indexes(town: Town, database_url: str) -> None:
    with psycopg.connect(libpq_url(database_url, role=None), autocommit=True) as connection:
        connection.execute("ALTER TABLE search_documents DROP CONSTRAINT fk_search_documents_course_id_courses")
        connection.execute(
            "INSERT INTO search_documents (id, course_id, language, title, objectives, body) SELECT gen_random_uuid(), "
            "gen_random_uuid(), 'accentless_english', md5(n::text), '', md5(n::text) FROM generate_series(1, 20000) n"
        )
        connection.execute("ANALYZE search_documents")
    asked = {"words": "yeast", "configurations": LANGUAGES, "rank": None, "id": None, "rows": 21}
    asked |= Filters().parameters()
    async with town.sessions() as session:
        plan = (await (await session.connection()).execute(text(f"EXPLAIN {SEARCH.text}"), asked)).scalars().all()
    told = "\n".join(plan)
    assert "ix_search_documents_words" in told
    assert "ix_search_documents_title" in told
    assert "Seq Scan on search_documents" not in told
