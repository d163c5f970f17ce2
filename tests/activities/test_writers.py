"""Two writers on a real database: who is asked, whatever dies in between, and that no answer is bought twice."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.exceptions import ApplicationError

from activities.ledger import Ledger
from activities.writers import FIRST_TRIES, TOLD, Wanted, Writers
from models.accounts import User
from models.generations import AiContentGeneration, Generation, GenerationEvent
from models.session import create_engine, create_sessions
from providers.errors import ProviderProblem
from providers.text import OutlineRequest
from tests.learning import drafts
from tests.scripted import Fault, ScriptedWriter, never

Sessions = async_sessionmaker[AsyncSession]
LOST = ProviderProblem("connection_lost", "The connection broke.", retryable=True, ambiguous=True)
BUSY = ProviderProblem("rate_limited", "It asks to slow down.", retryable=True)
BROKE = ProviderProblem("no_credit", "There is no credit left.")
REQUEST = OutlineRequest(brief=drafts.brief(lessons=1, sections_per_lesson=1))
PRICE = Decimal("0.5")


class Named(ScriptedWriter):
    def __init__(self, name: str, fault: Fault = never, seconds: float = 0) -> None:
        super().__init__({"structure": fault}, outline_seconds=seconds, price=PRICE)
        self.name = name

    @property
    def asked(self) -> int:
        return self.calls["structure"]


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = create_engine(database_url)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def generation_id(sessions: Sessions) -> UUID:
    async with sessions() as session, session.begin():
        user = User(email="owner@example.org", full_name="Owner", role="instructor")
        session.add(user)
        await session.flush()
        generation = Generation(instructor_id=user.id, request_hash="0", brief={"title": "Bread"}, budget=Decimal(9))
        session.add(generation)
    return generation.id


def writers(sessions: Sessions, first: Named, second: Named | None) -> Writers:
    """As a worker has them that has just begun."""
    return Writers(sessions, Ledger(sessions), first, second)


def wanted(generation_id: UUID, step: str = "structure") -> Wanted:
    return Wanted(generation_id, step, REQUEST)


async def refused(asking: Writers, text: Wanted) -> str:
    with pytest.raises(ApplicationError) as caught:
        await asking.answer(text)
    return str(caught.value.type)


async def rows(sessions: Sessions) -> list[tuple[str, str, int, int]]:
    async with sessions() as session:
        found = await session.exec(select(AiContentGeneration).order_by(col(AiContentGeneration.id)))
        return [(row.provider, row.status, row.attempts, row.repeated_calls) for row in found]


async def told(sessions: Sessions) -> list[str | None]:
    """Why each text was asked of the second writer."""
    async with sessions() as session:
        found = await session.exec(select(GenerationEvent).where(GenerationEvent.kind == TOLD))
        return [(event.data["problem"] or {}).get("kind") for event in found]


async def test_without_a_second_writer_a_course_waits_for_the_first(sessions: Sessions, generation_id: UUID) -> None:
    asking = writers(sessions, Named("first", lambda _: LOST), None)
    assert [await refused(asking, wanted(generation_id)) for _ in range(3)] == ["connection_lost"] * 3


async def test_the_second_is_asked_when_the_first_is_away_again_and_again(
    sessions: Sessions, generation_id: UUID
) -> None:
    first, second = Named("first", lambda _: LOST), Named("second")
    asking = writers(sessions, first, second)
    for _ in range(FIRST_TRIES - 1):
        assert await refused(asking, wanted(generation_id)) == "connection_lost"
    answer = await asking.answer(wanted(generation_id))
    assert answer.provider == "second"
    assert await rows(sessions) == [("first", "ambiguous", FIRST_TRIES, FIRST_TRIES - 1), ("second", "answered", 1, 1)]
    assert (await asking.answer(wanted(generation_id, "section:1.1"))).provider == "second"
    assert first.asked == FIRST_TRIES, "it is left alone for a while"
    assert await told(sessions) == ["connection_lost", None]


async def test_one_that_does_nothing_for_the_account_is_asked_once(sessions: Sessions, generation_id: UUID) -> None:
    first, second = Named("first", lambda _: BROKE), Named("second")
    assert (await writers(sessions, first, second).answer(wanted(generation_id))).provider == "second"
    assert (first.asked, await told(sessions)) == (1, ["no_credit"])


async def test_one_that_asks_to_slow_down_is_not_away(sessions: Sessions, generation_id: UUID) -> None:
    first, second = Named("first", lambda call: BUSY if call <= FIRST_TRIES else None), Named("second")
    asking = writers(sessions, first, second)
    assert [await refused(asking, wanted(generation_id)) for _ in range(FIRST_TRIES)] == ["rate_limited"] * FIRST_TRIES
    assert (await asking.answer(wanted(generation_id))).provider == "first"
    assert second.asked == 0


async def test_whatever_dies_nobody_is_paid_twice(sessions: Sessions, generation_id: UUID) -> None:
    """A worker dies in the second writer's call, and another after its answer has come; the first is back by then."""
    asking = writers(sessions, Named("first", lambda _: BROKE), Named("second", seconds=60))
    dying = asyncio.create_task(asking.answer(wanted(generation_id)))
    while ("second", "intended", 1, 0) not in await rows(sessions):
        await asyncio.sleep(0.02)
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    first, second = Named("first"), Named("second")
    for _ in range(3):
        assert (await writers(sessions, first, second).answer(wanted(generation_id))).provider == "second"
    assert (first.asked, second.asked) == (0, 1)
    assert (await rows(sessions))[1] == ("second", "answered", 2, 1)
    assert await told(sessions) == ["no_credit"], "once for each text"


async def test_the_budget_holds_for_both_together(sessions: Sessions, generation_id: UUID) -> None:
    """Of 3 USD what the first may have billed twice stays reserved (2), and the second is paid (0.5): the next of its
    calls, which may cost 1, does not begin."""
    async with sessions() as session, session.begin():
        (await session.get_one(Generation, generation_id)).budget = Decimal(3)
    first, second = Named("first", lambda _: LOST), Named("second")
    asking = writers(sessions, first, second)
    assert await refused(asking, wanted(generation_id)) == "connection_lost"
    assert (await asking.answer(wanted(generation_id))).provider == "second"
    assert await refused(asking, wanted(generation_id, "section:1.1")) == "budget_exhausted"
    assert (first.asked, second.asked) == (FIRST_TRIES, 1)
