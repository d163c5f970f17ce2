"""The ledger of provider calls: intent before the call, answer right after it, and never a second bill for either."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.exceptions import ApplicationError

from activities.budget import refuse_over_budget
from activities.errors import as_problem, from_provider, held, refusal
from models.generations import AiContentGeneration, Generation
from models.milestones import locked
from models.problems import SYSTEM_FAULT
from providers.errors import ProviderProblem

MOST_ATTEMPTS, MOST_REPEATS = 12, 4
"""Tries of one call; of these such as may have been billed without an answer. Retries begin after 1 s and reach one a
minute, so a provider that is away gets some seven minutes."""
USD_STEP = Decimal("0.000001")
INTERRUPTED = ProviderProblem("interrupted", "The call was interrupted; it may have been billed.", ambiguous=True)
CONNECTION_LOST = ProviderProblem(
    "connection_lost", "The connection to the provider broke.", retryable=True, ambiguous=True
)
BROKEN_OFF = ProviderProblem(SYSTEM_FAULT, "The call ended by a fault of the system.", ambiguous=True)


@dataclass(frozen=True)
class ProviderCall:
    """A call that is wanted. The same `prompt_hash` for the same `step` of a generation is the same call.

    `worst_case` is the most that it can cost (USD), `repeats` how many calls of another provider for the same may have
    been billed unseen.
    """

    generation_id: UUID
    step: str
    prompt_hash: str
    provider: str
    model: str
    prompt_version: str
    worst_case: Decimal = Decimal(0)
    parent_id: UUID | None = None
    repeats: int = 0


@dataclass(frozen=True)
class Receipt:
    """What a provider answered, ready to be stored: `raw` text, or the storage key of a picture and its texts."""

    raw: str
    model: str
    media_key: str | None = None
    request_id: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)


class Ledger:
    """The calls that a generation pays for, in USD: each is stored with its answer before anybody reads that."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def answer(self, wanted: ProviderCall, call: Callable[[], Awaitable[Receipt]]) -> AiContentGeneration:
        """The answer to a wanted call: the stored one, or a new one by `call`, stored before anybody parses it.

        Before the call its worst case is reserved; an answer or a sure failure frees it again, while what may have
        been billed unseen stays reserved. Raises ApplicationError: "held" while the generation is paused or
        cancelled, "budget_exhausted" and (for a while) "budget_reserved", the provider's kind when it fails,
        "attempts_exhausted" after MOST_ATTEMPTS failed calls or MOST_REPEATS of unknown fate.
        """
        entry = await self.intend(wanted)
        if entry.status == "answered":
            return entry
        try:
            receipt = await call()
        except ProviderProblem as problem:
            raise await self.record_failure(entry.id, problem, wanted.worst_case) from None
        except OSError:
            raise await self.record_failure(entry.id, CONNECTION_LOST, wanted.worst_case) from None
        except Exception:
            await self.record_failure(entry.id, BROKEN_OFF, wanted.worst_case)
            raise
        except asyncio.CancelledError:
            await asyncio.shield(self.record_failure(entry.id, INTERRUPTED, wanted.worst_case))
            raise
        return await self.record_answer(entry.id, receipt, wanted.worst_case)

    async def intend(self, wanted: ProviderCall) -> AiContentGeneration:
        """Commit to a call: its row, `answered` already or else `intended` with its price reserved."""
        async with self._sessions() as session:
            async with session.begin():
                entry, problem = await _decide(session, wanted)
            if problem is not None:
                raise problem
            return entry

    async def intend_together(self, wanted: Sequence[ProviderCall]) -> list[AiContentGeneration]:
        """Commit to all of these calls of one generation or to none. One that is intended already stays as it is."""
        async with self._sessions() as session, session.begin():
            entries = []
            for one in wanted:
                entry = await _find(session, one)
                if entry is None or entry.status not in ("answered", "intended"):
                    entry, problem = await _decide(session, one)
                    if problem is not None:
                        raise problem
                    await session.flush()
                entries.append(entry)
            return entries

    async def record_answer(self, entry_id: UUID, receipt: Receipt, reserved: Decimal) -> AiContentGeneration:
        """Store what was bought and free the reservation of its attempt. A second answer to one call only adds up."""
        async with self._sessions() as session, session.begin():
            entry = await session.get_one(AiContentGeneration, entry_id, with_for_update=True)
            _free(entry, reserved)
            entry.cost += receipt.cost
            entry.input_tokens += receipt.input_tokens
            entry.output_tokens += receipt.output_tokens
            if entry.status != "answered":
                entry.status, entry.answered_at, entry.problem = "answered", datetime.now(UTC), None
                entry.raw, entry.media_key = receipt.raw, receipt.media_key
                entry.model, entry.request_id = receipt.model, receipt.request_id
            session.add(entry)
            return entry

    async def record_failure(self, entry_id: UUID, problem: ProviderProblem, reserved: Decimal) -> ApplicationError:
        """Store how a call failed. Returns the error to raise: final for the last try that its call may have, and
        for the second fault in a row of a kind that is tried again once."""
        async with self._sessions() as session, session.begin():
            entry = await session.get_one(AiContentGeneration, entry_id, with_for_update=True)
            again = entry.problem is not None and entry.problem["kind"] == problem.kind
            if not problem.ambiguous:
                _free(entry, reserved)
            if entry.status != "answered":
                entry.status = "ambiguous" if problem.ambiguous else "failed"
                entry.problem = as_problem(problem).model_dump()
            session.add(entry)
            if problem.retryable and (exhausted := _attempts_exhausted(entry)):
                return exhausted
            return from_provider(problem, final=problem.once and again)


