"""The API for signed-in people only, and people who have accounts."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import people, service_keys
from accounts.tokens import AccessTokens
from api.security.token_key import access_tokens
from models.session import create_engine, create_sessions
from providers.local_storage import LocalStorage
from providers.outbox_mail import OutboxMail
from providers.selection import Providers
from settings import Settings
from tests.pipeline import TRUSTED, served
from tests.scripted import ScriptedPainter, ScriptedWriter

SECRET = "5e1f7c3a9b2d8046f1c7e5a3b9d20486f1a7c5e3"
PASSWORD = "four words nobody guesses"
CHEAP_HASH = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Of those whose password no test is about: a hash says what it costs to compare with it."""


@dataclass
class Person:
    id: UUID
    email: str
    api: httpx.AsyncClient
    """Signed in as this person."""
    tokens: dict[str, Any]


@dataclass
class Town:
    """An API without local mode. `anybody` is signed in as nobody."""

    anybody: httpx.AsyncClient
    sessions: async_sessionmaker[AsyncSession]
    signer: AccessTokens
    stack: AsyncExitStack = field(repr=False)

    async def client(self, token: str) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"}
        client = httpx.AsyncClient(base_url=self.anybody.base_url, headers=headers, timeout=60, verify=TRUSTED)
        return await self.stack.enter_async_context(client)

    async def register(self, email: str, password: str = PASSWORD, **rest: object) -> httpx.Response:
        body = {"email": email, "password": password, "full_name": "Ada Lovelace"} | rest
        return await self.anybody.post("/api/auth/register", json=body)

    async def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        return await self.anybody.post("/api/auth/token", data={"username": email, "password": password})

    async def person(self, role: str = "student") -> Person:
        email = f"{role}-{uuid4().hex[:8]}@example.org"
        user = await people.add(self.sessions, email, CHEAP_HASH, role.title(), role)
        answer = await self.sign_in(email)
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        return Person(user.id, email, await self.client(tokens["access_token"]), tokens)

    async def key(self, owner: Person, *scopes: str) -> str:
        async with self.sessions() as session, session.begin():
            return await service_keys.make(session, owner.id, "test", scopes)

    async def run(self, statement: str, **values: object) -> None:
        async with self.sessions() as session, session.begin():
            await (await session.connection()).execute(text(statement), values)


EVERYTHING = {"If-Match": "*"}
"""For an edit in a test that is not about edits that cross."""

UNLIMITED = {"requests_a_second": 0, "generations_a_minute": 0}
"""A test is quicker than people are; those of the limits set them."""


@asynccontextmanager
async def town(database_url: str, folder: Path, **settings: object) -> AsyncIterator[Town]:
    own = {"database_url": database_url, "data_dir": folder, "local_mode": False, "token_secret": SECRET}
    given = own | UNLIMITED | settings
    config = Settings.model_validate(given)
    providers = Providers(
        text=ScriptedWriter(),
        image=ScriptedPainter(),
        storage=LocalStorage(folder / "media"),
        mail=OutboxMail(folder / "mail"),
    )
    engine = create_engine(database_url)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        url = await stack.enter_async_context(served(config, providers))
        anybody = await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=60, verify=TRUSTED))
        yield Town(anybody, create_sessions(engine), access_tokens(config), stack)


def assert_refused(answer: httpx.Response, status: int, slug: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{slug}"
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def refresh(town: Town, token: str) -> httpx.Response:
    return await town.anybody.post("/api/auth/refresh", json={"refresh_token": token})
