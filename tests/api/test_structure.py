"""Lessons and sections that are added, copied, moved and deleted: no gap, no part without another that it needs."""

from typing import Any
from uuid import UUID

from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.studying import COURSE, sitting
from tests.pipeline import Pipeline

Json = dict[str, Any]


async def brought(owner: Person, course: Json = COURSE) -> Json:
    answer = await owner.api.post("/api/courses", json=course)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def done(owner: Person, method: str, path: str, body: Json | None = None) -> Json:
    answer = await owner.api.request(method, path, json=body, headers=EVERYTHING)
    assert answer.is_success, answer.text
    told: Json = answer.json() if answer.content else {}
    return told


def titles(course: Json) -> list[list[str]]:
    """By lesson, its title and those of its sections; in the order of their positions, which have no gap."""
    assert [lesson["position"] for lesson in course["lessons"]] == list(range(1, len(course["lessons"]) + 1))
    for lesson in course["lessons"]:
        assert [section["position"] for section in lesson["sections"]] == list(range(1, len(lesson["sections"]) + 1))
    return [[lesson["title"], *(section["title"] for section in lesson["sections"])] for lesson in course["lessons"]]


async def test_parts_are_added_copied_moved_and_deleted(town: Town) -> None:
    owner = await town.person("instructor")
    course = await brought(owner)
    dough, oven = (lesson["id"] for lesson in course["lessons"])
    flour, yeast = (section["id"] for section in course["lessons"][0]["sections"])
    added = await done(owner, "POST", f"/api/courses/{course['id']}/lessons", {"title": "Mill", "position": 1})
    assert titles(added)[0] == ["Mill", "Mill"]
    new = {"title": "Salt", "position": 2, "prerequisites": ["2.1"], "assessment_criteria": ["Weighs salt"]}
    answer = await owner.api.post(f"/api/lessons/{dough}/sections", json=new, headers=EVERYTHING)
    assert titles(answer.json())[1] == ["Dough", "Flour", "Salt", "Yeast"]
    salt = (await owner.api.get(answer.headers["location"])).json()
    assert (salt["prerequisites"], salt["assessment_criteria"]) == ([flour], ["Weighs salt"])
    copied = await done(owner, "POST", f"/api/sections/{yeast}/duplicate")
    assert titles(copied)[1] == ["Dough", "Flour", "Salt", "Yeast", "Yeast (2)"]
    twin = (await owner.api.get(f"/api/sections/{copied['lessons'][1]['sections'][3]['id']}")).json()
    assert twin["content"] == (await owner.api.get(f"/api/sections/{yeast}")).json()["content"]
    await done(owner, "PATCH", f"/api/sections/{yeast}", {"lesson_id": oven, "position": 2})
    await done(owner, "PATCH", f"/api/sections/{flour}", {"assessment_criteria": ["Tells rye from wheat"]})
    after = await done(owner, "DELETE", f"/api/lessons/{added['lessons'][0]['id']}")
    assert titles(after) == [["Dough", "Flour", "Salt", "Yeast (2)"], ["Oven", "Heat", "Yeast", "Steam"]]
    exported = (await owner.api.get(f"/api/courses/{course['id']}/export.json")).json()
    assert exported["lessons"][0]["sections"][0]["assessment_criteria"] == ["Tells rye from wheat"]
    assert (await owner.api.post("/api/courses", json=exported)).status_code == 201


async def test_what_others_need_is_refused_by_name_and_the_last_one_stays(town: Town) -> None:
    owner = await town.person("instructor")
    wanted: Json = {
        "title": "Bread",
        "lessons": [
            {"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Yeast", "prerequisites": ["1.1"]}]},
            {"title": "Oven", "sections": [{"title": "Heat", "gate": {"requires": "1", "min_completion": 50}}]},
        ],
    }
    course = await brought(owner, wanted)
    flour, yeast = (section["id"] for section in course["lessons"][0]["sections"])
    heat = course["lessons"][1]["sections"][0]["id"]
    refused = await owner.api.delete(f"/api/sections/{flour}", headers=EVERYTHING)
    assert_refused(refused, 409, "still-needed")
    assert "“Yeast”" in refused.json()["detail"]
    refused = await owner.api.delete(f"/api/lessons/{course['lessons'][0]['id']}", headers=EVERYTHING)
    assert "“Heat”" in refused.json()["detail"]
    assert_refused(await owner.api.delete(f"/api/sections/{heat}", headers=EVERYTHING), 409, "last-section")
    away = {"lesson_id": course["lessons"][0]["id"]}
    assert_refused(await owner.api.patch(f"/api/sections/{heat}", json=away, headers=EVERYTHING), 409, "last-section")
    await done(owner, "DELETE", f"/api/lessons/{course['lessons'][1]['id']}")
    only = f"/api/lessons/{course['lessons'][0]['id']}"
    assert_refused(await owner.api.delete(only, headers=EVERYTHING), 409, "last-lesson")
    await town.run("UPDATE sections SET prerequisites_by_hand = false")
    assert titles(await done(owner, "DELETE", f"/api/sections/{flour}")) == [["Dough", "Yeast"]]
    assert (await owner.api.get(f"/api/sections/{yeast}")).json()["prerequisites"] == []


