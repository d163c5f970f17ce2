"""Courses taken along: for whom, of which release, the same each time, and never with a hole."""

import asyncio
import io
import json
import os
import sys
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from api.exports import importing
from api.sources.reading_process import Read
from exports import course_json
from exports.course import bytes_of
from exports.formats import FORMATS
from exports.markdown_reader import read as read_markdown
from exports.picture_marks import marked, term_of
from exports.provenance import BY_MODEL, BY_PROGRAM
from models.columns import new_id
from models.generations import AiContentGeneration, Generation, MediaAsset
from providers.local_storage import LocalStorage
from tests.api import hostile_readers
from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.test_courses import by_hand
from tests.exports.courses import COVER, PICTURE, every_feature
from tests.exports.packages_read import packed
from tests.sources.picture_files import picture

Json = dict[str, Any]


async def bring(owner: Person, course: Json | None = None) -> Json:
    answer = await owner.api.post("/api/courses", json=course or by_hand())
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def publish(owner: Person, course: Json) -> None:
    answer = await owner.api.post(f"/api/courses/{course['id']}/publish")
    assert answer.status_code == 200, answer.text


async def put_pictures(town: Town, folder: Path, owner: Person, course: Json, content: bytes) -> UUID:
    """A thumbnail that was drawn, and a picture of a model, which is returned; both are stored."""
    key = await LocalStorage(folder / "media").put(content, "image/png")
    generation = Generation(
        kind="course", instructor_id=owner.id, request_hash="", brief={"title": "x"}, course_id=UUID(course["id"])
    )
    call: Json = {"generation_id": generation.id, "prompt_version": "1", "status": "answered", "media_key": key}
    size: Json = {"width": 8, "height": 8, "size_bytes": len(content), "media_type": "image/png", "storage_key": key}
    drawn = AiContentGeneration(step="thumbnail", prompt_hash="a", provider="drawn", model="", **call)
    made = AiContentGeneration(step="visual:1.1", prompt_hash="b", provider="openai", model="image-9", **call)
    section = course["lessons"][0]["sections"][0]["id"]
    wrote = AiContentGeneration(
        step="section:1.1",
        prompt_hash="c",
        provider="anthropic",
        model="claude-x",
        section_id=UUID(section),
        **(call | {"media_key": None}),
    )
    of_course: Json = {"generation_id": generation.id, "course_id": UUID(course["id"])} | size
    cover = MediaAsset(step="thumbnail", kind="thumbnail", call_id=drawn.id, alt="Cover", **of_course)
    shown = MediaAsset(step="visual:1.1", kind="diagram", call_id=made.id, alt="A loaf", **of_course)
    async with town.sessions() as session, session.begin():
        session.add(generation)
        await session.flush()
        session.add_all([drawn, made, wrote])
        await session.flush()
        session.add_all([cover, shown])
        id_ = shown.id
    visuals = {"content": {"visuals": [{"media_id": str(id_), "alt": "A loaf"}]}}
    edited = await owner.api.patch(f"/api/sections/{section}", json=visuals, headers=EVERYTHING)
    assert edited.status_code == 200, edited.text
    return id_


@pytest.fixture
async def owner(town: Town) -> Person:
    return await town.person("instructor")


