"""Accounts that are there already: how people change their own, and admins those of others."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.api.people import EVERYTHING, Person, Town, assert_refused, refresh

Json = dict[str, Any]


async def put(admin: Person, user_id: UUID, **changes: object) -> httpx.Response:
    return await admin.api.patch(f"/api/users/{user_id}", json=changes, headers=EVERYTHING)


async def test_a_deactivated_account_is_out_with_its_next_request(town: Town) -> None:
    admin, person = await town.person("admin"), await town.person()
    key = await town.client(await town.key(person, "read"))
    assert (await key.get("/api/me")).status_code == 200
    answer = await put(admin, person.id, is_active=False)
    assert (answer.status_code, answer.json()["is_active"]) == (200, False)
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")
    assert_refused(await key.get("/api/me"), 401, "token-refused")
    assert_refused(await refresh(town, person.tokens["refresh_token"]), 401, "token-refused")
    assert_refused(await town.sign_in(person.email), 401, "wrong-credentials")
    assert (await put(admin, person.id, is_active=True)).status_code == 200
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")
    assert_refused(await refresh(town, person.tokens["refresh_token"]), 401, "token-refused")
    assert (await town.sign_in(person.email)).status_code == 200


async def test_another_role_counts_from_the_next_request(town: Town) -> None:
    admin, person = await town.person("admin"), await town.person()
    assert_refused(await person.api.get("/api/users"), 403, "not-allowed")
    assert (await put(admin, person.id, role="admin")).json()["role"] == "admin"
    assert (await person.api.get("/api/users")).status_code == 200
    assert (await put(admin, person.id, role="student")).json()["role"] == "student"
    assert_refused(await person.api.get("/api/users"), 403, "not-allowed")


async def test_the_last_admin_stays(town: Town) -> None:
    admin = await town.person("admin")
    for changes in ({"role": "student"}, {"is_active": False}):
        assert_refused(await put(admin, admin.id, **changes), 409, "last-admin")
    second = await town.person("admin")
    both = await asyncio.gather(put(admin, second.id, role="student"), put(second, admin.id, role="student"))
    assert sorted(answer.status_code for answer in both)[0] == 200
    assert sorted(answer.status_code for answer in both)[1] in (403, 409)


@pytest.mark.parametrize(
    "body",
    [{"role": "root"}, {"role": None}, {"email": "x@example.org"}, {"hashed_password": "x"}, {"is_active": "maybe"}],
    ids=str,
)
async def test_an_admin_changes_role_and_activity_and_nothing_else(town: Town, body: Json) -> None:
    admin, person = await town.person("admin"), await town.person()
    assert_refused(await put(admin, person.id, **body), 422, "invalid-input")
    assert_refused(await put(admin, uuid4(), role="admin"), 404, "not-found")


async def test_users_come_in_pages(town: Town) -> None:
    admin = await town.person("admin")
    for number in range(4):
        await town.register(f"reader{number}@example.org")
    first = (await admin.api.get("/api/users", params={"limit": 2})).json()
    await town.register("newcomer@example.org")
    second = (await admin.api.get("/api/users", params={"limit": 20, "cursor": first["next_cursor"]})).json()
    emails = [user["email"] for user in (*first["items"], *second["items"])]
    assert emails == [f"reader{number}@example.org" for number in (3, 2, 1, 0)] + [admin.email]
    assert second["next_cursor"] is None


async def test_one_changes_name_zone_and_preferences(town: Town) -> None:
    person = await town.person()
    wanted = {
        "full_name": "Grace Hopper",
        "timezone": "Europe/Berlin",
        "learning_preferences": {"mail": False, "language": "de", "pace": {"minutes": [10, 20]}},
    }
    changed = await person.api.patch("/api/me", json=wanted, headers=EVERYTHING)
    assert changed.status_code == 200, changed.text
    assert wanted.items() <= changed.json().items()
    assert (await person.api.get("/api/me")).json() == changed.json()
    slow = {"learning_preferences": {"pace": "slow"}}
    again = await person.api.patch("/api/me", json=slow, headers={"If-Match": changed.headers["etag"]})
    assert again.json()["learning_preferences"] == {"mail": False, "pace": "slow"}
    assert again.json()["full_name"] == "Grace Hopper"


async def assert_edits_do_not_cross(api: httpx.AsyncClient, path: str, change: Json, back: Json) -> None:
    before = await api.get(path)
    known = {"If-Match": before.headers["etag"]}
    assert_refused(await api.patch(path, json=change), 428, "precondition-required")
    assert_refused(await api.patch(path, json=change, headers={"If-Match": '"other"'}), 412, "changed-in-the-meantime")
    assert (await api.get(path)).json() == before.json()
    both = await asyncio.gather(*(api.patch(path, json=change, headers=known) for _ in range(2)))
    assert sorted(answer.status_code for answer in both) == [200, 412]
    [changed] = [answer for answer in both if answer.is_success]
    read = await api.get(path, headers={"If-None-Match": changed.headers["etag"]})
    assert (read.status_code, read.headers["etag"]) == (304, changed.headers["etag"])
    assert_refused(await api.patch(path, json=back, headers=known), 412, "changed-in-the-meantime")
    returned = await api.patch(path, json=back, headers={"If-Match": changed.headers["etag"]})
    assert (returned.status_code, returned.json()) == (200, before.json())


async def test_edits_of_an_account_do_not_cross(town: Town) -> None:
    admin, person = await town.person("admin"), await town.person()
    await assert_edits_do_not_cross(person.api, "/api/me", {"full_name": "Grace Hopper"}, {"full_name": "Student"})
    await assert_edits_do_not_cross(admin.api, f"/api/users/{person.id}", {"role": "operator"}, {"role": "student"})


async def test_an_admin_reads_an_account_as_the_list_has_it(town: Town) -> None:
    admin = await town.person("admin")
    [listed] = (await admin.api.get("/api/users")).json()["items"]
    assert (await admin.api.get(f"/api/users/{admin.id}")).json() == listed
    assert_refused(await admin.api.get(f"/api/users/{uuid4()}"), 404, "not-found")


@pytest.mark.parametrize(
    "body",
    [
        {"role": "admin"},
        {"email": "boss@example.org"},
        {"is_active": True},
        {"id": "01890a5d-ac96-774b-bcce-b302099a8057"},
        {"hashed_password": "x"},
        {"token_epoch": 9},
        {"full_name": None},
        {"full_name": "  "},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"timezone": "europe/berlin\0"},
        {"learning_preferences": []},
        {"learning_preferences": {"mail": "perhaps"}},
        {"learning_preferences": {"language": {"$ne": 1}}},
        {"learning_preferences": {"x": "y" * 9_000}},
        {"learning_preferences": {"x": "nul \0"}},
    ],
    ids=str,
)
async def test_what_one_may_not_change_is_refused(town: Town, body: Json) -> None:
    person = await town.person()
    before = (await person.api.get("/api/me")).json()
    assert_refused(await person.api.patch("/api/me", json=body, headers=EVERYTHING), 422, "invalid-input")
    assert (await person.api.get("/api/me")).json() == before


async def test_who_signs_in_while_being_deactivated_is_out_all_the_same(town: Town) -> None:
    admin, person = await town.person("admin"), await town.person()
    deactivated, *tries = await asyncio.gather(
        put(admin, person.id, is_active=False),
        *(town.sign_in(person.email) for _ in range(3)),
        refresh(town, person.tokens["refresh_token"]),
    )
    assert deactivated.status_code == 200
    for answer in tries:
        assert answer.status_code in (200, 401)
        if answer.status_code == 200:
            signed_in = await town.client(answer.json()["access_token"])
            assert_refused(await signed_in.get("/api/me"), 401, "token-refused")
            assert_refused(await refresh(town, answer.json()["refresh_token"]), 401, "token-refused")
