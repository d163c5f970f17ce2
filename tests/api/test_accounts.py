"""The calls under "Accounts": coming in, staying in, being put out."""

import asyncio
import time
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import pytest

from api.streams import while_signed_in
from tests.api.people import EVERYTHING, PASSWORD, SECRET, Person, Town

Json = dict[str, Any]


def assert_refused(answer: httpx.Response, status: int, slug: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{slug}"
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_one_registers_signs_in_and_is_oneself(town: Town) -> None:
    made = await town.register("Ada@Example.org", full_name="  Ada Lovelace ")
    assert made.status_code == 201, made.text
    user = made.json()
    assert (user["email"], user["full_name"], user["role"], user["is_active"]) == (
        "Ada@Example.org",
        "Ada Lovelace",
        "student",
        True,
    )
    assert "password" not in made.text
    signed_in = await town.sign_in("ada@example.ORG")
    tokens = signed_in.json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("bearer", 900)
    assert signed_in.headers["cache-control"] == "no-store"
    me = await (await town.client(tokens["access_token"])).get("/api/me")
    assert (me.json()["id"], me.json()["timezone"], me.json()["learning_preferences"]) == (user["id"], "UTC", {})


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"password": "short"}, "/password"),
        ({"password": "password123"}, "/password"),
        ({"password": "ada@example.org"}, "/password"),
        ({"password": "Ada Lovelace"}, "/password"),
        ({"password": "x" * 129}, "/password"),
        ({"email": "nobody"}, "/email"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "/email"),
        ({"full_name": ""}, "/full_name"),
        ({"full_name": "A\x00da"}, "/full_name"),
        ({"role": "admin"}, "/role"),
        ({"is_active": True}, "/is_active"),
        ({"id": str(uuid4())}, "/id"),
        ({"token_epoch": 7}, "/token_epoch"),
    ],
    ids=str,
)
async def test_a_registration_that_is_wrong_or_asks_for_more_is_refused(town: Town, body: Json, pointer: str) -> None:
    given = {"email": "ada@example.org", "password": PASSWORD, "full_name": "Ada Lovelace"} | body
    answer = await town.anybody.post("/api/auth/register", json=given)
    assert_refused(answer, 422, "invalid-input")
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert given["password"] not in answer.text or given["password"] in given["email"] + given["full_name"]


async def test_of_many_registrations_of_one_address_one_is_made(town: Town) -> None:
    addresses = ["ada@example.org", "ADA@example.org"] * 10
    answers = await asyncio.gather(*(town.register(address) for address in addresses))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    assert_refused(next(answer for answer in answers if answer.status_code == 409), 409, "address-taken")
    assert (await town.sign_in("ada@example.org")).status_code == 200


async def test_nobody_learns_at_the_door_who_has_an_account(town: Town) -> None:
    known, gone = await town.person(), await town.person()
    await town.run("UPDATE users SET is_active = false WHERE id = :id", id=gone.id)
    tries = [(known.email, "wrong words entirely"), ("unknown@example.org", PASSWORD), (gone.email, PASSWORD)]
    tries += [("no address", PASSWORD), ("a\0@example.org", PASSWORD), (known.email, "x" * 5_000)]
    answers = [await town.sign_in(*each) for each in tries]
    assert {answer.text for answer in answers} == {answers[0].text}
    for answer in answers:
        assert_refused(answer, 401, "wrong-credentials")


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(town: Town) -> None:
    known = await town.person()

    async def seconds(email: str) -> float:
        began = time.perf_counter()
        await town.sign_in(email, "wrong words entirely")
        return time.perf_counter() - began

    pairs = [(await seconds(known.email), await seconds("unknown@example.org")) for _ in range(9)]
    wrong, unknown = (median(times) for times in zip(*pairs, strict=True))
    assert unknown > wrong / 2


async def test_without_a_token_there_is_nothing_but_the_door(town: Town) -> None:
    for path in ("/api/me", "/api/courses", "/api/generations", f"/api/courses/{uuid4()}", "/api/users"):
        assert_refused(await town.anybody.get(path), 401, "not-signed-in")
    assert (await town.anybody.get("/health")).status_code == 200