async def test_a_course_put_into_order_asks_for_nothing_that_only_followed_from_another(town: Town) -> None:
    owner = await town.person("instructor")
    lessons = [{"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Yeast", "prerequisites": ["1.1"]}]}]
    course = await brought(owner, {"title": "Bread", "lessons": lessons, "progression_policy": {"sequential": False}})
    await town.run("UPDATE sections SET prerequisites_by_hand = false")
    await done(owner, "PATCH", f"/api/sections/{course['lessons'][0]['sections'][1]['id']}", {"position": 1})
    assert titles(await done(owner, "GET", f"/api/courses/{course['id']}")) == [["Dough", "Yeast", "Flour"]]
    await done(owner, "PATCH", f"/api/courses/{course['id']}", {"progression_policy": {"sequential": True}})
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200


async def test_in_a_course_without_order_nothing_is_needed_that_is_gone(town: Town) -> None:
    owner = await town.person("instructor")
    lessons = [{"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Yeast", "prerequisites": ["1.1"]}]}]
    course = await brought(owner, {"title": "Bread", "lessons": lessons, "progression_policy": {"sequential": False}})
    await town.run("UPDATE sections SET prerequisites_by_hand = false")
    await done(owner, "DELETE", f"/api/sections/{course['lessons'][0]['sections'][0]['id']}")
    assert (await owner.api.get(f"/api/courses/{course['id']}/export.json")).status_code == 200


async def test_what_a_learner_has_earned_outlives_the_part_it_was_earned_in(machine: Pipeline) -> None:
    owner = Person(id=UUID(int=0), email="", api=machine.api, tokens={})
    course = await brought(owner)
    path = f"/api/courses/{course['id']}"
    assert (await machine.api.post(f"{path}/publish")).status_code == 200
    assert (await machine.api.post(f"{path}/enroll")).status_code == 201
    sections = [section["id"] for lesson in course["lessons"] for section in lesson["sections"]]
    for section_id in sections[:3]:
        answer = await machine.api.post(f"/api/sections/{section_id}/interactions", json=sitting())
        assert answer.json()["success"], answer.text
    earned = await machine.read(f"{path}/progress")
    achievements = await machine.read("/api/me/achievements")
    await done(owner, "DELETE", f"/api/sections/{sections[0]}")
    assert await machine.read(f"{path}/progress") == earned, "learners stand on the release"
    changes = await machine.read(f"{path}/changes")
    assert [(c["title"], c["change"]) for c in changes["changes"] if c["part"] == "section"][-1] == ("Flour", "removed")
    assert (await machine.api.post(f"{path}/publish")).status_code == 200
    after = await machine.read(f"{path}/progress")
    assert (after["release"], after["course"]["percent"]) == (2, 100)
    assert after["course"]["earned_at"] == earned["course"]["earned_at"]
    assert await machine.read("/api/me/achievements") == achievements


async def test_a_draft_that_nobody_learns_is_deleted_and_no_other(town: Town) -> None:
    owner, learner = await town.person("instructor"), await town.person()
    course = await brought(owner)
    path = f"/api/courses/{course['id']}"
    assert (await owner.api.delete(path)).status_code == 428
    assert (await owner.api.post(f"{path}/publish")).status_code == 200
    assert_refused(await owner.api.delete(path, headers=EVERYTHING), 409, "published")
    assert (await learner.api.post(f"{path}/enroll")).status_code == 201
    await done(owner, "POST", f"{path}/unpublish")
    assert_refused(await owner.api.delete(path, headers=EVERYTHING), 409, "has-learners")
    other = await brought(owner)
    assert (await owner.api.delete(f"/api/courses/{other['id']}", headers=EVERYTHING)).status_code == 204
    section = other["lessons"][0]["sections"][0]["id"]
    admin = await town.person("admin")
    assert (await admin.api.post(f"/api/courses/{other['id']}/publish")).status_code == 404
    for gone in (f"/api/courses/{other['id']}", f"/api/sections/{section}", f"/api/courses/{other['id']}/export.json"):
        assert (await owner.api.get(gone)).status_code == 404
    mine = (await owner.api.get("/api/courses", params={"mine": True})).json()["items"]
    assert [item["id"] for item in mine] == [course["id"]]


