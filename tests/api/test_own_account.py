"""What people do with their own accounts: another password, a forgotten one, their address, where they signed in."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import col, select

from activities.email_delivery import EmailDelivery
from models.accounts import User
from models.auditing import AuditEntry
from models.outbox import OutboxMessage
from models.pool import Pool, create_pool
from providers.outbox_mail import OutboxMail
from tests.api.browsers import bearer, browser, sign_in
from tests.api.people import PASSWORD, Town, assert_refused, refresh
from tests.api.people import town as closed_town
from tests.pipeline import Pipeline

OTHER = "four other words nobody guesses"
Json = dict[str, Any]


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    async with create_pool(database_url) as pool:
        yield pool


async def messages(town: Town, kind: str) -> list[OutboxMessage]:
    async with town.sessions() as session:
        wanted = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(col(OutboxMessage.id))
        return list(await session.exec(wanted))


async def token_of(town: Town, pool: Pool, folder: Path, kind: str, page: str) -> str:
    """The token of the last e-mail of this kind, which is delivered for it, and nowhere but in the e-mail."""
    message = (await messages(town, kind))[-1]
    folder /= "letters"
    delivery = EmailDelivery(pool, OutboxMail(folder), public_url="https://courses.example.org/")
    before = set(folder.glob("*.eml"))
    assert await delivery.deliver(message.id) == "sent"
    [file] = set(folder.glob("*.eml")) - before
    body = message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None
    text = body.get_content()
    [token] = set(re.findall(rf"https://courses\.example\.org/{page}\?token=([\w-]+)", text))
    assert token not in str((await messages(town, kind))[-1])
    return str(token)


async def test_another_password_ends_the_other_sign_ins_and_leaves_this_one(town: Town) -> None:
    person = await town.person()
    other = (await town.sign_in(person.email)).json()
    change = {"current": PASSWORD, "new": OTHER}
    wrong = await person.api.post("/api/auth/password", json=change | {"current": "wrong words entirely"})
    assert_refused(wrong, 403, "wrong-password")
    weak = await person.api.post("/api/auth/password", json=change | {"new": "password123"})
    assert_refused(weak, 422, "invalid-input")
    assert [error["pointer"] for error in weak.json()["errors"]] == ["/new"]
    assert (await town.sign_in(person.email)).status_code == 200, "nothing has changed yet"
    assert (await person.api.post("/api/auth/password", json=change)).status_code == 204
    assert (await person.api.get("/api/me")).status_code == 200
    assert (await refresh(town, person.tokens["refresh_token"])).status_code == 200
    assert_refused(await (await town.client(other["access_token"])).get("/api/me"), 401, "token-refused")
    assert_refused(await refresh(town, other["refresh_token"]), 401, "token-refused")
    assert_refused(await town.sign_in(person.email), 401, "wrong-credentials")
    assert (await town.sign_in(person.email, OTHER)).status_code == 200


async def test_of_two_changes_of_one_password_one_is_made(town: Town) -> None:
    person = await town.person()
    wanted = [f"{OTHER} {number}" for number in range(4)]
    answers = await asyncio.gather(
        *(person.api.post("/api/auth/password", json={"current": PASSWORD, "new": new}) for new in wanted)
    )
    assert sorted(answer.status_code for answer in answers) == [204, 403, 403, 403]
    [made] = [new for new, answer in zip(wanted, answers, strict=True) if answer.status_code == 204]
    assert (await town.sign_in(person.email, made)).status_code == 200


async def test_a_forgotten_password_is_set_anew_once_by_a_letter(town: Town, pool: Pool, tmp_path: Path) -> None:
    person = await town.person()
    await town.run("UPDATE users SET learning_preferences = '{\"mail\": false}'")
    assert (await town.anybody.post("/api/auth/reset", json={"email": person.email.upper()})).status_code == 202
    token = await token_of(town, pool, tmp_path, "password_reset", "reset")
    path = f"/api/auth/reset/{token}"
    assert_refused(await town.anybody.post(path, json={"new": "password123"}), 422, "invalid-input")
    answers = await asyncio.gather(*(town.anybody.post(path, json={"new": OTHER}) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [204, 404, 404]
    assert_refused(await town.anybody.post(path, json={"new": OTHER}), 404, "link-refused")
    assert_refused(await person.api.get("/api/me"), 401, "token-refused")
    assert_refused(await refresh(town, person.tokens["refresh_token"]), 401, "token-refused")
    assert_refused(await town.sign_in(person.email), 401, "wrong-credentials")
    again = await town.client((await town.sign_in(person.email, OTHER)).json()["access_token"])
    assert (await again.get("/api/me")).json()["email_confirmed"] is True
    async with town.sessions() as session:
        [row] = await session.exec(select(AuditEntry).where(AuditEntry.action == "reset password"))
        assert (row.actor_id, row.object_id, row.via, row.detail) == (person.id, person.id, "link", {})


@pytest.mark.parametrize(
    "spoiled", ["UPDATE one_time_tokens SET expires_at = now()", "UPDATE users SET is_active = false"]
)
async def test_a_reset_link_that_is_over_sets_nothing(town: Town, pool: Pool, tmp_path: Path, spoiled: str) -> None:
    person = await town.person()
    await town.anybody.post("/api/auth/reset", json={"email": person.email})
    token = await token_of(town, pool, tmp_path, "password_reset", "reset")
    async with town.sessions() as session:
        before = (await session.get_one(User, person.id)).hashed_password
    await town.run(spoiled)
    assert_refused(await town.anybody.post(f"/api/auth/reset/{token}", json={"new": OTHER}), 404, "link-refused")
    assert_refused(await town.anybody.post(f"/api/auth/confirm/{token}"), 404, "link-refused")
    async with town.sessions() as session:
        assert (await session.get_one(User, person.id)).hashed_password == before


async def test_asking_for_a_letter_tells_nobody_who_has_an_account(town: Town) -> None:
    person, gone = await town.person(), await town.person()
    await town.run("UPDATE users SET is_active = false WHERE id = :id", id=gone.id)

    async def seconds(email: str) -> float:
        began = time.perf_counter()
        answer = await town.anybody.post("/api/auth/reset", json={"email": email})
        assert (answer.status_code, answer.text) == (202, "null")
        return time.perf_counter() - began

    pairs = [(await seconds(person.email), await seconds(f"nobody-{uuid4().hex}@example.org")) for _ in range(7)]
    known, unknown = (median(times) for times in zip(*pairs, strict=True))
    assert abs(known - unknown) < min(known, unknown) / 10
    await seconds(gone.email)
    assert {message.user_id for message in await messages(town, "password_reset")} == {person.id}


async def test_letters_to_one_address_are_limited_whether_it_has_an_account_or_not(
    database_url: str, tmp_path: Path
) -> None:
    async with closed_town(database_url, tmp_path, requests_a_second=100, requests_burst=1_000) as town:
        person = await town.person()
        for email in (person.email, "nobody@example.org"):
            answers = [await town.anybody.post("/api/auth/reset", json={"email": email}) for _ in range(4)]
            assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
            assert 0 < int(answers[-1].headers["retry-after"]) <= 600
        assert len(await messages(town, "password_reset")) == 3


async def test_an_address_is_confirmed_by_the_letter_that_comes_with_an_account(
    town: Town, pool: Pool, tmp_path: Path
) -> None:
    body = {"email": "ada@example.org", "password": PASSWORD, "full_name": "Ada"}
    made = await town.anybody.post("/api/auth/register", json=body, headers={"Accept-Language": "de-AT, en;q=0.8"})
    assert made.status_code == 201
    me = await town.client((await town.sign_in("ada@example.org")).json()["access_token"])
    assert (await me.get("/api/me")).json()["email_confirmed"] is False
    [message] = await messages(town, "confirm_address")
    assert message.data == {"language": "de"}
    token = await token_of(town, pool, tmp_path, "confirm_address", "confirm")
    assert (await town.anybody.post(f"/api/auth/confirm/{token}")).status_code == 204
    assert (await me.get("/api/me")).json()["email_confirmed"] is True
    for again in (token, "never was"):
        assert_refused(await town.anybody.post(f"/api/auth/confirm/{again}"), 404, "link-refused")


async def test_another_letter_that_confirms_may_be_asked_for_until_the_address_is_confirmed(
    database_url: str, pool: Pool, tmp_path: Path
) -> None:
    async with closed_town(database_url, tmp_path, requests_a_second=100, requests_burst=1_000) as town:
        person = await town.person()
        before = len(await messages(town, "confirm_address"))
        answers = [await person.api.post("/api/auth/confirmation") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
        assert len(await messages(town, "confirm_address")) == before + 3
        assert (await town.anybody.post("/api/auth/confirmation")).status_code == 401
        other = await town.person()
        assert (await other.api.post("/api/auth/confirmation")).status_code == 202
        token = await token_of(town, pool, tmp_path, "confirm_address", "confirm")
        assert (await town.anybody.post(f"/api/auth/confirm/{token}")).status_code == 204
        assert_refused(await other.api.post("/api/auth/confirmation"), 409, "address-confirmed")


async def test_a_letter_goes_out_by_a_run_of_its_own_and_one_without_an_address_for_its_link_says_so(
    machine: Pipeline,
) -> None:
    body = {"email": "ada@example.org", "password": PASSWORD, "full_name": "Ada"}
    assert (await machine.api.post("/api/auth/register", json=body)).status_code == 201
    async with asyncio.timeout(60):
        while (message := await _only_message(machine)).status == "pending":
            await asyncio.sleep(0.05)
    assert message.status == "failed"
    assert message.problem is not None
    assert "PUBLIC_URL" in message.problem["detail"]


async def _only_message(machine: Pipeline) -> OutboxMessage:
    async with machine.sessions() as session:
        return (await session.exec(select(OutboxMessage))).one()


async def test_sign_ins_are_listed_and_ended(town: Town) -> None:
    person, stranger = await town.person(), await town.person()
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
    async with browser(town, **{"User-Agent": agent}) as tab:
        there = await sign_in(tab, person.email)
        await tab.post("/api/auth/refresh")
        await town.sign_in(person.email)
        seen: list[Json] = (await tab.get("/api/me/sessions", headers=bearer(there))).json()["items"]
        assert [one["current"] for one in seen] == [False, True, False]
        assert seen[1]["device"] == "Firefox 142, Linux"
        assert seen[1]["last_used_at"] > seen[1]["created_at"]
        path = f"/api/me/sessions/{seen[1]['id']}"
        assert_refused(await stranger.api.delete(path), 404, "not-found")
        assert (await person.api.delete(path)).status_code == 204
        assert_refused(await person.api.delete(path), 404, "not-found")
        assert_refused(await tab.get("/api/me", headers=bearer(there)), 401, "token-refused")
        assert_refused(await tab.post("/api/auth/refresh"), 401, "token-refused")
        assert (await person.api.delete("/api/me/sessions")).status_code == 204
        [left] = (await person.api.get("/api/me/sessions")).json()["items"]
        assert left["current"] is True
        assert (await stranger.api.get("/api/me")).status_code == 200