async def _decide(session: AsyncSession, wanted: ProviderCall) -> tuple[AiContentGeneration, Exception | None]:
    """The row of the wanted call, and why it may not be made now. What a refused one leaves behind is kept."""
    generation = await locked(session, wanted.generation_id)
    entry = await _find(session, wanted)
    if entry is not None and entry.status == "answered":
        return entry, None
    known = entry is not None
    entry = entry or AiContentGeneration(**_columns(wanted))
    if problem := _on_hold(generation) or _attempts_exhausted(entry):
        return entry, problem
    if problem := await refuse_over_budget(session, generation, _as_kept(wanted.worst_case), entry.id):
        if known and entry.status == "intended":
            entry.status = "ambiguous"
        return entry, problem
    _begin_attempt(entry, wanted.worst_case)
    session.add(entry)
    return entry, None


async def _find(session: AsyncSession, wanted: ProviderCall) -> AiContentGeneration | None:
    found = await session.exec(
        select(AiContentGeneration)
        .where(AiContentGeneration.generation_id == wanted.generation_id)
        .where(AiContentGeneration.step == wanted.step)
        .where(AiContentGeneration.prompt_hash == wanted.prompt_hash)
        .with_for_update()
    )
    return found.one_or_none()


def _columns(wanted: ProviderCall) -> dict[str, Any]:
    """What a new row says of a call; it has no attempts, and repeats what may have been billed before."""
    columns = {name: value for name, value in asdict(wanted).items() if name not in ("worst_case", "repeats")}
    return {**columns, "repeated_calls": wanted.repeats}


def _on_hold(generation: Generation) -> Exception | None:
    return held() if generation.hold != "none" else None


def _attempts_exhausted(entry: AiContentGeneration) -> ApplicationError | None:
    """A call whose worker died before it could tell how the call ended counts like one that said so."""
    may_repeat = not _is_of_unknown_fate(entry) or entry.repeated_calls < MOST_REPEATS
    if not entry.attempts or (entry.attempts < MOST_ATTEMPTS and may_repeat):
        return None
    if entry.status == "intended":
        entry.status = "ambiguous"
    last = (entry.problem or as_problem(INTERRUPTED).model_dump())["detail"]
    return refusal("attempts_exhausted", f"The provider failed {entry.attempts} times. Last: {last}")


def _is_of_unknown_fate(entry: AiContentGeneration) -> bool:
    return entry.attempts > 0 and entry.status in ("intended", "ambiguous")


def _begin_attempt(entry: AiContentGeneration, worst_case: Decimal) -> None:
    """Count a call about to be made; an earlier one without a recorded end may have been billed, so this repeats it."""
    entry.repeated_calls += _is_of_unknown_fate(entry)
    entry.attempts += 1
    entry.begun_at = datetime.now(UTC)
    entry.reserved += _as_kept(worst_case)
    entry.status = "intended"


def _free(entry: AiContentGeneration, reserved: Decimal) -> None:
    entry.reserved = max(Decimal(0), entry.reserved - _as_kept(reserved))


def _as_kept(worst_case: Decimal) -> Decimal:
    """Rounded up to what the table can hold, so that what is freed is exactly what was reserved."""
    return worst_case.quantize(USD_STEP, ROUND_CEILING)
