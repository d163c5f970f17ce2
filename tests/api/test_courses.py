"""The calls under "Courses": brought by hand, edited, published, found, taken away."""

from typing import Any

import pytest

from tests.learning import drafts
from tests.pipeline import Pipeline

Json = dict[str, Any]


def by_hand(**changes: object) -> Json:
    lessons = [
        {
            "title": "Flour",
            "sections": [
                {"title": "Wheat flour", "content": {"checks": [_check()]}},
                {"title": "Rye flour", "content": {"checks": [_check()]}, "prerequisites": ["1.1"]},
            ],
        },
        {
            "title": "Fermentation",
            "sections": [
                {
                    "title": "Yeast",
                    "content": {"explanation": "Yeast eats sugar."},
                    "gate": {"requires": "1.2", "min_score": 50, "min_completion": 100},
                },
            ],
        },
    ]
    return {"title": "Bread by hand", "lessons": lessons} | changes


def _check() -> Json:
    return drafts.choice().model_dump(mode="json")


async def bring(machine: Pipeline, **changes: object) -> Json:
    answer = await machine.api.post("/api/courses", json=by_hand(**changes))
    assert answer.status_code == 201, answer.text
    course: Json = answer.json()
    return course


async def test_a_course_by_hand_comes_out_as_it_went_in(machine: Pipeline) -> None:
    course = await bring(machine, tags=["bread"], progression_policy={"sequential": False})
    assert course["status"] == "draft"
    exported = await machine.read(f"/api/courses/{course['id']}/export.json")
    again = await machine.api.post("/api/courses", json=exported)
    assert again.status_code == 201
    assert await machine.read(f"/api/courses/{again.json()['id']}/export.json") == exported
    first, second = course["lessons"][0]["sections"]
    assert second["prerequisites"] == [first["id"]]
    assert course["lessons"][1]["sections"][0]["gate"]["requires"] == second["id"]


@pytest.mark.parametrize(
    ("spoil", "pointer"),
    [
        (
            lambda c: c["lessons"][0]["sections"][0].update(prerequisites=["9.9"]),
            "/lessons/0/sections/0/prerequisites/0",
        ),
        (lambda c: c["lessons"][0].update(sections=[]), "/lessons/0/sections"),
        (lambda c: c["lessons"][0].update(title=""), "/lessons/0/title"),
        (
            lambda c: c["lessons"][0]["sections"][0]["content"]["checks"][0].update(answer="o9"),
            "/lessons/0/sections/0/content/checks/0/answer",
        ),
    ],
)
async def test_a_course_that_does_not_work_is_refused_with_a_pointer(
    machine: Pipeline, spoil: Any, pointer: str
) -> None:
    course = by_hand()
    spoil(course)
    answer = await machine.api.post("/api/courses", json=course)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


async def test_a_cycle_of_prerequisites_is_refused_by_name(machine: Pipeline) -> None:
    course = by_hand()
    course["lessons"][0]["sections"][0]["prerequisites"] = ["1.2"]
    answer = await machine.api.post("/api/courses", json=course)
    assert answer.status_code == 422
    assert "Wheat flour" in answer.text
    assert "Rye flour" in answer.text


async def test_edits_need_the_state_that_they_edit(machine: Pipeline) -> None:
    course = await bring(machine)
    path = f"/api/courses/{course['id']}"
    read = await machine.api.get(path)
    assert (await machine.api.patch(path, json={"title": "New"})).status_code == 428
    assert (await machine.api.patch(path, json={"title": "New"}, headers={"If-Match": '"old"'})).status_code == 412
    edited = await machine.api.patch(path, json={"title": "New"}, headers={"If-Match": read.headers["etag"]})
    assert (edited.status_code, edited.json()["title"], edited.json()["edited_by_hand"]) == (200, "New", True)
    stale = await machine.api.patch(path, json={"title": "Newer"}, headers={"If-Match": read.headers["etag"]})
    assert stale.status_code == 412
    assert (await machine.api.get(path)).headers["etag"] == edited.headers["etag"]


