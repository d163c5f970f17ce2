"""A browser as far as cookies go: what it keeps of an answer, and where it sends it along."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookies import Morsel, SimpleCookie

import httpx

from tests.api.people import PASSWORD, Town

COOKIE = "coursewright_sign_in"


@asynccontextmanager
async def browser(town: Town, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """Each keeps its own cookies, and sends the `Origin` of the API's own pages."""
    own = str(town.anybody.base_url).rstrip("/")
    async with httpx.AsyncClient(base_url=own, headers={"Origin": own} | headers, timeout=60) as client:
        yield client


async def sign_in(tab: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    form = {"username": email, "password": password}
    return await tab.post("/api/auth/token", params={"cookie": "true"}, data=form)


def kept(answer: httpx.Response) -> "Morsel[str]":
    """The cookie that the answer sets."""
    return SimpleCookie(answer.headers["set-cookie"])[COOKIE]


def bearer(answer: httpx.Response) -> dict[str, str]:
    """The header of the access token that the answer gives."""
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}
