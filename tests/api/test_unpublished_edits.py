"""Edits of a published course are seen by its owner alone until they are published: whatever is edited, wherever it
might show."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from api.courses.schemas import CourseUpdate, LessonUpdate, SectionUpdate
from models.columns import new_id
from models.generations import Generation, MediaAsset
from providers.local_storage import LocalStorage
from tests.api.operations import ACTIONS
from tests.api.people import EVERYTHING, Person, Town
from tests.api.people import town as closed_town
from tests.api.studying import CHECK, COURSE, sitting
from tests.pipeline import Pipeline

Json = dict[str, Any]
WORD = "Zanzibar"
PICTURE = b"a picture"

NEW_CHECK = CHECK | {
    "stem": f"What makes {WORD} rise?",
    "options": [{"id": "a", "text": f"Salt of {WORD}"}, {"id": "b", "text": f"Yeast of {WORD}"}],
    "answer": "b",
    "feedback": f"As in {WORD}.",
    "objective": f"Explain {WORD}",
}
CONTENT: Json = {
    "summary": f"All of {WORD}.",
    "explanation": f"{WORD} is an island.",
    "examples": [{"title": WORD, "body": WORD}],
    "exercises": [{"prompt": WORD, "hint": WORD, "solution": WORD}],
    "checks": [NEW_CHECK],
    "applications": [WORD],
    "resources": [{"title": WORD, "url": f"https://example.org/{WORD}"}],
    "citations": [{"id": "c1", "source_id": WORD, "heading": WORD, "quote": WORD}],
    "visuals": [{"media_id": WORD, "alt": WORD, "caption": WORD}],
}
EDITS: dict[type, Json] = {
    CourseUpdate: {
        "title": f"To {WORD}",
        "description": f"A course on {WORD}.",
        "objectives": [f"Explain {WORD}"],
        "category": WORD,
        "tags": [WORD],
        "difficulty": "advanced",
        "expected_enrollment": 97531,
        "progression_policy": {"sequential": False, "min_time_fraction": 0.97531},
    },
    LessonUpdate: {
        "title": f"Lesson of {WORD}",
        "summary": f"{WORD} at last.",
        "objectives": [f"Explain {WORD}"],
        "is_required": True,
        "position": 1,
    },
    SectionUpdate: {
        "title": f"Section of {WORD}",
        "objectives": [f"Explain {WORD}"],
        "assessment_criteria": [f"Names {WORD}"],
        "content": CONTENT,
        "is_required": True,
        "estimated_duration": 357,
        "prerequisites": ["2"],
        "gate": {"requires": "2", "min_completion": 53},
        "requires_retake": False,
        "position": 1,
    },
}
"""A value for each field that can be edited; what cannot hold the word holds a number of its own."""

MARKS = (
    WORD,
    WORD.lower(),
    "advanced",
    '"expected_enrollment":97531',
    "0.97531",
    '"estimated_duration":357',
    '"min_completion":53',
)
NOT_THE_COURSES_TEXT = {"GET /api/me/export", "GET /api/me/events"}
"""The one is about oneself, the other endless: what it tells is read from its table."""


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


class Scene:
    """A published course with a learner who has completed its sections, a stranger, and an unpublished picture."""

    def __init__(self, town: Town, owner: Person, learner: Person, others: list[Person], course: Json) -> None:
        self.town, self.owner, self.learner, self.others, self.course = town, owner, learner, others, course
        self.section = str(course["lessons"][0]["sections"][0]["id"])
        self.picture, self.generation = new_id(), new_id()

    async def edit_everything(self) -> None:
        paths = {
            CourseUpdate: f"/api/courses/{self.course['id']}",
            LessonUpdate: f"/api/lessons/{self.course['lessons'][0]['id']}",
            SectionUpdate: f"/api/sections/{self.section}",
        }
        for shape, path in paths.items():
            answer = await self.owner.api.patch(path, json=EDITS[shape], headers=EVERYTHING)
            assert answer.status_code == 200, answer.text
        elsewhere = self.course["lessons"][1]["id"]
        for path in (f"/api/courses/{self.course['id']}/lessons", f"/api/lessons/{elsewhere}/sections"):
            added = await self.owner.api.post(path, json={"title": f"{WORD} anew"}, headers=EVERYTHING)
            assert added.status_code == 201, added.text

    async def put_a_picture(self, folder: Path) -> None:
        key = await LocalStorage(folder / "media").put(PICTURE, "image/png")
        generation = Generation(
            kind="course",
            instructor_id=self.owner.id,
            request_hash="",
            brief={"title": "A picture"},
            units_total=1,
        )
        asset = MediaAsset(
            id=self.picture,
            generation_id=generation.id,
            step="thumbnail",
            course_id=UUID(self.course["id"]),
            kind="thumbnail",
            storage_key=key,
            media_type="image/png",
            width=1,
            height=1,
            size_bytes=len(PICTURE),
            alt=WORD,
            caption=WORD,
        )
        async with self.town.sessions() as session, session.begin():
            session.add(generation)
            await session.flush()
            session.add(asset)

    async def all_that_is_told(self, person: Person) -> dict[str, str]:
        """The answer to every reading call on the course and its parts, by operation."""
        names = {
            "course_id": self.course["id"],
            "section_id": self.section,
            "media_id": str(self.picture),
            "user_id": str(self.owner.id),
            "generation_id": str(self.generation),
            "source_id": "01890a5d-ac96-774b-bcce-b302099a8057",
            "key": "1.1",
            "number": "1",
            "token": "x" * 43,
            "webhook_id": "01890a5d-ac96-774b-bcce-b302099a8058",
            "media": "0" * 64,
            "format": "markdown",
        }
        told = {}
        for operation in ACTIONS:
            method, path = operation.split(" ")
            if method != "GET" or operation in NOT_THE_COURSES_TEXT:
                continue
            params = {"q": f"{WORD} dough"} if path == "/api/search" else {"upcoming": True}
            answer = await person.api.get(path.format(**names), params=params)
            told[operation] = answer.text
        return told


@pytest.fixture
async def scene(machine: Pipeline, closed: Town) -> Scene:
    owner, learner = await closed.person("instructor"), await closed.person("student")
    others = [await closed.person(role) for role in ("student", "instructor", "operator")]
    course = (await owner.api.post("/api/courses", json=COURSE | {"tags": ["baking"]})).json()
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    scene = Scene(closed, owner, learner, others, course)
    assert (await learner.api.post(f"/api/courses/{course['id']}/enroll")).status_code == 201
    await study(scene)
    return scene


async def study(scene: Scene) -> None:
    answer = await scene.learner.api.post(f"/api/sections/{scene.section}/interactions", json=sitting())
    assert answer.json()["success"], answer.text


async def judged(scene: Scene, answer: str) -> bool:
    [review] = (await scene.learner.api.get("/api/me/reviews", params={"upcoming": True})).json()["items"]
    sent = {"event_id": str(new_id()), "answer": answer}
    return bool((await scene.learner.api.post(f"/api/reviews/{review['id']}/answer", json=sent)).json()["right"])


def test_every_field_that_can_be_edited_is_tried() -> None:
    for shape in (CourseUpdate, LessonUpdate, SectionUpdate):
        assert set(EDITS[shape]) == set(shape.model_fields) - {"lesson_id"}


async def test_nobody_but_the_owner_sees_an_edit_before_it_is_published(scene: Scene, tmp_path: Path) -> None:
    await scene.put_a_picture(tmp_path)
    before = {person.id: await scene.all_that_is_told(person) for person in [scene.learner, *scene.others]}
    await scene.edit_everything()
    assert (await scene.owner.api.get(f"/api/media/{scene.picture}")).content == PICTURE
    for person in [scene.learner, *scene.others]:
        for operation, told in (await scene.all_that_is_told(person)).items():
            assert not [mark for mark in MARKS if mark in told], (operation, told)
            if "search" not in operation and "users" not in operation:
                assert told == before[person.id][operation], operation
    assert WORD in (await scene.owner.api.get(f"/api/courses/{scene.course['id']}")).text
    assert (await judged(scene, "b"), await judged(scene, "a")) == (False, True)
    await study(scene)
    async with scene.town.sessions() as session:
        for table in ("learner_events", "outbox", "interaction_inbox", "learning_events", "search_documents"):
            found = await (await session.connection()).execute(
                text(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%{WORD}%'")
            )
            assert found.scalar_one() == 0, table


async def test_what_was_published_is_seen(scene: Scene, tmp_path: Path) -> None:
    await scene.edit_everything()
    await scene.put_a_picture(tmp_path)
    assert (await scene.owner.api.post(f"/api/courses/{scene.course['id']}/publish")).status_code == 200
    stranger = scene.others[0]
    told = await scene.all_that_is_told(stranger)
    for operation in ("GET /api/courses", "GET /api/courses/{course_id}", "GET /api/search"):
        assert WORD in told[operation], operation
    assert (await stranger.api.get(f"/api/media/{scene.picture}")).content == PICTURE
    assert (await judged(scene, "b"), await judged(scene, "a")) == (True, False)
    told = await scene.all_that_is_told(scene.learner)
    for operation in ("GET /api/sections/{section_id}", "GET /api/me/reviews", "GET /api/me/dashboard"):
        assert WORD in told[operation], operation


async def test_the_owner_is_told_what_differs_and_whom_it_concerns(scene: Scene) -> None:
    path = f"/api/courses/{scene.course['id']}/changes"
    quiet = (await scene.owner.api.get(path)).json()
    assert (quiet["release"], quiet["changes"], quiet["refusals"]) == (1, [], [])
    assert quiet["learners"] == {"enrolled": 1, "completed": 0, "no_longer_complete": 0, "to_repeat": 0}
    await scene.owner.api.patch(
        f"/api/sections/{scene.section}", json={"title": "Rye", "requires_retake": True}, headers=EVERYTHING
    )
    await scene.owner.api.patch(f"/api/courses/{scene.course['id']}", json={"tags": ["rye"]}, headers=EVERYTHING)
    told = (await scene.owner.api.get(path)).json()
    assert [(change["part"], change["change"], change["fields"]) for change in told["changes"]] == [
        ("course", "changed", ["tags"]),
        ("section", "changed", ["requires_retake", "title"]),
    ]
    assert (told["changes"][1]["begun"], told["changes"][1]["completed"]) == (1, 1)
    assert told["learners"] == {"enrolled": 1, "completed": 0, "no_longer_complete": 0, "to_repeat": 1}
    assert (await scene.others[0].api.get(path)).status_code == 403


async def test_a_course_that_was_taken_back_shows_strangers_nothing_and_keeps_its_learners(scene: Scene) -> None:
    await scene.edit_everything()
    path = f"/api/courses/{scene.course['id']}"
    assert (await scene.owner.api.post(f"{path}/unpublish")).status_code == 200
    assert (await scene.others[0].api.get(path)).status_code == 404
    assert (await scene.learner.api.get(f"{path}/progress")).status_code == 200
    assert WORD not in (await scene.learner.api.get("/api/me/dashboard")).text
