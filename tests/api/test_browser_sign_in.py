"""Signing in with a browser: the refresh token in a cookie, several tabs at once, pages of other origins."""

import asyncio
from pathlib import Path

import pytest

from accounts.devices import name_of
from tests.api.browsers import COOKIE, bearer, browser, kept, sign_in
from tests.api.people import Town, assert_refused
from tests.api.people import town as closed_town

PAST_THE_GRACE = "UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'"


async def test_the_refresh_token_is_in_a_cookie_of_the_auth_routes_and_nowhere_else(town: Town) -> None:
    person = await town.person()
    async with browser(town) as tab:
        signed_in = await sign_in(tab, person.email)
        assert set(signed_in.json()) == {"access_token", "token_type", "expires_in"}
        cookie = kept(signed_in)
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/api/auth")
        assert (cookie["secure"], cookie["max-age"], cookie["domain"]) == ("", str(30 * 86_400), "")
        assert (await tab.get("/api/me", headers=bearer(signed_in))).json()["email"] == person.email
        assert_refused(await tab.get("/api/me"), 401, "not-signed-in")
        again = await tab.post("/api/auth/refresh")
        assert again.status_code == 200, again.text
        assert kept(again).value != cookie.value
        assert (await tab.get("/api/me", headers=bearer(again))).status_code == 200
        assert (await tab.post("/api/auth/logout")).status_code == 204
        assert COOKIE not in tab.cookies
        assert_refused(await tab.get("/api/me", headers=bearer(again)), 401, "token-refused")
        assert_refused(await tab.post("/api/auth/refresh"), 401, "token-refused")


async def test_over_https_the_cookie_goes_over_https_alone(database_url: str, tmp_path: Path) -> None:
    async with closed_town(database_url, tmp_path, trusted_proxies="127.0.0.1") as town:
        person = await town.person()
        proxied = {"Host": "school.example.org", "X-Forwarded-Proto": "https", "Origin": "https://school.example.org"}
        async with browser(town, **proxied) as tab:
            assert kept(await sign_in(tab, person.email))["secure"] is True


async def test_tabs_that_refresh_at_once_stay_signed_in_with_one_successor(town: Town) -> None:
    person = await town.person()
    async with browser(town) as tab:
        old = kept(await sign_in(tab, person.email)).value
        send = {"Cookie": f"{COOKIE}={old}"}
        answers = await asyncio.gather(*(town.anybody.post("/api/auth/refresh", headers=send) for _ in range(8)))
        assert {answer.status_code for answer in answers} == {200}
        [successor] = {kept(answer).value for answer in answers}
        tab.cookies.clear()
        last = await town.anybody.post("/api/auth/refresh", headers={"Cookie": f"{COOKIE}={successor}"})
        late = await town.anybody.post("/api/auth/refresh", headers=send)
        assert kept(late).value == kept(last).value, "a late tab gets what the others have by now"
        assert (await town.anybody.get("/api/me", headers=bearer(late))).status_code == 200


async def test_a_replay_after_ten_seconds_ends_the_sign_in_once_the_successor_was_used(town: Town) -> None:
    person = await town.person()
    async with browser(town) as tab:
        old = kept(await sign_in(tab, person.email)).value
        for _ in range(2):
            following = await tab.post("/api/auth/refresh")
        await town.run(PAST_THE_GRACE)
        replay = await town.anybody.post("/api/auth/refresh", headers={"Cookie": f"{COOKIE}={old}"})
        assert_refused(replay, 401, "token-refused")
        assert_refused(await tab.get("/api/me", headers=bearer(following)), 401, "token-refused")
        assert_refused(await tab.post("/api/auth/refresh"), 401, "token-refused")


async def test_an_answer_that_never_arrived_costs_no_sign_in(town: Town) -> None:
    """A tab was closed on the way, time and again; and who took the old token part at the next exchange."""
    person = await town.person()
    async with browser(town) as tab:
        old = {"Cookie": f"{COOKIE}={kept(await sign_in(tab, person.email)).value}"}
        lost = []
        for _ in range(3):
            lost.append(kept(await town.anybody.post("/api/auth/refresh", headers=old)).value)
            await town.run("UPDATE refresh_tokens SET used_at = used_at - interval '1 day'")
        assert len(set(lost)) == 1, "one successor, however often it is asked for"
        back = await tab.post("/api/auth/refresh")
        assert kept(back).value == lost[0]
        assert (await tab.get("/api/me", headers=bearer(back))).status_code == 200
        assert (await tab.post("/api/auth/refresh")).status_code == 200
        await town.run(PAST_THE_GRACE)
        assert_refused(await town.anybody.post("/api/auth/refresh", headers=old), 401, "token-refused")
        assert_refused(await tab.post("/api/auth/refresh"), 401, "token-refused")


async def test_an_answer_that_never_arrived_is_no_way_round_the_end_of_a_sign_in(town: Town) -> None:
    person = await town.person()
    async with browser(town) as tab:
        old = {"Cookie": f"{COOKIE}={kept(await sign_in(tab, person.email)).value}"}
        assert (await town.anybody.post("/api/auth/refresh", headers=old)).status_code == 200
        await town.run(PAST_THE_GRACE)
        await town.run("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'")
        assert_refused(await town.anybody.post("/api/auth/refresh", headers=old), 401, "token-refused")


async def test_a_token_is_taken_where_it_belongs_alone(town: Town) -> None:
    """So that a stolen one gets no grace that it was not meant for."""
    person = await town.person()
    async with browser(town) as tab:
        theirs = kept(await sign_in(tab, person.email)).value
        body = await town.anybody.post("/api/auth/refresh", json={"refresh_token": theirs})
        assert_refused(body, 401, "token-refused")
        of_a_program = {"Cookie": f"{COOKIE}={person.tokens['refresh_token']}"}
        assert_refused(await town.anybody.post("/api/auth/refresh", headers=of_a_program), 401, "token-refused")
        assert (await tab.post("/api/auth/refresh")).status_code == 200
        assert (await person.api.get("/api/me")).status_code == 200


@pytest.mark.parametrize(
    "page", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}]
)
async def test_no_page_of_another_origin_uses_the_cookie(
    database_url: str, tmp_path: Path, page: dict[str, str]
) -> None:
    """Not even where all pages may write, which is meant for those that bring a token of their own."""
    async with closed_town(database_url, tmp_path, cors_origins="*") as town:
        person = await town.person()
        async with browser(town) as tab:
            headers = {"Cookie": f"{COOKIE}={kept(await sign_in(tab, person.email)).value}"} | page
            for path in ("/api/auth/refresh", "/api/auth/logout"):
                assert_refused(await town.anybody.post(path, headers=headers), 403, "foreign-origin")
            assert (await tab.post("/api/auth/refresh")).status_code == 200


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox 142, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
            "Edge 139, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari 18, iPhone",
        ),
        ("curl/8.14.1", "curl/8.14.1"),
        ("Mozilla/5.0", ""),
        ("<script>alert(1)</script>", ""),
        ("x" * 5_000, "x" * 40),
        ("", ""),
    ],
)
def test_a_device_has_a_name_for_people(header: str, name: str) -> None:
    assert name_of(header) == name
