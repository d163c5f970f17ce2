"""Pictures that the owner of a course brings: cleaned, described, shown, and taken away where nobody shows them."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from activities.sweeping import Sweeping
from providers.local_storage import LocalStorage
from tests.api.people import EVERYTHING, Person, Town, assert_refused
from tests.api.test_structure import brought, done

Json = dict[str, Any]


def photo(width: int = 700, kind: str = "JPEG", **told: object) -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (width, 300), "teal").save(buffer, kind, exif=exif, **told)
    return buffer.getvalue()


async def send(owner: Person, course: Json, data: bytes, **fields: str) -> httpx.Response:
    files = {"file": ("photo.jpg", data, "image/jpeg")}
    return await owner.api.post(f"/api/courses/{course['id']}/media", files=files, data=fields)


async def test_a_picture_is_brought_shown_described_anew_and_taken_away(town: Town, tmp_path: Path) -> None:
    owner, other = await town.person("instructor"), await town.person("instructor")
    course = await brought(owner)
    sent = await send(owner, course, photo(), alt="A loaf", caption="Rye")
    assert sent.status_code == 201, sent.text
    picture = sent.json()
    assert (picture["kind"], picture["width"], picture["alt"]) == ("picture", 700, "A loaf")
    assert picture["widths"] == [320, 640]
    shown = await owner.api.get(picture["url"])
    assert b"taken at home" not in shown.content
    assert Image.open(io.BytesIO(shown.content)).size == (700, 300)
    section = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}"
    visuals = {"content": {"visuals": [{"media_id": picture["id"], "alt": "A loaf"}]}}
    assert [link["url"] for link in (await done(owner, "PATCH", section, visuals))["media"]] == [picture["url"]]
    match = {"If-Match": sent.headers["etag"]}
    changed = await owner.api.patch(picture["url"], json={"alt": "A loaf of rye"}, headers=match)
    assert (changed.status_code, changed.json()["alt"]) == (200, "A loaf of rye")
    assert (await owner.api.patch(picture["url"], json={"alt": "Mine"}, headers=match)).status_code == 412
    assert (await owner.api.get(f"/api/courses/{course['id']}/media")).json()["items"] == [changed.json()]
    bare, _, _ = picture["url"].partition("?")
    assert (await other.api.get(bare)).status_code == 404, "only its signed address opens a picture of a draft"
    refused = await owner.api.delete(picture["url"])
    assert_refused(refused, 409, "still-needed")
    assert "“Flour”" in refused.json()["detail"]
    assert (await owner.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200
    await done(owner, "PATCH", section, {"content": {"visuals": []}})
    assert (await owner.api.delete(picture["url"])).status_code == 204
    assert (await owner.api.delete(picture["url"])).status_code == 404
    assert (await owner.api.get(f"/api/courses/{course['id']}/media")).json()["items"] == []
    assert (await other.api.get(bare)).content == shown.content, "the release still shows it"
    storage = LocalStorage(tmp_path / "media")
    sweep = Sweeping(town.sessions, storage)
    assert (await sweep._remove_unreferred(await keys(storage))) == 0
    never_published = (await send(owner, course, photo(350), alt="A crumb")).json()
    assert (await owner.api.delete(never_published["url"])).status_code == 204
    assert (await sweep._remove_unreferred(await keys(storage))) > 0
    assert (await other.api.get(bare)).content == shown.content


async def keys(storage: LocalStorage) -> list[str]:
    return [key async for key in storage.list_older(datetime.now(UTC) + timedelta(days=1))]


async def test_a_picture_for_lists_stands_for_the_course(town: Town) -> None:
    owner = await town.person("instructor")
    course = await brought(owner)
    first, second = [
        (await send(owner, course, photo(width), alt="A loaf", thumbnail="true")).json() for width in (400, 500)
    ]
    path = f"/api/courses/{course['id']}"
    assert (await owner.api.get(path)).json()["thumbnail"]["id"] == second["id"]
    assert (await owner.api.delete(second["url"])).status_code == 204
    assert (await owner.api.get(path)).json()["thumbnail"]["id"] == first["id"]
    edited = await owner.api.patch(first["url"], json={"caption": "Rye"}, headers=EVERYTHING)
    assert (await owner.api.get(path)).json()["thumbnail"]["caption"] == edited.json()["caption"] == "Rye"


@pytest.mark.parametrize(
    ("data", "fields", "status", "pointer"),
    [
        (photo(), {"alt": " "}, 422, "/alt"),
        (photo(), {}, 422, "/alt"),
        (photo(), {"alt": "A \x01 loaf"}, 422, "/alt"),
        (b"no picture", {"alt": "A loaf"}, 422, "/file"),
        (photo()[:300], {"alt": "A loaf"}, 422, "/file"),
        (photo(kind="GIF"), {"alt": "A loaf"}, 422, "/file"),
        (b"x" * (10 * 1024 * 1024 + 1), {"alt": "A loaf"}, 413, None),
    ],
    ids=["blank", "no alt", "odd", "text", "cut off", "gif", "large"],
)
async def test_what_is_no_picture_or_says_nothing_is_refused(
    town: Town, data: bytes, fields: dict[str, str], status: int, pointer: str | None
) -> None:
    owner = await town.person("instructor")
    answer = await send(owner, await brought(owner), data, **fields)
    assert answer.status_code == status, answer.text
    if pointer:
        assert pointer in [error["pointer"] for error in answer.json()["errors"]]