async def test_a_course_that_is_read_again_is_as_it_is_now(machine: Pipeline) -> None:
    course = await bring(machine)
    path, lesson = f"/api/courses/{course['id']}", course["lessons"][0]
    changes = [
        (path, {"description": "Of flour."}),
        (f"/api/lessons/{lesson['id']}", {"position": 2}),
        (f"/api/sections/{lesson['sections'][0]['id']}", {"estimated_duration": 33}),
    ]
    seen = [(await machine.api.get(path)).headers["etag"]]
    for place, change in changes:
        assert (await machine.api.patch(place, json=change, headers={"If-Match": "*"})).status_code == 200
        read = await machine.api.get(path)
        assert read.headers["etag"] not in seen
        again = await machine.api.get(path, headers={"If-None-Match": read.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        seen.append(read.headers["etag"])
    now = (await machine.api.get(path)).json()
    assert (now["description"], now["lessons"][1]["title"]) == ("Of flour.", lesson["title"])
    assert now["lessons"][1]["sections"][0]["estimated_duration"] == 33
    back = await machine.api.patch(f"/api/lessons/{lesson['id']}", json={"position": 1}, headers={"If-Match": "*"})
    assert back.status_code == 200, back.text
    published = await machine.api.post(f"{path}/publish")
    assert published.status_code == 200, published.text
    assert (await machine.read(path))["status"] == "published"
    unpublished = await machine.api.post(f"{path}/unpublish")
    assert unpublished.status_code == 200, unpublished.text
    assert (await machine.read(path))["status"] == "draft"


async def test_lessons_and_sections_are_edited_and_reordered(machine: Pipeline) -> None:
    course = await bring(machine)
    lesson, section = course["lessons"][1], course["lessons"][0]["sections"][1]
    everything = {"If-Match": "*"}
    moved = await machine.api.patch(f"/api/lessons/{lesson['id']}", json={"position": 1}, headers=everything)
    assert [row["title"] for row in moved.json()["lessons"]] == ["Fermentation", "Flour"]
    changes = {"position": 1, "is_required": False, "estimated_duration": 7, "prerequisites": [], "gate": None}
    answer = await machine.api.patch(f"/api/sections/{section['id']}", json=changes, headers=everything)
    assert answer.status_code == 200, answer.text
    edited = answer.json()
    assert (edited["key"], edited["is_required"], edited["estimated_duration"]) == ("2.1", False, 7)
    refused = await machine.api.patch(
        f"/api/sections/{section['id']}", json={"content": {"explanation": "<script>x</script>"}}, headers=everything
    )
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/content/explanation"
    assert (await machine.read(f"/api/sections/{section['id']}"))["content"]["explanation"] == ""


async def test_publishing_makes_releases_and_shows_the_course(machine: Pipeline) -> None:
    course = await bring(machine)
    path = f"/api/courses/{course['id']}"
    assert (await machine.read("/api/courses"))["items"] == []
    assert len((await machine.read("/api/courses?mine=true"))["items"]) == 1
    published = await machine.api.post(f"{path}/publish")
    assert (published.json()["status"], published.json()["release"]) == ("published", 1)
    assert len((await machine.read("/api/courses"))["items"]) == 1
    assert (await machine.api.post(f"{path}/publish")).json()["release"] == 2
    assert (await machine.api.post(f"{path}/unpublish")).json()["status"] == "draft"
    assert (await machine.api.post(f"{path}/unpublish")).status_code == 409


async def test_search_finds_published_sections_also_misspelt(machine: Pipeline) -> None:
    course = await bring(machine)
    assert (await machine.read("/api/search?q=yeast"))["items"] == []
    await machine.api.post(f"/api/courses/{course['id']}/publish")
    hits = (await machine.read("/api/search?q=yeast"))["items"]
    assert hits[0]["title"] == "Yeast"
    assert "<mark>" in hits[0]["snippet"]
    assert [hit["title"] for hit in (await machine.read("/api/search?q=wheet+flour"))["items"]] != []
    assert (await machine.read("/api/search?q=nothing+like+it"))["items"] == []


async def test_what_is_not_there_is_not_found(machine: Pipeline) -> None:
    nowhere = "01900000-0000-7000-8000-000000000000"
    for path in ("courses", "sections", "media"):
        assert (await machine.api.get(f"/api/{path}/{nowhere}")).status_code == 404
    assert (await machine.api.get("/api/nothing")).headers["content-type"] == "application/problem+json"
    refused = await machine.api.delete("/api/courses")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, POST")
    refused = await machine.api.patch("/api/courses/generate")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


async def test_the_machine_is_ready(machine: Pipeline) -> None:
    assert (await machine.read("/health"))["status"] == "ok"
    assert await machine.read("/ready") == {"status": "ready", "missing": [], "reasons": []}
    document = await machine.read("/api/openapi.json")
    assert "/api/courses/generate" in document["paths"]