@pytest.mark.parametrize(
    "header", ["Bearer", "bearer x y", "Basic YTpi", "Bearer x", "Bearer a.b.c", "Bearer cw_", "x", ""]
)
async def test_a_bad_token_is_refused(town: Town, header: str) -> None:
    answer = await town.anybody.get("/api/me", headers={"Authorization": header})
    assert_refused(answer, 401, "token-refused")


async def test_a_bad_token_is_refused_in_local_mode_too(database_url: str, machine: Any) -> None:
    answer = await machine.api.get("/api/me", headers={"Authorization": "Bearer x"})
    assert_refused(answer, 401, "token-refused")
    assert (await machine.api.get("/api/me")).json()["email"] == "instructor@localhost"
    elsewhere = await machine.api.get("/api/me", headers={"Host": "rebound.example.org"})
    assert_refused(elsewhere, 401, "not-signed-in")


async def test_tokens_that_others_made_are_refused(town: Town) -> None:
    person = await town.person()
    token = person.tokens["access_token"]
    header, claims = jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})
    tries = [
        jwt.encode(claims, "", algorithm="none", headers={**header, "alg": "none"}),
        jwt.encode(claims, "another secret of enough length 0123456789", algorithm="HS256", headers=header),
        jwt.encode(claims, SECRET * 2, algorithm="HS512", headers={**header, "alg": "HS512"}),
        jwt.encode(claims | {"exp": 1}, SECRET, algorithm="HS256", headers=header),
        jwt.encode(claims | {"aud": "others"}, SECRET, algorithm="HS256", headers=header),
        jwt.encode(claims, SECRET, algorithm="HS256", headers={**header, "kid": "../secret"}),
        jwt.encode(claims | {"sub": str(uuid4())}, SECRET, algorithm="HS256", headers=header),
        jwt.encode(claims | {"sid": str(uuid4())}, SECRET, algorithm="HS256", headers=header),
        jwt.encode(claims | {"epoch": 1}, SECRET, algorithm="HS256", headers=header),
        person.tokens["refresh_token"],
    ]
    for each in tries:
        answer = await town.anybody.get("/api/me", headers={"Authorization": f"Bearer {each}"})
        assert_refused(answer, 401, "token-refused")
    same = jwt.encode(claims, SECRET, algorithm="HS256", headers=header)
    answer = await town.anybody.get("/api/me", headers={"Authorization": f"Bearer {same}"})
    assert answer.status_code == 200


async def refresh(town: Town, token: str) -> httpx.Response:
    return await town.anybody.post("/api/auth/refresh", json={"refresh_token": token})


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_sign_in(town: Town) -> None:
    person = await town.person()
    other = (await town.sign_in(person.email)).json()
    first = person.tokens["refresh_token"]
    second = await refresh(town, first)
    assert second.status_code == 200, second.text
    third = await refresh(town, second.json()["refresh_token"])
    assert len({first, second.json()["refresh_token"], third.json()["refresh_token"]}) == 3
    signed_in = await town.client(third.json()["access_token"])
    assert (await signed_in.get("/api/me")).status_code == 200
    assert_refused(await refresh(town, first), 401, "token-refused")
    assert_refused(await refresh(town, third.json()["refresh_token"]), 401, "token-refused")
    assert_refused(await signed_in.get("/api/me"), 401, "token-refused")
    assert (await refresh(town, other["refresh_token"])).status_code == 200


