"""Links that a person is given: each opens one thing, once, for a while."""

import asyncio

import pytest
from sqlalchemy import text

from accounts import one_time
from api.http.expiry import Expiry
from tests.api.browsers import bearer, browser, kept
from tests.api.people import Person, Town, assert_refused


async def link(town: Town, person: Person, purpose: str = "sign_in") -> str:
    async with town.sessions() as session, session.begin():
        return await one_time.issue(session, person.id, purpose)


async def test_a_sign_in_link_signs_a_browser_in_once(town: Town) -> None:
    person = await town.person("instructor")
    token = await link(town, person)
    async with browser(town) as tab:
        answers = await asyncio.gather(*(tab.post("/api/auth/sign-in-link", json={"token": token}) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
        [signed_in] = [answer for answer in answers if answer.status_code == 200]
        assert set(signed_in.json()) == {"access_token", "token_type", "expires_in"}
        assert kept(signed_in)["httponly"]
        assert (await tab.get("/api/me", headers=bearer(signed_in))).json()["id"] == str(person.id)
        assert (await tab.post("/api/auth/refresh")).status_code == 200
    for refused in (answer for answer in answers if answer.status_code == 401):
        assert_refused(refused, 401, "link-refused")


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE one_time_tokens SET expires_at = now()",
        "UPDATE one_time_tokens SET purpose = 'reset'",
        "UPDATE users SET is_active = false",
    ],
)
async def test_a_link_that_is_over_or_for_something_else_signs_nobody_in(town: Town, spoiled: str) -> None:
    person = await town.person()
    token = await link(town, person)
    await town.run(spoiled)
    for each in (token, "never was", "x" * 900):
        assert_refused(await town.anybody.post("/api/auth/sign-in-link", json={"token": each}), 401, "link-refused")


async def test_a_new_sign_in_link_takes_the_place_of_the_one_before(town: Town) -> None:
    person = await town.person()
    first = await one_time.sign_in_link(town.sessions, person.email)
    second = await one_time.sign_in_link(town.sessions, person.email.upper())
    assert await one_time.sign_in_link(town.sessions, "nobody@example.org") is None
    assert_refused(await town.anybody.post("/api/auth/sign-in-link", json={"token": first}), 401, "link-refused")
    assert (await town.anybody.post("/api/auth/sign-in-link", json={"token": second})).status_code == 200


async def test_the_record_has_the_hash_alone_and_lets_go_of_what_is_over(town: Town) -> None:
    person = await town.person()
    token, other = await link(town, person), await link(town, person, "confirm")
    async with town.sessions() as session:
        rows = (await (await session.connection()).execute(text("SELECT t::text FROM one_time_tokens t"))).scalars()
        assert not any(token in row or other in row for row in rows)
    await town.run("UPDATE one_time_tokens SET expires_at = now() WHERE purpose = 'sign_in'")
    await Expiry(town.sessions).forget()
    async with town.sessions() as session:
        left = await (await session.connection()).execute(text("SELECT purpose FROM one_time_tokens"))
        assert left.scalars().all() == ["confirm"]
