"""What a package and a course page say of who wrote and who reviewed each text."""

from pathlib import Path
from typing import Any

import httpx

from exports import course_json
from tests.api.people import EVERYTHING, Person, Town
from tests.api.taking_along import bring, publish, put_pictures
from tests.api.test_courses import by_hand
from tests.sources.picture_files import picture

Json = dict[str, Any]


async def test_a_later_review_does_not_change_what_a_release_says(town: Town, owner: Person, tmp_path: Path) -> None:
    course = await bring(owner)
    await put_pictures(town, tmp_path, owner, course, picture())
    calls = (await owner.api.get(f"/api/courses/{course['id']}/generations")).json()["items"]
    [wrote] = [call["id"] for call in calls if call["section_id"]]
    path = f"/api/courses/{course['id']}/exports/json"

    async def review(approved: bool) -> None:
        answer = await owner.api.post(f"/api/ai-generations/{wrote}/review", json={"approved": approved})
        assert answer.status_code == 200, answer.text

    await publish(owner, course)
    unreviewed = await owner.api.get(path)
    assert course_json.read(unreviewed.content).provenance.reviewed_at is None
    await review(True)
    assert (await owner.api.get(path)).content == unreviewed.content
    await publish(owner, course)
    reviewed = await owner.api.get(path)
    assert course_json.read(reviewed.content).provenance.reviewed_at is not None
    for approved in (True, False):
        await review(approved)
        assert (await owner.api.get(path)).content == reviewed.content
    assert (await owner.api.get(path, params={"release": 1})).content == unreviewed.content
    await publish(owner, course)
    assert course_json.read((await owner.api.get(path)).content).provenance.reviewed_at is None


async def test_a_course_page_tells_of_the_reviews_of_its_release(town: Town, owner: Person, tmp_path: Path) -> None:
    """Whoever may not see the draft is told what was so when it was published, of texts, reviews and sections."""
    course = await bring(owner)
    await put_pictures(town, tmp_path, owner, course, picture())
    calls = (await owner.api.get(f"/api/courses/{course['id']}/generations")).json()["items"]
    [wrote] = [call["id"] for call in calls if call["section_id"]]
    path = f"/api/courses/{course['id']}/origin"

    async def told(person: httpx.AsyncClient) -> tuple[int, int, bool]:
        origin = (await person.get(path)).json()
        return origin["generated_sections"], origin["approved_sections"], origin["reviewed_at"] is not None

    assert (await owner.api.get(path)).json()["linked_data"] is None
    await publish(owner, course)
    first = (await town.anybody.get(path)).json()
    assert await told(town.anybody) == (1, 0, False)
    await owner.api.post(f"/api/ai-generations/{wrote}/review", json={"approved": True})
    assert (await told(town.anybody), await told(owner.api)) == ((1, 0, False), (1, 1, True))
    assert (await town.anybody.get(path)).json() == first

    await publish(owner, course)
    second = (await town.anybody.get(path)).json()
    assert (second["approved_sections"], len(second["reviewers"])) == (1, 1)
    assert "Reviewed by a person" in second["linked_data"]["creditText"]
    for approved in (True, False):
        await owner.api.post(f"/api/ai-generations/{wrote}/review", json={"approved": approved})
        assert (await town.anybody.get(path)).json() == second
    added = await owner.api.post(f"/api/courses/{course['id']}/lessons", json={"title": "New"}, headers=EVERYTHING)
    assert added.status_code == 201, added.text
    for lesson in reversed(course["lessons"]):
        gone = await owner.api.delete(f"/api/lessons/{lesson['id']}", headers=EVERYTHING)
        assert gone.status_code in (200, 204), gone.text
    assert (await town.anybody.get(path)).json() == second
    assert await told(owner.api) == (0, 0, False)


async def test_a_course_page_says_for_machines_what_is_published_alone(owner: Person, town: Town) -> None:
    course = await bring(owner, by_hand(title="Bread"))
    path = f"/api/courses/{course['id']}/origin"
    await publish(owner, course)
    told = (await town.anybody.get(path)).json()["linked_data"]
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "Course", "Bread")
    assert told["digitalSourceType"].endswith("/digitalCreation")
    changed = {"title": "Bread, a second time"}
    await owner.api.patch(f"/api/courses/{course['id']}", json=changed, headers=EVERYTHING)
    for person in (town.anybody, owner.api):
        assert (await person.get(path)).json()["linked_data"] == told
