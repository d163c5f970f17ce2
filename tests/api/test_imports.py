"""Courses that come back: from our own packages and from other systems, and what means harm leaves nothing."""

import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from api.exports import importing
from api.sources.reading_process import Read
from exports import course_json
from exports.markdown_reader import read as read_markdown
from exports.picture_marks import marked
from exports.provenance import BY_MODEL, BY_PROGRAM
from tests.api import hostile_readers
from tests.api.people import Person, Town, assert_refused
from tests.api.taking_along import bring, put_pictures
from tests.api.test_courses import by_hand
from tests.exports.courses import COVER, PICTURE, every_feature
from tests.exports.packages_read import packed
from tests.sources.picture_files import picture

Json = dict[str, Any]


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
