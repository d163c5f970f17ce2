"""Addresses that open one thing for a while without a token: pictures of drafts, as a page shows them."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from accounts.tokens import AccessTokens
from api.security import signed_addresses
from api.security.signed_addresses import SignedAddresses, in_seconds
from providers.local_storage import LocalStorage
from tests.accounts.test_tokens import KEYS
from tests.api.people import Person, Town, assert_refused
from tests.api.test_stored_text import bring, course, generated

Json = dict[str, Any]
PATH = "/api/courses/1/exports/epub"


async def draft(town: Town, folder: Path) -> tuple[Person, str, str]:
    """An owner, the path of their course, and the address of its picture."""
    owner = await town.person("instructor")
    made = await bring(owner, course())
    await generated(town, owner, UUID(made["id"]))
    key = await LocalStorage(folder / "media").put(b"picture", "image/png")
    await town.run("UPDATE media_assets SET storage_key = :key", key=key)
    path = f"/api/courses/{made['id']}"
    return owner, path, (await owner.api.get(path)).json()["thumbnail"]["url"]


async def test_a_page_shows_the_picture_of_a_draft_by_its_address_and_nobody_by_another(
    town: Town, tmp_path: Path
) -> None:
    owner, _, url = await draft(town, tmp_path)
    bare, query = urlsplit(url).path, dict(parse_qsl(urlsplit(url).query))
    assert (await town.anybody.get(url)).content == b"picture"
    assert (await town.anybody.get(f"{url}&width=320")).status_code == 200
    assert (await owner.api.get(bare)).content == b"picture"
    late = {"exp": str(int(query["exp"]) + 1)}
    for other in ({}, query | late, query | {"sig": "A" * 32}, {"exp": query["exp"]}, query | {"sig": "é"}):
        assert_refused(await town.anybody.get(bare, params=other), 404, "not-found")
    assert_refused(await (await town.person("instructor")).api.get(bare), 404, "not-found")


async def test_addresses_are_renewed_in_time_and_keep_nobody_from_editing(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, path, url = await draft(town, tmp_path)
    before = await owner.api.get(path)
    tag = before.headers["etag"]
    assert (await owner.api.get(path, headers={"If-None-Match": tag})).status_code == 304
    later = signed_addresses.end_of_window() + signed_addresses.WINDOW_SECONDS
    monkeypatch.setattr(signed_addresses, "end_of_window", lambda: later)
    monkeypatch.setattr("api.courses.view_cache.end_of_window", lambda: later)
    after = await owner.api.get(path, headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert after.json()["thumbnail"]["url"] != url
    edited = await owner.api.patch(path, json={"title": "Loaves"}, headers={"If-Match": tag})
    assert edited.status_code == 200, edited.text
    crossed = await owner.api.patch(path, json={"title": "Buns"}, headers={"If-Match": tag})
    assert_refused(crossed, 412, "changed-in-the-meantime")


def test_an_address_holds_for_its_path_and_parameters_until_its_time() -> None:
    addresses = SignedAddresses(b"key")
    url = addresses.sign(PATH, {"release": "3", "draft": "false"}, until=in_seconds(60))
    query = dict(parse_qsl(urlsplit(url).query))
    until, signature = int(query["exp"]), query["sig"]
    signed = {"draft": "false", "release": "3"}
    assert addresses.holds(PATH, until, signature, signed)
    assert not addresses.holds(PATH, until, signature, signed | {"draft": "true"})
    assert not addresses.holds(PATH, until, signature)
    assert not addresses.holds(PATH + "x", until, signature, signed)
    assert not addresses.holds(PATH, until + 1, signature, signed)
    assert not SignedAddresses(b"other").holds(PATH, until, signature, signed)
    over = addresses.sign(PATH, until=int(time.time()) - 1)
    assert not addresses.holds(PATH, int(time.time()) - 1, over.rpartition("sig=")[2])


def test_the_key_is_the_same_wherever_tokens_are_signed_alike_and_no_other() -> None:
    keys = list(KEYS.values())
    derived = [AccessTokens(key, "i", "a").derived_key("one") for key in keys]
    assert derived == [AccessTokens(key, "i", "a").derived_key("one") for key in keys]
    assert len({*derived, AccessTokens(keys[0], "i", "a").derived_key("two")}) == len(keys) + 1
