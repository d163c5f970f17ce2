"""The ledger on a real database: what is answered is paid once, what is unknown is counted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.exceptions import ApplicationError

from activities.ledger import MOST_ATTEMPTS, MOST_REPEATS, Ledger, ProviderCall, Receipt
from models.accounts import User
from models.generations import AiContentGeneration, Generation
from models.session import create_engine, create_sessions
from providers.errors import ProviderProblem

Sessions = async_sessionmaker[AsyncSession]
LOST = ProviderProblem("connection_lost", "The connection broke.", retryable=True, ambiguous=True)
AWAY = ProviderProblem("overloaded", "It is overloaded.", retryable=True, retry_after=7)
NO = ProviderProblem("refused", "It refuses.")


class Writer:
    """Answers, or fails as told, and counts."""

    def __init__(self, *faults: ProviderProblem) -> None:
        self.calls = 0
        self._faults = list(faults)

    async def __call__(self) -> Receipt:
        self.calls += 1
        if self._faults:
            raise self._faults.pop(0)
        return Receipt(raw=f"answer {self.calls}", model="m", cost=Decimal("0.5"))


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
        generation = Generation(instructor_id=user.id, request_hash="0", brief={"title": "Bread"})
        session.add(generation)
    return generation.id


def wanted(generation_id: UUID, prompt_hash: str = "h") -> ProviderCall:
    return ProviderCall(generation_id, "section:1.1", prompt_hash, "writer", "m", "1")


async def entries(sessions: Sessions) -> list[AiContentGeneration]:
    async with sessions() as session:
        return list(await session.exec(select(AiContentGeneration)))


async def hold(sessions: Sessions, generation_id: UUID, kind: str) -> None:
    async with sessions() as session, session.begin():
        generation = await session.get_one(Generation, generation_id)
        generation.hold = kind


async def test_an_answer_is_bought_once(sessions: Sessions, generation_id: UUID) -> None:
    ledger, writer = Ledger(sessions), Writer()
    answers = [await ledger.answer(wanted(generation_id), writer) for _ in range(3)]
    assert writer.calls == 1
    assert {answer.raw for answer in answers} == {"answer 1"}
    other = await ledger.answer(wanted(generation_id, "another"), writer)
    assert (writer.calls, other.raw) == (2, "answer 2")


async def test_two_at_once_store_one_answer_and_count_both_bills(sessions: Sessions, generation_id: UUID) -> None:
    ledger, writer = Ledger(sessions), Writer()
    both = asyncio.Barrier(2)

    async def slowly() -> Receipt:
        await both.wait()
        return await writer()

    first, second = await asyncio.gather(*(ledger.answer(wanted(generation_id), slowly) for _ in range(2)))
    [entry] = await entries(sessions)
    assert first.raw == second.raw == entry.raw
    assert (entry.attempts, entry.repeated_calls, entry.cost) == (2, 1, Decimal("1.0"))


async def test_an_ambiguous_failure_counts_as_repeated_and_a_plain_one_does_not(
    sessions: Sessions, generation_id: UUID
) -> None:
    ledger, writer = Ledger(sessions), Writer(LOST, AWAY)
    for kind in ("connection_lost", "overloaded"):
        with pytest.raises(ApplicationError) as caught:
            await ledger.answer(wanted(generation_id), writer)
        assert (caught.value.type, caught.value.non_retryable) == (kind, False)
    await ledger.answer(wanted(generation_id), writer)
    [entry] = await entries(sessions)
    assert (entry.status, entry.attempts, entry.repeated_calls, entry.problem) == ("answered", 3, 1, None)


async def test_a_retry_after_moves_the_retry_and_a_refusal_ends_it(sessions: Sessions, generation_id: UUID) -> None:
    ledger, writer = Ledger(sessions), Writer(AWAY, NO)
    with pytest.raises(ApplicationError) as caught:
        await ledger.answer(wanted(generation_id), writer)
    assert caught.value.next_retry_delay is not None
    assert caught.value.next_retry_delay.total_seconds() == 7
    with pytest.raises(ApplicationError) as caught:
        await ledger.answer(wanted(generation_id), writer)
    assert (caught.value.type, caught.value.non_retryable) == ("refused", True)
    assert caught.value.message == "It refuses."


@pytest.mark.parametrize(("fault", "most"), [(AWAY, MOST_ATTEMPTS), (LOST, MOST_REPEATS + 1)])
async def test_failing_calls_come_to_an_end_and_those_that_may_cost_sooner(
    sessions: Sessions, generation_id: UUID, fault: ProviderProblem, most: int
) -> None:
    ledger, writer = Ledger(sessions), Writer(*[fault] * 20)
    for _ in range(MOST_ATTEMPTS + 2):
        with pytest.raises(ApplicationError) as caught:
            await ledger.answer(wanted(generation_id), writer)
    assert writer.calls == most
    assert (caught.value.type, caught.value.non_retryable) == ("attempts_exhausted", True)


@pytest.mark.parametrize("kind", ["paused", "cancelled"])
async def test_no_call_begins_on_hold(sessions: Sessions, generation_id: UUID, kind: str) -> None:
    ledger, writer = Ledger(sessions), Writer()
    await ledger.answer(wanted(generation_id), writer)
    await hold(sessions, generation_id, kind)
    assert (await ledger.answer(wanted(generation_id), writer)).raw == "answer 1"
    with pytest.raises(ApplicationError) as caught:
        await ledger.answer(wanted(generation_id, "new"), writer)
    assert (caught.value.type, writer.calls, len(await entries(sessions))) == ("held", 1, 1)


async def test_a_call_that_was_broken_off_is_found_as_begun(sessions: Sessions, generation_id: UUID) -> None:
    ledger, begun = Ledger(sessions), asyncio.Event()

    async def never_ends() -> Receipt:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError("it ended")

    call = asyncio.create_task(ledger.answer(wanted(generation_id), never_ends))
    await begun.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await ledger.answer(wanted(generation_id), Writer())
    [entry] = await entries(sessions)
    assert (entry.status, entry.attempts, entry.repeated_calls) == ("answered", 2, 1)


def priced(generation_id: UUID, prompt_hash: str, worst_case: str = "0.8") -> ProviderCall:
    return replace(wanted(generation_id, prompt_hash), worst_case=Decimal(worst_case))


async def limit(sessions: Sessions, generation_id: UUID, budget: str) -> None:
    async with sessions() as session, session.begin():
        (await session.get_one(Generation, generation_id)).budget = Decimal(budget)


async def test_an_answer_frees_what_it_did_not_cost(sessions: Sessions, generation_id: UUID) -> None:
    await limit(sessions, generation_id, "1.3")
    ledger, writer = Ledger(sessions), Writer()
    for prompt in ("a", "b"):
        await ledger.answer(priced(generation_id, prompt), writer)
    assert {(entry.cost, entry.reserved) for entry in await entries(sessions)} == {(Decimal("0.5"), Decimal(0))}
    with pytest.raises(ApplicationError) as caught:
        await ledger.answer(priced(generation_id, "c"), writer)
    assert (caught.value.type, caught.value.non_retryable, writer.calls) == ("budget_exhausted", True, 2)


async def test_what_may_have_been_billed_unseen_stays_reserved(sessions: Sessions, generation_id: UUID) -> None:
    await limit(sessions, generation_id, "1.5")
    ledger, writer = Ledger(sessions), Writer(LOST, AWAY)
    for expected in ("connection_lost", "budget_exhausted"):
        with pytest.raises(ApplicationError) as caught:
            await ledger.answer(priced(generation_id, "a"), writer)
        assert caught.value.type == expected
    [entry] = await entries(sessions)
    assert (entry.reserved, entry.status, writer.calls) == (Decimal("0.8"), "ambiguous", 1)


async def test_calls_in_flight_count_with_their_worst_case(sessions: Sessions, generation_id: UUID) -> None:
    await limit(sessions, generation_id, "1.5")
    ledger, begun, go_on = Ledger(sessions), asyncio.Event(), asyncio.Event()

    async def slow() -> Receipt:
        begun.set()
        await go_on.wait()
        return Receipt(raw="slow", model="m", cost=Decimal("0.1"))

    first = asyncio.create_task(ledger.answer(priced(generation_id, "a"), slow))
    await begun.wait()
    with pytest.raises(ApplicationError) as caught:
        await ledger.answer(priced(generation_id, "b"), Writer())
    assert (caught.value.type, caught.value.non_retryable) == ("budget_reserved", False)
    go_on.set()
    await first
    assert (await ledger.answer(priced(generation_id, "b"), Writer())).status == "answered"


async def test_a_fault_that_is_tried_again_once_is_final_the_second_time(
    sessions: Sessions, generation_id: UUID
) -> None:
    broken = ProviderProblem("broken_answer", "It is broken.", retryable=True, ambiguous=True, once=True)
    ledger, writer = Ledger(sessions), Writer(broken, broken)
    for is_final in (False, True):
        with pytest.raises(ApplicationError) as caught:
            await ledger.answer(wanted(generation_id), writer)
        assert caught.value.non_retryable == is_final


async def test_a_call_that_is_broken_off_may_have_been_billed(sessions: Sessions, generation_id: UUID) -> None:
    begun = asyncio.Event()

    async def endless() -> Receipt:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    calling = asyncio.create_task(Ledger(sessions).answer(priced(generation_id, "a"), endless))
    await begun.wait()
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    [entry] = await entries(sessions)
    assert (entry.status, entry.reserved) == ("ambiguous", Decimal("0.8"))
