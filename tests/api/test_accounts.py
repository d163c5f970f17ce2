"""The calls under "Accounts": coming in, staying in, being put out."""

import asyncio
import time
from statistics import median
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest

from api.http.streams import while_signed_in
from tests.api.people import EVERYTHING, PASSWORD, SECRET, Town, assert_refused, refresh

Json = dict[str, Any]


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
        ({"id": "01890a5d-ac96-774b-bcce-b302099a8057"}, "/id"),
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


async def test_without_a_token_there_is_nothing_but_the_door_and_what_is_published(town: Town) -> None:
    for path in ("/api/me", "/api/courses?mine=true", "/api/generations", f"/api/sections/{uuid4()}", "/api/users"):
        assert_refused(await town.anybody.get(path), 401, "not-signed-in")
    assert (await town.anybody.get("/api/courses")).json()["items"] == []
    assert_refused(await town.anybody.get(f"/api/courses/{uuid4()}"), 404, "not-found")
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
    nobody = {name: value for name, value in machine.api.headers.items() if name != "authorization"}
    async with httpx.AsyncClient(base_url=machine.api.base_url, headers=nobody) as stranger:
        assert_refused(await stranger.get("/api/me"), 401, "not-signed-in")


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