async def test_every_format_is_told_and_made(town: Town, owner: Person, tmp_path: Path) -> None:
    course = await bring(owner, by_hand(title="Brot & Größe: “潮汐”"))
    await put_pictures(town, tmp_path, owner, course, picture())
    await publish(owner, course)
    told = (await owner.api.get(f"/api/courses/{course['id']}/exports")).json()["items"]
    assert [item["format"] for item in told] == list(FORMATS)
    for item in told:
        assert item["title"]
        assert item["carries"]
        answer = await owner.api.get(f"/api/courses/{course['id']}/exports/{item['format']}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == FORMATS[item["format"]].media_type
        disposition = answer.headers["content-disposition"]
        plain, _, extended = disposition.removeprefix("attachment; filename=").partition("; filename*=UTF-8''")
        assert plain.isascii()
        assert unquote(extended) == f"Brot & Größe “潮汐” (release 1){FORMATS[item['format']].extension}"
        again = await owner.api.get(f"/api/courses/{course['id']}/exports/{item['format']}")
        assert again.content == answer.content
        known = {"If-None-Match": answer.headers["etag"]}
        same = await owner.api.get(f"/api/courses/{course['id']}/exports/{item['format']}", headers=known)
        assert (same.status_code, same.content) == (304, b"")


async def test_a_release_stays_as_it_was_and_a_draft_says_so(town: Town, owner: Person, tmp_path: Path) -> None:
    course = await bring(owner)
    shown = await put_pictures(town, tmp_path, owner, course, picture())
    await publish(owner, course)
    path = f"/api/courses/{course['id']}/exports/json"
    first = await owner.api.get(path)
    package = course_json.read(first.content)
    assert package.provenance.release == 1
    assert [(writer.provider, writer.model) for writer in package.provenance.writers] == [("anthropic", "claude-x")]
    assert {id_: media.origin for id_, media in package.media.items()} == {
        str(shown): "model",
        package.thumbnail: "drawn",
    }
    assert {id_: term_of(bytes_of(media.content)) for id_, media in package.media.items()} == {
        str(shown): BY_MODEL,
        package.thumbnail: BY_PROGRAM,
    }
    assert [media.content for media in package.media.values()] == [
        marked(picture(), BY_MODEL if id_ == str(shown) else BY_PROGRAM) for id_ in package.media
    ]
    exported = (await owner.api.get(f"/api/courses/{course['id']}/export.json")).json()
    assert package.draft.model_dump(mode="json") == exported
    changed = {"title": "Bread, a second time"}
    await owner.api.patch(f"/api/courses/{course['id']}", json=changed, headers=EVERYTHING)
    assert (await owner.api.get(path)).content == first.content
    draft = course_json.read((await owner.api.get(path, params={"draft": True})).content)
    assert (draft.draft.title, draft.provenance.release) == (changed["title"], None)
    await publish(owner, course)
    assert (await owner.api.get(path, params={"release": 1})).content == first.content
    assert course_json.read((await owner.api.get(path)).content).provenance.release == 2
    assert_refused(await owner.api.get(path, params={"release": 3}), 404, "not-found")
    assert_refused(await owner.api.get(path, params={"release": 1, "draft": True}), 422, "invalid-input")
    assert_refused(await owner.api.get(f"/api/courses/{course['id']}/exports/docx"), 422, "invalid-input")


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


async def test_what_could_not_be_published_is_taken_along_as_a_draft_alone(owner: Person) -> None:
    course = await bring(owner, by_hand(progression_policy={"min_interactions": 9}))
    path = f"/api/courses/{course['id']}/exports/markdown"
    refused = await owner.api.get(path)
    assert_refused(refused, 422, "not-publishable")
    assert refused.json()["errors"]
    taken = await owner.api.get(path, params={"draft": True})
    assert "(draft).zip" in unquote(taken.headers["content-disposition"])
    assert read_markdown(taken.content).provenance.release is None
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert "This is a draft" in archive.read("README.md").decode()


async def test_a_lost_picture_is_named(town: Town, owner: Person, tmp_path: Path) -> None:
    course = await bring(owner)
    shown = await put_pictures(town, tmp_path, owner, course, picture())
    await publish(owner, course)
    for file in (tmp_path / "media").rglob("*.png"):
        file.unlink()
    refused = await owner.api.get(f"/api/courses/{course['id']}/exports/markdown")
    assert_refused(refused, 409, "media-missing")
    pointers = {error["pointer"]: error["detail"] for error in refused.json()["errors"]}
    assert set(pointers) == {"/lessons/0/sections/0/content/visuals/0", "/thumbnail"}
    assert str(shown) in pointers["/lessons/0/sections/0/content/visuals/0"]
    assert (await owner.api.get(f"/api/courses/{course['id']}/exports")).status_code == 200


async def test_keys_are_for_owners_and_admins(town: Town, owner: Person) -> None:
    course = await bring(owner)
    await publish(owner, course)
    paths = [f"/api/courses/{course['id']}/exports", f"/api/courses/{course['id']}/exports/csv"]
    for role in ("student", "instructor", "operator"):
        person = await town.person(role)
        await person.api.post(f"/api/courses/{course['id']}/enroll")
        for path in paths:
            assert (await person.api.get(path)).status_code == 403
    admin = await town.person("admin")
    for path in paths:
        assert (await town.anybody.get(path)).status_code == 401
        assert (await admin.api.get(path)).status_code == 200
        assert (await owner.api.get(path.replace(course["id"], str(new_id())))).status_code == 404


PATIENCE_SECONDS = 120.0


async def test_a_large_course_takes_seconds_and_holds_nobody_up(town: Town, owner: Person, tmp_path: Path) -> None:
    """20 × 8 sections with a picture each, in every format; `test_packing.py` measures how the loop goes on."""
    content = by_hand()["lessons"][0]["sections"][0]["content"] | {"explanation": "Water rises, and falls.\n\n" * 120}
    lessons = [
        {
            "title": f"Lesson {number}",
            "sections": [{"title": f"Section {number}.{place}", "content": content} for place in range(1, 9)],
        }
        for number in range(1, 21)
    ]
    course = await bring(owner, {"title": "A large one", "lessons": lessons})
    await put_pictures(town, tmp_path, owner, course, picture())
    longest = {}
    for name in FORMATS:
        begun = time.process_time()  # the API is in this process, and the machine may be busy with others
        path = f"/api/courses/{course['id']}/exports/{name}"
        making = asyncio.ensure_future(owner.api.get(path, params={"draft": True}, timeout=PATIENCE_SECONDS))
        while not making.done():
            assert (await town.anybody.get("/health", timeout=PATIENCE_SECONDS)).status_code == 200
            await asyncio.sleep(0.05)
        assert making.result().status_code == 200
        longest[name] = time.process_time() - begun
    assert max(longest.values()) < 15, longest


async def imported(owner: Person, package: bytes, name: str = "course.zip") -> httpx.Response:
    return await owner.api.post("/api/courses/import", files={"file": (name, package)})


@pytest.mark.parametrize("name", ["json", "markdown"])
async def test_a_course_moves_with_its_pictures(town: Town, owner: Person, tmp_path: Path, name: str) -> None:
    """What comes out of the imported course is what went in, but for new ids; and it comes out so once more."""
    course = await bring(owner)
    shown = await put_pictures(town, tmp_path, owner, course, picture())
    path = "/api/courses/{}/exports/" + name
    first = await owner.api.get(path.format(course["id"]), params={"draft": True})
    other = await town.person("instructor")
    answer = await imported(other, first.content)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert body["not_carried"] == []
    assert body["status"] == "draft"
    assert answer.headers["location"] == f"/api/courses/{body['id']}"
    known = {"If-None-Match": answer.headers["etag"]}
    assert (await other.api.get(answer.headers["location"], headers=known)).status_code == 304
    [section, *_] = body["lessons"][0]["sections"]
    read = (await other.api.get(f"/api/sections/{section['id']}")).json()
    [link] = read["media"]
    assert link["id"] != str(shown)
    assert (await other.api.get(link["url"])).content == marked(picture(), BY_MODEL)
    assert (await other.api.get(body["thumbnail"]["url"])).content == marked(picture(), BY_PROGRAM)
    again = await other.api.get(path.format(body["id"]), params={"draft": True})
    one, two = (READERS[name](package.content) for package in (first, again))
    assert two.draft.model_dump_json().replace(link["id"], str(shown)) == one.draft.model_dump_json()
    assert [(media.content, media.origin) for media in two.media.values()] == [
        (media.content, media.origin) for media in one.media.values()
    ]


READERS = {"json": course_json.read, "markdown": read_markdown}


@pytest.mark.parametrize("name", ["imscc", "olx"])
async def test_a_course_comes_back_from_another_system(town: Town, owner: Person, tmp_path: Path, name: str) -> None:
    course = await bring(owner)
    await put_pictures(town, tmp_path, owner, course, picture())
    package = await owner.api.get(f"/api/courses/{course['id']}/exports/{name}", params={"draft": True})
    body = (await imported(owner, package.content)).json()
    assert [lesson["title"] for lesson in body["lessons"]] == ["Flour", "Fermentation"]
    published = await owner.api.post(f"/api/courses/{body['id']}/publish")
    assert published.status_code == 200, published.text


async def test_what_is_no_course_or_means_harm_leaves_nothing(town: Town, owner: Person) -> None:
    tries = {
        b"%PDF-1.7": (415, "package-unsupported-type"),
        b"PK\x03\x04 broken": (422, "package-broken"),
        b"{}": (422, "not-a-course"),
        packed({"imsmanifest.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><manifest/>"}): (422, "package-bomb"),
        json.dumps(by_hand(title="<script>x()</script>")).encode(): (201, ""),
    }
    for package, (status, slug) in tries.items():
        answer = await imported(owner, package)
        if slug:
            assert_refused(answer, status, slug)
        assert answer.status_code == status
    spoilt = by_hand()
    spoilt["lessons"][0]["sections"][0]["content"]["explanation"] = "<script>x()</script>"
    refused = await imported(owner, json.dumps(spoilt).encode())
    assert_refused(refused, 422, "invalid-input")
    assert refused.json()["errors"][0]["pointer"] == "/lessons/0/sections/0/content/explanation"
    student = await town.person("student")
    assert (await imported(student, b"{}")).status_code == 403
    mine = (await owner.api.get("/api/courses", params={"mine": True})).json()["items"]
    assert [course["title"] for course in mine] == ["<script>x()</script>"]


@pytest.mark.parametrize(
    ("work", "slug"),
    [(hostile_readers.eats_memory, "package-too-large-to-read"), (hostile_readers.breaks_off, "package-broken")],
)
async def test_what_a_package_does_to_its_reader_ends_with_it(
    owner: Person, monkeypatch: pytest.MonkeyPatch, work: Read, slug: str
) -> None:
    """It is read in a process that is given so much memory, and that alone goes down with it."""
    monkeypatch.setattr(importing, "course_parts", work)
    assert_refused(await imported(owner, b"{}"), 422, slug)
    monkeypatch.undo()
    assert (await imported(owner, json.dumps(by_hand()).encode())).status_code == 201


async def test_pictures_lose_what_they_say_and_what_is_none_is_left_out(owner: Person) -> None:
    told = every_feature()
    spoken = io.BytesIO()
    with Image.open(io.BytesIO(picture())) as plain:
        notes = PngInfo()
        notes.add_text("Author", "Ada Lovelace")
        plain.save(spoken, "PNG", pnginfo=notes)
    media = dict(told.media)
    media[PICTURE] = media[PICTURE].model_copy(update={"content": spoken.getvalue()})
    media[COVER] = media[COVER].model_copy(update={"content": b"RIFF, and no picture"})
    lessons = [lesson.model_copy(update={"sections": lesson.sections[:1]}) for lesson in told.draft.lessons[:1]]
    course = told.model_copy(update={"media": media, "draft": told.draft.model_copy(update={"lessons": lessons})})
    answer = await imported(owner, course_json.FORMAT.written(course))
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert [each["what"] for each in body["not_carried"]] == ["unreadable picture"]
    assert body["thumbnail"] is None
    section = (await owner.api.get(f"/api/sections/{body['lessons'][0]['sections'][0]['id']}")).json()
    kept = (await owner.api.get(section["media"][0]["url"])).content
    assert b"Lovelace" not in kept


async def test_a_command_writes_the_same_package(town: Town, owner: Person, tmp_path: Path, database_url: str) -> None:
    course = await bring(owner)
    await put_pictures(town, tmp_path, owner, course, picture())
    await publish(owner, course)
    by_api = await owner.api.get(f"/api/courses/{course['id']}/exports/markdown")
    environment = os.environ | {"DATABASE_URL": database_url, "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "api.exports", course["id"], "markdown", "--to", str(tmp_path)]
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    written, _ = await process.communicate()
    assert process.returncode == 0
    path = Path(written.decode().strip())
    assert path.name == "Bread by hand (release 1).zip"
    assert path.read_bytes() == by_api.content