async def test_what_was_taken_out_comes_back_to_its_place(town: Town) -> None:
    owner = await town.person("instructor")
    lessons = [
        {"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Salt", "prerequisites": ["1.1"]}]},
        {"title": "Oven", "sections": [{"title": "Heat", "gate": {"requires": "1.2", "min_completion": 100}}]},
        {"title": "Table", "sections": [{"title": "Knife"}]},
    ]
    course = await brought(owner, {"title": "Bread", "lessons": lessons})
    path, before = f"/api/courses/{course['id']}", titles(course)
    flour, salt = (section["id"] for section in course["lessons"][0]["sections"])
    oven = course["lessons"][1]["id"]
    assert await done(owner, "GET", f"{path}/removed") == {"lessons": [], "sections": []}
    await done(owner, "DELETE", f"/api/lessons/{oven}")
    await done(owner, "DELETE", f"/api/sections/{salt}")
    removed = await done(owner, "GET", f"{path}/removed")
    [lesson], [section] = removed["lessons"], removed["sections"]
    assert (lesson["id"], lesson["sections"], lesson["without"]) == (oven, ["Heat"], ["Salt"])
    assert (section["id"], section["lesson_title"], section["without"]) == (salt, "Dough", [])
    assert titles(await done(owner, "POST", f"/api/sections/{salt}/restore")) == [before[0], before[2]]
    back = await done(owner, "POST", f"/api/lessons/{oven}/restore")
    assert titles(back) == before
    assert back["lessons"][0]["sections"][1]["prerequisites"] == [flour]
    assert back["lessons"][1]["sections"][0]["gate"]["requires"] == salt
    assert await done(owner, "GET", f"{path}/removed") == {"lessons": [], "sections": []}
    assert (await owner.api.post(f"{path}/publish")).status_code == 200


async def test_what_comes_back_asks_for_nothing_that_is_gone(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    lessons = [
        {"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Salt", "prerequisites": ["1.1"]}]},
        {"title": "Oven", "sections": [{"title": "Heat", "gate": {"requires": "1.2", "min_completion": 100}}]},
    ]
    course = await brought(owner, {"title": "Bread", "lessons": lessons})
    salt, oven = course["lessons"][0]["sections"][1]["id"], course["lessons"][1]
    for gone in (f"lessons/{oven['id']}", f"sections/{salt}"):
        await done(owner, "DELETE", f"/api/{gone}")
    assert (await other.api.get(f"/api/courses/{course['id']}/removed")).status_code == 404
    stale = await owner.api.post(f"/api/lessons/{oven['id']}/restore", headers={"If-Match": '"stale"'})
    assert stale.status_code == 412
    back = await done(owner, "POST", f"/api/lessons/{oven['id']}/restore")
    assert back["lessons"][1]["sections"][0]["gate"] is None
    again = await owner.api.post(f"/api/lessons/{oven['id']}/restore", headers=EVERYTHING)
    assert_refused(again, 404, "not-found")
    heat = oven["sections"][0]["id"]
    await done(owner, "POST", f"/api/lessons/{oven['id']}/sections", {"title": "Steam"})
    await done(owner, "DELETE", f"/api/sections/{heat}")
    await done(owner, "DELETE", f"/api/lessons/{oven['id']}")
    refused = await owner.api.post(f"/api/sections/{heat}/restore", headers=EVERYTHING)
    assert_refused(refused, 409, "lesson-removed")
    back = await done(owner, "POST", f"/api/lessons/{oven['id']}/restore")
    assert titles(back)[1] == ["Oven", "Steam"], "what went before its lesson comes back by itself"
    assert titles(await done(owner, "POST", f"/api/sections/{heat}/restore"))[1] == ["Oven", "Heat", "Steam"]
