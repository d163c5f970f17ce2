"""The catalogue: what is new first, and narrowed down by what people look for."""

from typing import Any

from tests.api.people import EVERYTHING, Person, Town
from tests.api.test_structure import brought

Json = dict[str, Any]


async def published(owner: Person, title: str, minutes: int, **facts: str) -> str:
    sections = [{"title": "One", "estimated_duration": minutes}]
    course = await brought(owner, {"title": title, "lessons": [{"title": title, "sections": sections}], **facts})
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    return str(course["id"])


async def titles(person: Person, **params: Any) -> list[str]:
    answer = await person.api.get("/api/courses", params=params)
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json()["items"]]


async def test_courses_are_found_by_what_people_look_for(town: Town) -> None:
    owner, reader = await town.person("instructor"), await town.person()
    await published(owner, "Rye bread", 10, language="en-GB", category="Baking")
    long = await published(owner, "Wheat bread", 90, language="en", difficulty="advanced", category="baking")
    await published(owner, "Brot", 30, language="de")
    assert await titles(reader) == ["Brot", "Wheat bread", "Rye bread"]
    for params, wanted in (
        ({"language": "en"}, ["Wheat bread", "Rye bread"]),
        ({"language": "en-GB"}, ["Rye bread"]),
        ({"difficulty": "advanced"}, ["Wheat bread"]),
        ({"category": "BAKING"}, ["Wheat bread", "Rye bread"]),
        ({"max_duration": 30}, ["Brot", "Rye bread"]),
        ({"min_duration": 30, "language": "de"}, ["Brot"]),
        ({"min_duration": 91}, []),
    ):
        assert await titles(reader, **params) == wanted, params
    found = await reader.api.get("/api/search", params={"q": "bread", "language": "en", "max_duration": 20})
    assert {hit["title"] for hit in found.json()["items"]} == {"Rye bread"}
    await owner.api.patch(f"/api/courses/{long}", json={"difficulty": "beginner"}, headers=EVERYTHING)
    assert await titles(reader, difficulty="advanced") == ["Wheat bread"], "the release counts"
    assert await titles(owner, mine=True, difficulty="advanced") == []
    assert (await owner.api.post(f"/api/courses/{long}/publish")).status_code == 200
    assert await titles(reader) == ["Wheat bread", "Brot", "Rye bread"]
    page = (await reader.api.get("/api/courses", params={"limit": 2})).json()
    assert await titles(reader, limit=2, cursor=page["next_cursor"]) == ["Rye bread"]
    assert [item["estimated_duration"] for item in page["items"]] == [90, 30]
