"""Courses taken along: for whom, of which release, the same each time, and never with a hole."""

import asyncio
import io
import os
import sys
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from exports import course_json
from exports.course import bytes_of
from exports.formats import FORMATS
from exports.markdown_reader import read as read_markdown
from exports.picture_marks import marked, term_of
from exports.provenance import BY_MODEL, BY_PROGRAM
from models.columns import new_id
from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.taking_along import bring, publish, put_pictures
from tests.api.test_courses import by_hand
from tests.sources.picture_files import picture

Json = dict[str, Any]


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
