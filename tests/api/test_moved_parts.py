"""Parts that are moved: what a generated outline asked for follows the order, what a person asked for stays."""

from typing import Any

from sqlalchemy import text

from tests.api.people import EVERYTHING, Person, Town

Json = dict[str, Any]
COURSE: Json = {
    "title": "Bread",
    "lessons": [
        {"title": "Dough", "sections": [{"title": "Flour"}, {"title": "Yeast", "prerequisites": ["1.1"]}]},
        {"title": "Oven", "sections": [{"title": "Heat", "prerequisites": ["1.1", "1.2"]}, {"title": "Steam"}]},
    ],
}


async def brought(owner: Person) -> Json:
    course: Json = (await owner.api.post("/api/courses", json=COURSE)).json()
    return course


async def as_if_generated(town: Town) -> None:
    await town.run("UPDATE sections SET prerequisites_by_hand = false")


async def prerequisites(owner: Person, course: Json) -> dict[str, int]:
    read = (await owner.api.get(f"/api/courses/{course['id']}")).json()
    return {s["title"]: len(s["prerequisites"]) for lesson in read["lessons"] for s in lesson["sections"]}


async def move(owner: Person, path: str) -> None:
    answer = await owner.api.patch(path, json={"position": 1}, headers=EVERYTHING)
    assert answer.status_code == 200, answer.text


async def test_prerequisites_of_a_generated_outline_follow_its_order(town: Town) -> None:
    owner = await town.person("instructor")
    course = await brought(owner)
    await as_if_generated(town)
    await move(owner, f"/api/lessons/{course['lessons'][1]['id']}")
    assert await prerequisites(owner, course) == {"Heat": 0, "Steam": 0, "Flour": 0, "Yeast": 1}
    await move(owner, f"/api/sections/{course['lessons'][0]['sections'][1]['id']}")
    assert await prerequisites(owner, course) == {"Heat": 0, "Steam": 0, "Yeast": 0, "Flour": 0}
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200


async def test_those_that_a_person_wants_stay_and_are_named_when_they_stop_everybody(town: Town) -> None:
    owner = await town.person("instructor")
    course = await brought(owner)
    await as_if_generated(town)
    heat = course["lessons"][1]["sections"][0]["id"]
    wanted = await owner.api.patch(f"/api/sections/{heat}", json={"prerequisites": ["1.1"]}, headers=EVERYTHING)
    assert wanted.status_code == 200
    await move(owner, f"/api/lessons/{course['lessons'][1]['id']}")
    assert (await prerequisites(owner, course))["Heat"] == 1
    refused = await owner.api.post(f"/api/courses/{course['id']}/publish")
    assert refused.status_code == 422
    assert "“Heat” → “Flour”" in refused.json()["detail"] or "“Flour” → " in refused.json()["detail"]
    assert "Take out the prerequisite" in refused.json()["detail"]
    told = (await owner.api.get(f"/api/courses/{course['id']}/changes")).json()
    assert "Take out the prerequisite" in told["refusals"][0]["detail"]


async def test_a_course_in_no_order_keeps_what_its_outline_asked_for(town: Town) -> None:
    owner = await town.person("instructor")
    course = await brought(owner)
    await as_if_generated(town)
    policy = {"progression_policy": {"sequential": False}}
    await owner.api.patch(f"/api/courses/{course['id']}", json=policy, headers=EVERYTHING)
    await move(owner, f"/api/lessons/{course['lessons'][1]['id']}")
    assert (await prerequisites(owner, course))["Heat"] == 2
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200


async def test_parts_of_a_course_by_hand_are_marked_so(town: Town) -> None:
    await brought(await town.person("instructor"))
    async with town.sessions() as session:
        marks = await (await session.connection()).execute(text("SELECT DISTINCT prerequisites_by_hand FROM sections"))
        assert list(marks.scalars()) == [True]


UNREACHABLE: dict[str, Json] = {
    "none of whose sections has checks": {
        "lessons": [
            {"title": "One", "sections": [{"title": "A"}]},
            {"title": "Two", "sections": [{"title": "B", "gate": {"requires": "1", "min_score": 50}}]},
        ]
    },
    "which has no checks": {
        "lessons": [
            {"title": "One", "sections": [{"title": "A"}, {"title": "B", "gate": {"requires": "1.1", "min_score": 80}}]}
        ]
    },
    "has nothing to interact with": {
        "progression_policy": {"min_interactions": 5},
        "lessons": [{"title": "One", "sections": [{"title": "A"}]}],
    },
}


async def test_what_nobody_can_reach_is_refused_by_name(town: Town) -> None:
    owner = await town.person("instructor")
    for said, course in UNREACHABLE.items():
        made = await owner.api.post("/api/courses", json={"title": "Bread"} | course)
        assert made.status_code == 201, made.text
        refused = await owner.api.post(f"/api/courses/{made.json()['id']}/publish")
        assert refused.status_code == 422
        assert said in refused.json()["detail"]
