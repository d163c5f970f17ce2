"""Disks that are full, not to be written to, or have lost something: said in a sentence, and never a bare 500."""

import errno
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from providers.local_storage import LocalStorage
from tests.api.people import Person, Town, assert_refused
from tests.api.test_stored_text import bring, course, generated

TEXT = b"# Bread\n\nYeast eats sugar, and gives off gas and alcohol in return. "


async def upload(person: Person, size: int = 0) -> httpx.Response:
    return await person.api.post("/api/sources", files={"file": ("bread.md", TEXT + b" " * size)})


@pytest.mark.parametrize("size", [0, 3 * 2**20], ids=["small", "large"])
async def test_the_folder_for_temporary_files_is_away(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    owner = await town.person("instructor")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert_refused(await upload(owner, size), 503, "storage-unusable")
    monkeypatch.undo()
    assert (await upload(owner, size)).status_code == 201


@pytest.mark.parametrize(
    ("number", "status", "slug"),
    [
        (errno.ENOSPC, 507, "storage-full"),
        (errno.EDQUOT, 507, "storage-full"),
        (errno.EROFS, 503, "storage-unusable"),
        (errno.EACCES, 503, "storage-unusable"),
    ],
)
@pytest.mark.parametrize("what", ["SpooledTemporaryFile", "mkdtemp"])
async def test_the_folder_for_temporary_files_takes_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch, number: int, status: int, slug: str, what: str
) -> None:
    owner = await town.person("instructor")

    def refuse(*_given: Any, **_options: Any) -> None:
        raise OSError(number, "no")

    if what == "mkdtemp":
        monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    else:
        monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refuse)
    answer = await upload(owner, 3 * 2**20)
    assert_refused(answer, status, slug)
    assert answer.json()["detail"].endswith(".")
    assert (status == 503) == ("retry-after" in answer.headers)


async def test_ones_own_data_on_a_full_disk(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = await town.person("instructor")

    def refuse(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr("api.accounts.export.SpooledTemporaryFile", refuse)
    assert_refused(await owner.api.get("/api/me/export"), 507, "storage-full")


async def test_a_picture_whose_file_is_missing_or_damaged(town: Town, tmp_path: Path) -> None:
    owner = await town.person("instructor")
    made = await bring(owner, course())
    await generated(town, owner, UUID(made["id"]))
    thumbnail = (await owner.api.get(f"/api/courses/{made['id']}")).json()["thumbnail"]
    answer = await owner.api.get(f"/api/media/{thumbnail['id']}")
    assert_refused(answer, 404, "media-missing")
    key = await LocalStorage(tmp_path / "media").put(b"a picture", "image/png")
    await town.run("UPDATE media_assets SET storage_key = :key, renditions = '[]'", key=key)
    assert (await owner.api.get(f"/api/media/{thumbnail['id']}")).content == b"a picture"
    next((tmp_path / "media").glob(f"*/*/{key}")).write_bytes(b"another one")
    answer = await owner.api.get(f"/api/media/{thumbnail['id']}")
    assert_refused(answer, 503, "digest-mismatch")
    assert "back-up" in answer.json()["detail"]