async def test_of_many_uses_of_one_refresh_token_at_once_one_works_and_nothing_is_left_of_it(town: Town) -> None:
    person = await town.person()
    answers = await asyncio.gather(*(refresh(town, person.tokens["refresh_token"]) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7
    winner = next(answer for answer in answers if answer.status_code == 200).json()
    assert_refused(await refresh(town, winner["refresh_token"]), 401, "token-refused")
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")


async def test_an_expired_refresh_token_and_one_that_never_was_are_refused_alike(town: Town) -> None:
    person = await town.person()
    await town.run("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'")
    answers = [await refresh(town, token) for token in (person.tokens["refresh_token"], "never was", "x" * 900)]
    assert {answer.text for answer in answers} == {answers[0].text}
    assert_refused(answers[0], 401, "token-refused")


async def test_logout_ends_the_sign_in_at_once_and_no_other(town: Town) -> None:
    person = await town.person()
    other = (await town.sign_in(person.email)).json()
    for token in (person.tokens["refresh_token"], person.tokens["refresh_token"], "never was"):
        assert (await town.anybody.post("/api/auth/logout", json={"refresh_token": token})).status_code == 204
    assert_refused(await refresh(town, person.tokens["refresh_token"]), 401, "token-refused")
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")
    assert (await (await town.client(other["access_token"])).get("/api/me")).status_code == 200


async def test_tokens_are_kept_as_hashes_alone(town: Town) -> None:
    person = await town.person()
    key = await town.key(person, "read")
    async with town.sessions() as session:
        connection = await session.connection()
        kept = [
            *(await connection.exec_driver_sql("SELECT row_to_json(t)::text FROM refresh_tokens t")).scalars(),
            *(await connection.exec_driver_sql("SELECT row_to_json(k)::text FROM service_keys k")).scalars(),
            *(await connection.exec_driver_sql("SELECT row_to_json(u)::text FROM users u")).scalars(),
        ]
    for secret in (person.tokens["refresh_token"], key.rpartition("_")[2], PASSWORD):
        assert all(secret not in row for row in kept)


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
        {"id": str(uuid4())},
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


async def test_a_key_opens_its_scopes_alone_until_it_is_revoked(town: Town) -> None:
    owner = await town.person("admin")
    text = await town.key(owner, "read")
    key = await town.client(text)
    assert (await key.get("/api/me")).json()["id"] == str(owner.id)
    assert (await key.get("/api/courses")).status_code == 200
    for answer in (
        await key.post("/api/courses", json={}),
        await key.patch("/api/me", json={"full_name": "X"}, headers=EVERYTHING),
        await key.get("/api/users"),
    ):
        assert_refused(answer, 403, "out-of-scope")
        assert "insufficient_scope" in answer.headers["www-authenticate"]
    for wrong in (text[:-1], text + "x", text.replace(text[3:35], uuid4().hex)):
        assert_refused(await (await town.client(wrong)).get("/api/me"), 401, "token-refused")
    await town.run("UPDATE service_keys SET revoked_at = now()")
    assert_refused(await key.get("/api/me"), 401, "token-refused")


async def test_an_expired_key_is_refused(town: Town) -> None:
    owner = await town.person()
    key = await town.client(await town.key(owner, "read"))
    await town.run("UPDATE service_keys SET expires_at = now() + interval '1 hour'")
    assert (await key.get("/api/me")).status_code == 200
    await town.run("UPDATE service_keys SET expires_at = now()")
    assert_refused(await key.get("/api/me"), 401, "token-refused")


async def test_a_stream_ends_with_the_right_to_read_it() -> None:
    signed_in = True
    put_out = asyncio.Event()

    async def events() -> Any:
        yield 1
        yield 2
        put_out.set()
        await asyncio.Event().wait()

    async def still() -> bool:
        return signed_in

    seen = []
    async with asyncio.timeout(20):
        async for event in while_signed_in(events(), still, every_seconds=0.02):
            seen.append(event)
            signed_in = event < 2
    assert seen == [1, 2]


async def test_a_stream_that_ends_by_itself_is_whole() -> None:
    async def events() -> Any:
        for number in range(50):
            yield number

    async def still() -> bool:
        return True

    assert [event async for event in while_signed_in(events(), still)] == list(range(50))


async def test_of_a_refresh_and_a_logout_at_once_nothing_is_left(town: Town) -> None:
    person = await town.person()
    body = {"refresh_token": person.tokens["refresh_token"]}
    calls = (town.anybody.post(f"/api/auth/{call}", json=body) for call in ("refresh", "logout") * 3)
    answers = await asyncio.gather(*calls)
    assert {answer.status_code for answer in answers} <= {200, 204, 401}
    for winner in (answer.json() for answer in answers if answer.status_code == 200):
        assert_refused(await refresh(town, winner["refresh_token"]), 401, "token-refused")
        assert_refused(await (await town.client(winner["access_token"])).get("/api/me"), 401, "token-refused")
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")


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
