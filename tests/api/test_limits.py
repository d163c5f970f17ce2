"""How often one may ask: tried by many calls at once, on several APIs with one database."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.app import create_app
from api.http import expiry
from api.security import dependencies, rate_limits
from settings import Settings
from tests.api.people import PASSWORD, Person, Town
from tests.api.people import town as opened
from tests.pipeline import API_TOKEN, LOCAL, Pipeline

LIMITED = {"requests_a_second": 10, "requests_burst": 20, "generations_a_minute": 1, "generations_burst": 2}
SLOW = LIMITED | {"requests_a_second": 1}
WRONG = "wrong words entirely"
BRIEF = {"title": "Bread", "lessons": 1, "sections_per_lesson": 1, "visuals": False}
CONNECTIONS = httpx.Limits(max_connections=None, max_keepalive_connections=50)


@pytest.fixture
async def limited(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """With the limits of the product."""
    async with opened(database_url, tmp_path, **LIMITED) as running:
        yield running


@pytest.fixture
async def strict(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """So slow a rate that a slow machine is as fast as any other."""
    async with opened(database_url, tmp_path, **SLOW) as running:
        yield running


def assert_kept(answers: list[tuple[float, httpx.Response]], asked_before: int = 0) -> None:
    """Some were served, by the limits of `SLOW` and not by more; the others were told when to come again."""
    served = [seconds for seconds, answer in answers if answer.status_code != 429]
    assert 20 - asked_before <= len(served) <= 20 + answers[-1][0] + 0.01
    refused = [answer for _, answer in answers if answer.status_code >= 429]
    assert refused
    for answer in refused:
        assert_too_many(answer)


def assert_too_many(answer: httpx.Response) -> None:
    assert answer.status_code == 429, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/too-many-requests"
    assert int(answer.headers["retry-after"]) >= 1


async def at_once(count: int, call: Callable[[], Awaitable[httpx.Response]]) -> list[tuple[float, httpx.Response]]:
    """The answers of so many calls, each with the seconds from the beginning of all to its arrival, in that order."""
    begin = time.perf_counter()

    async def timed() -> tuple[float, httpx.Response]:
        answer = await call()
        return time.perf_counter() - begin, answer

    return sorted(await asyncio.gather(*(timed() for _ in range(count))), key=lambda found: found[0])


async def test_who_asks_too_fast_is_refused_at_once_and_served_when_told_to_come_again(limited: Town) -> None:
    person = await limited.person()
    answers = await at_once(35, lambda: person.api.get("/api/me"))
    for place, seconds in enumerate((seconds for seconds, answer in answers if answer.status_code == 200), start=1):
        assert place <= 20 + 10 * (seconds + 0.01)
    refused = [answer for _, answer in answers if answer.status_code != 200]
    for answer in refused:
        assert_too_many(answer)
    await asyncio.sleep(max((int(answer.headers["retry-after"]) for answer in refused), default=0))
    assert (await person.api.get("/api/me")).status_code == 200


async def test_who_asks_far_too_fast_is_refused_by_every_process_and_let_in_again(
    strict: Town, database_url: str, tmp_path: Path
) -> None:
    person = await strict.person()
    async with opened(database_url, tmp_path, **SLOW) as beside:
        other = await beside.client(person.tokens["access_token"])
        apis = iter([person.api, other] * 30)
        answers = await at_once(60, lambda: next(apis).get("/api/me"))
        assert_kept(answers)
        assert {answer.status_code for _, answer in answers} == {200, 429}
        await asyncio.sleep(int(answers[-1][1].headers.get("retry-after", "1")))
        assert (await other.get("/api/me")).status_code == 200


async def test_a_key_is_counted_as_its_owner(strict: Town) -> None:
    owner = await strict.person()
    key = await strict.client(await strict.key(owner, "read"))
    apis = iter([owner.api, key] * 30)
    answers = await at_once(60, lambda: next(apis).get("/api/me"))
    assert_kept(answers)
    assert {answer.status_code for _, answer in answers} == {200, 429}


async def test_registrations_at_once_from_one_address(strict: Town) -> None:
    numbers = iter(range(200))
    async with httpx.AsyncClient(base_url=strict.anybody.base_url, timeout=60, limits=CONNECTIONS) as api:

        async def register() -> httpx.Response:
            number = next(numbers)
            body = {"email": f"ada-{number % 50}@example.org", "password": PASSWORD, "full_name": "Ada"}
            lie = {"X-Forwarded-For": f"203.0.113.{number}"}
            return await api.post("/api/auth/register", json=body, headers=lie)

        answers = await at_once(200, register)
    assert_kept(answers)
    assert {answer.status_code for _, answer in answers} <= {201, 409, 429}


async def test_no_more_passwords_wait_than_are_checked_in_a_while(limited: Town) -> None:
    """Also where checking is slower than the rate: what waits is answered, what is too much is told so at once."""
    async with httpx.AsyncClient(base_url=limited.anybody.base_url, timeout=60, limits=CONNECTIONS) as api:
        form = {"username": "nobody@example.org", "password": PASSWORD}
        answers = [answer for _, answer in await at_once(200, lambda: api.post("/api/auth/token", data=form))]
    found = Counter(answer.status_code for answer in answers)
    assert set(found) == {401, 429}
    assert found[401] >= 20
    assert_too_many(next(answer for answer in answers if answer.status_code == 429))


async def test_guesses_at_one_password_are_counted_wherever_they_come_from(database_url: str, tmp_path: Path) -> None:
    quick = LIMITED | {"requests_a_second": 1_000, "requests_burst": 1_000, "trusted_proxies": "127.0.0.1"}
    async with opened(database_url, tmp_path, **quick) as town:
        person, other = await town.person(), await town.person()
        places = iter(range(1_000))

        async def guess(email: str, password: str = WRONG) -> httpx.Response:
            headers = {"X-Forwarded-For": f"203.0.113.{next(places) % 250}"}
            form = {"username": email, "password": password}
            return await town.anybody.post("/api/auth/token", data=form, headers=headers)

        for email in (person.email, "unknown@example.org"):
            answers = [answer for _, answer in await at_once(110, partial(guess, email))]
            found = Counter(answer.status_code for answer in answers)
            assert (set(found), found[401] <= 101) == ({401, 429}, True)
            refused = await guess(f" {email.upper()} ")
            assert_too_many(refused)
            assert int(refused.headers["retry-after"]) <= 36
        assert_too_many(await guess(person.email, PASSWORD))
        assert (await person.api.get("/api/me")).status_code == 200
        assert (await guess(other.email, PASSWORD)).status_code == 200


async def test_a_right_password_forgives_the_wrong_ones_before(limited: Town) -> None:
    person = await limited.person()
    assert (await limited.sign_in(person.email, WRONG)).status_code == 401
    counted = "SELECT count(*) FROM rate_limits WHERE starts_with(caller, 'guesses:')"
    for status, left in ((200, 0), (401, 1)):
        password = PASSWORD if status == 200 else WRONG
        assert (await limited.sign_in(person.email, password)).status_code == status
        async with limited.sessions() as session:
            assert (await (await session.connection()).exec_driver_sql(counted)).scalar_one() == left


async def test_guesses_of_tokens_count_for_their_address(strict: Town) -> None:
    guess = await strict.client("cw_" + "0" * 32 + "_guess")
    answers = await at_once(60, lambda: guess.get("/api/me"))
    assert_kept(answers)
    assert {answer.status_code for _, answer in answers} == {401, 429}


async def test_behind_a_trusted_proxy_the_addresses_that_it_names_count(database_url: str, tmp_path: Path) -> None:
    tight = LIMITED | {"requests_a_second": 0.1, "requests_burst": 1, "trusted_proxies": "127.0.0.1, 10.0.0.0/8"}
    async with opened(database_url, tmp_path, **tight) as town:

        async def status(forwarded: str) -> int:
            headers = {"X-Forwarded-For": forwarded}
            return (
                await town.anybody.post("/api/auth/refresh", json={"refresh_token": "x"}, headers=headers)
            ).status_code

        assert await status("203.0.113.1") == 401
        assert await status("203.0.113.1") == 429
        assert await status("198.51.100.7, 203.0.113.1") == 429, "the first name is anybody's to choose"
        assert await status("203.0.113.1, 10.1.2.3") == 429, "a proxy of ours stands between"
        assert await status("203.0.113.2") == 401
        assert await status("2001:db8:1:2::1") == 401
        assert await status("2001:db8:1:2:ffff::9") == 429, "whoever has one address has its /64"
        assert await status("2001:db8:1:3::1") == 401
        assert await status("::ffff:203.0.113.2") == 429, "the same address, written as version 6"


@pytest.fixture
async def beside(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """An API beside that of the machine, whose workers do what is asked. Requests are free; generations are rare."""
    async with opened(
        database_url, tmp_path, **LIMITED | {"requests_a_second": 0, "generations_a_minute": 0.1}
    ) as running:
        yield running


async def test_generations_at_once_of_one_account(machine: Pipeline, beside: Town) -> None:
    owner = await beside.person("instructor")
    keys = iter([f"key-{number % 4}" for number in range(200)])

    async def generate() -> httpx.Response:
        return await owner.api.post("/api/courses/generate", json=BRIEF, headers={"Idempotency-Key": next(keys)})

    answers = [answer for _, answer in await at_once(200, generate)]
    assert set(Counter(answer.status_code for answer in answers)) == {202, 429}
    made = {answer.json()["id"] for answer in answers if answer.status_code == 202}
    assert len(made) == 2
    listed = (await owner.api.get("/api/generations")).json()["items"]
    assert {generation["id"] for generation in listed} == made
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert_too_many(refused)
    assert 60 < int(refused.headers["retry-after"]) <= 600


async def test_a_repeat_of_a_generation_is_answered_when_no_turn_is_left(machine: Pipeline, beside: Town) -> None:
    owner = await beside.person("instructor")

    async def generate(key: str | None, title: str = "Bread") -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return await owner.api.post("/api/courses/generate", json=BRIEF | {"title": title}, headers=headers)

    first = await generate("first")
    assert (await generate("second")).status_code == 202
    assert_too_many(await generate("third"))
    assert_too_many(await generate(None))
    again = await generate("first")
    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])
    assert (await generate("first", "Other bread")).json()["type"] == "/problems/idempotency-key-reused"
    await beside.run("UPDATE rate_limits SET free_at = now() WHERE caller LIKE 'generations:%'")
    assert (await generate("third")).status_code == 202


async def test_a_section_written_anew_is_a_generation(machine: Pipeline, beside: Town) -> None:
    owner = await beside.person("instructor")
    first = (await owner.api.post("/api/courses/generate", json=BRIEF)).json()
    done = await machine_until_completed(owner, first["id"])
    course = (await owner.api.get(f"/api/courses/{done['course_id']}")).json()
    path = f"/api/sections/{course['lessons'][0]['sections'][0]['id']}/regenerate"
    assert (await owner.api.post(path, json={}, headers={"Idempotency-Key": "again"})).status_code == 202
    assert_too_many(await owner.api.post(path, json={}))
    assert (await owner.api.post(path, json={}, headers={"Idempotency-Key": "again"})).status_code == 202


async def machine_until_completed(owner: Person, generation_id: str) -> dict[str, str]:
    async with asyncio.timeout(60):
        while (view := (await owner.api.get(f"/api/generations/{generation_id}")).json())["status"] != "completed":
            await asyncio.sleep(0.05)
    found: dict[str, str] = view
    return found


async def test_in_local_mode_accounts_are_free_and_the_door_is_not(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path, **SLOW | LOCAL) as town:
        person = await town.person()
        for api in (await town.client(API_TOKEN), person.api):
            answers = await at_once(60, partial(api.get, "/api/me"))
            assert Counter(answer.status_code for _, answer in answers) == {200: 60}
        assert_kept(await at_once(60, lambda: town.sign_in("nobody@example.org")), asked_before=1)


async def test_while_the_database_is_away_a_call_is_told_so(tmp_path: Path) -> None:
    async with away(tmp_path) as api:
        body = {"email": "ada@example.org", "password": PASSWORD, "full_name": "Ada"}
        answer = await api.post("/api/auth/register", json=body)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.json()["type"] == "/problems/temporarily-unavailable"


@asynccontextmanager
async def away(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with opened("postgresql://nobody@127.0.0.1:1/none", folder, **LIMITED) as town:
        yield town.anybody


async def test_nobody_is_counted_with_a_connection_in_hand(tmp_path: Path) -> None:
    config = Settings(database_url="postgresql://nobody@127.0.0.1:1/none", data_dir=tmp_path, local_mode=True)
    routes = list(api_routes(create_app(config)))
    assert len(routes) > 40
    for route in routes:
        order = [dependant.call for dependant in solved(route.dependant)]
        holding = (dependencies._session, dependencies._snapshot, dependencies._connection)
        places = [order.index(call) for call in holding if call in order]
        counted = [place for place, call in enumerate(order) if counts(call)]
        assert not places or not counted or min(places) > min(counted), route.path


def counts(call: object) -> bool:
    return isinstance(call, dependencies.Authorize) or call is dependencies.by_address


def api_routes(app: FastAPI) -> Iterator[APIRoute]:
    for included in app.routes:
        for route in getattr(included, "original_router", app).routes:
            if isinstance(route, APIRoute):
                yield route


def solved(dependant: Dependant) -> Iterator[Dependant]:
    """In the order in which they are solved."""
    for part in dependant.dependencies:
        yield from solved(part)
        yield part


async def test_who_was_quiet_is_forgotten(limited: Town) -> None:
    quiet, busy = await limited.person(), await limited.person()
    for person in (quiet, busy):
        assert (await person.api.get("/api/me")).status_code == 200
    await limited.run(
        "UPDATE rate_limits SET free_at = now() - interval '1 s' WHERE caller = :it", it=f"account:{quiet.id}"
    )
    await limited.run(
        "UPDATE rate_limits SET free_at = now() + interval '1 h' WHERE caller = :it", it=f"account:{busy.id}"
    )
    await expiry.Expiry(limited.sessions).forget()
    async with limited.sessions() as session:
        found = await (await session.connection()).exec_driver_sql("SELECT caller FROM rate_limits")
        left = {caller for (caller,) in found}
    assert f"account:{busy.id}" in left
    assert f"account:{quiet.id}" not in left


async def test_batches_from_offline_are_counted_by_their_events(limited: Town) -> None:
    """Who is told to wait is told before anything of the batch is looked at; another's batch is taken."""
    one, other = await limited.person(), await limited.person()

    async def sync(person: Person, events: int) -> httpx.Response:
        path = f"/api/courses/{uuid4()}/sync"
        return await person.api.post(path, json={"device_id": "d", "events": [{}] * events})

    full = rate_limits.EVENTS.at_once // 500
    assert [(await sync(one, 500)).status_code for _ in range(full)] == [404] * full
    refused = await sync(one, 500)
    assert_too_many(refused)
    assert 1 <= int(refused.headers["retry-after"]) <= 500 / rate_limits.EVENTS.a_second
    assert (await sync(other, 500)).status_code == 404
