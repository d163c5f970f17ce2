"""Versions of a section: kept at each change, compared, restored; a proposal overwrites nothing until it is taken."""

from typing import Any

from api.courses.rendered import without_html
from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.test_structure import brought, done
from tests.pipeline import Pipeline

Json = dict[str, Any]
BRIEF = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False}


async def listed(owner: Person, section: str) -> list[tuple[int, str, bool]]:
    """Number, kind and whether it stands, of each version; the newest first."""
    items = (await owner.api.get(f"{section}/versions")).json()["items"]
    return [(item["number"], item["kind"], item["is_current"]) for item in items]


async def test_each_change_of_a_text_is_kept_compared_and_undone(town: Town) -> None:
    owner = await town.person("instructor")
    course = await brought(owner)
    section = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}"
    assert await listed(owner, section) == [(1, "original", True)]
    first = (await owner.api.get(f"{section}/versions/1")).json()
    for body in (
        {"content": {"explanation": "Yeast eats sugar."}},
        {"title": "Wheat"},
        {"is_required": False},
        {"content": {"explanation": "Yeast eats starch."}},
    ):
        await done(owner, "PATCH", section, body)
    assert await listed(owner, section) == [
        (4, "edit", True),
        (3, "edit", False),
        (2, "edit", False),
        (1, "original", False),
    ]
    diff = (await owner.api.get(f"{section}/versions/2/diff")).json()
    assert (diff["version"], diff["to"], [field["pointer"] for field in diff["fields"]]) == (
        2,
        4,
        ["/title", "/content/explanation"],
    )
    assert [hunk["text"] for hunk in diff["fields"][1]["hunks"]] == ["Yeast eats ", "sugar.", "starch."]
    back = await owner.api.get(f"{section}/versions/4/diff", params={"to": 1})
    assert [field["change"] for field in back.json()["fields"]] == ["changed", "removed"]
    restored = await done(owner, "POST", f"{section}/versions/1/restore")
    assert restored["title"] == first["title"]
    assert without_html(restored["content"]) == without_html(first["content"])
    assert (await listed(owner, section))[0] == (5, "restored", True)
    assert (await owner.api.get(f"{section}/versions/9")).status_code == 404
    assert_refused(await owner.api.post(f"{section}/versions/5/take", headers=EVERYTHING), 409, "no-proposal")


async def test_no_more_versions_are_kept_than_fifty(town: Town) -> None:
    owner = await town.person("instructor")
    section = f"/api/sections/{(await brought(owner))['lessons'][0]['sections'][0]['id']}"
    for number in range(52):
        await done(owner, "PATCH", section, {"title": f"Flour {number}"})
    page = (await owner.api.get(f"{section}/versions", params={"limit": 30})).json()
    rest = (await owner.api.get(f"{section}/versions", params={"limit": 30, "cursor": page["next_cursor"]})).json()
    numbers = [item["number"] for item in page["items"] + rest["items"]]
    assert (len(numbers), numbers[0], numbers[-1], rest["next_cursor"]) == (50, 53, 1, None)


async def test_a_proposal_stands_when_it_is_taken_and_not_before(machine: Pipeline) -> None:
    made = await machine.until_status((await machine.generate(BRIEF))["id"], "completed")
    course = await machine.read(f"/api/courses/{made['course_id']}")
    section = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}"
    owner = Person(id=course["instructor_id"], email="", api=machine.api, tokens={})
    await done(owner, "PATCH", section, {"content": {"explanation": "Mine.", "citations": []}})
    mine = await machine.read(section)
    assert_refused(await machine.api.post(f"{section}/regenerate", json={}), 409, "edited-by-hand")
    asked = await machine.api.post(f"{section}/regenerate", json={"propose": True, "instructions": "Shorter."})
    assert asked.status_code == 202, asked.text
    await machine.until_status(asked.json()["id"], "completed")
    assert await machine.read(section) == mine
    assert await listed(owner, section) == [(3, "proposal", False), (2, "edit", True), (1, "original", False)]
    diff = await machine.read(f"{section}/versions/2/diff?to=3")
    assert "/content/explanation" in [field["pointer"] for field in diff["fields"]]
    taken = await done(owner, "POST", f"{section}/versions/3/take")
    assert without_html(taken["content"]) == (await machine.read(f"{section}/versions/3"))["content"]
    assert taken["content"]["explanation"] != "Mine."
    assert (await listed(owner, section))[0] == (4, "taken", True)
    again = await machine.api.post(f"{section}/versions/3/take", headers=EVERYTHING)
    assert_refused(again, 409, "no-proposal")
    found = await machine.read(f"{section}/findings")
    whole = await machine.read(f"/api/courses/{course['id']}/findings")
    assert found["quality_score"] == whole["sections"][0]["quality_score"]
    assert {finding["code"] for finding in found["findings"]} <= {finding["code"] for finding in whole["findings"]}


async def test_findings_are_of_what_stands_now(town: Town) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    course = await brought(owner, {"title": "Bread", "lessons": [{"title": "Dough", "sections": [{"title": "Flour"}]}]})
    section = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}"
    assert (await owner.api.get(f"{section}/findings")).json()["findings"] == []
    await done(owner, "PATCH", section, {"objectives": ["Know flour"]})
    found = (await owner.api.get(f"{section}/findings")).json()
    assert [(one["code"], one["pointer"]) for one in found["findings"]] == [("objective_unmeasurable", "/objectives/0")]
    assert float(found["quality_score"]) < 1
    whole = (await owner.api.get(f"/api/courses/{course['id']}/findings")).json()
    assert [one["pointer"] for one in whole["findings"]] == ["/lessons/0/sections/0/objectives/0"]
    assert (await other.api.get(f"{section}/findings")).status_code == 404
