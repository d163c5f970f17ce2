"""Who writes: the first writer, and while that one is away the second, which is told, priced and budgeted like it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.exceptions import ApplicationError

from activities.errors import from_provider
from activities.ledger import Ledger, ProviderCall, Receipt
from activities.previews import Previews
from activities.prompts import text_call
from models.generations import BY_OWNER, AiContentGeneration, GenerationEvent
from models.milestones import locked, milestone
from providers.errors import ProviderProblem
from providers.text import (
    OutlineRequest,
    SectionRequest,
    SolveRequest,
    SolvingWriter,
    StreamingWriter,
    TextAnswer,
    TextProvider,
    TextRequest,
)

AWAY = frozenset(
    "unreachable unavailable overloaded provider_failed timed_out gateway_timeout connection_lost not_an_answer".split()
)
CLOSED = frozenset("no_credit spend_limit key_refused not_permitted model_unknown attempts_exhausted".split())
"""Kinds of failures: of a service that is away for now, and of one that does nothing for this account."""
FIRST_TRIES = 2
AWAY_SECONDS = 300.0
"""How long a writer that was found away is not asked first; then the next call finds out whether it is back."""
TOLD = "second_writer"


@dataclass(frozen=True)
class Wanted:
    """A text that is wanted of whoever can write it. `made_by` is the provider whose answer `request.previous` is;
    `about` is what an event says of it besides."""

    generation_id: UUID
    step: str
    request: TextRequest
    parent_id: UUID | None = None
    made_by: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


class Writers:
    """The first writer, and the second while the first is away: every call of either goes through the ledger."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        ledger: Ledger,
        first: TextProvider,
        second: TextProvider | None = None,
    ) -> None:
        self._sessions = sessions
        self._ledger = ledger
        self._previews = Previews(sessions)
        self.first = first
        self._second = second
        self._away_until = 0.0

    async def answer(self, wanted: Wanted) -> AiContentGeneration:
        """The answer in the ledger, bought of the second writer once the first has failed `FIRST_TRIES` times or does
        nothing for this account. Raises ApplicationError as `Ledger.answer` does."""
        writer = await self._choose(wanted)
        try:
            return await self._bought(wanted, writer)
        except ApplicationError:
            if writer is not self.first or await self._choose(wanted) is writer:
                raise
        assert self._second is not None
        return await self._bought(wanted, self._second)

    def call(self, wanted: Wanted, writer: TextProvider) -> ProviderCall:
        """The call of a writer for this text."""
        request = self.request_for(wanted, writer)
        quote = writer.quote(request)
        return text_call(wanted.generation_id, wanted.step, writer, quote, request, wanted.parent_id)

    def request_for(self, wanted: Wanted, writer: TextProvider) -> TextRequest:
        """The request as a writer is asked: an earlier answer of the other one is shown as the draft that it was."""
        request = wanted.request
        if isinstance(request, SolveRequest) or request.previous is None:
            return request
        if wanted.made_by in ("", BY_OWNER, writer.name):
            return request
        maker = self._named(wanted.made_by)
        try:
            previous = None if maker is None else maker.draft(request.previous, request)
        except ProviderProblem:
            previous = None
        return request.model_copy(
            update={"previous": previous, "findings": request.findings if previous is not None else ()}
        )

    def draft(self, entry: AiContentGeneration, request: TextRequest) -> str:
        """The draft in an answer, read as the writer writes that gave it. Raises ApplicationError."""
        writer = self._named(entry.provider) or self.first
        try:
            return writer.draft(entry.raw or "", request)
        except ProviderProblem as problem:
            raise from_provider(problem) from None

    def _named(self, provider: str) -> TextProvider | None:
        return next((one for one in (self.first, self._second) if one is not None and one.name == provider), None)

    async def _bought(self, wanted: Wanted, writer: TextProvider) -> AiContentGeneration:
        call = self.call(wanted, writer)
        if writer is not self.first:
            call = replace(call, repeats=await self._perhaps_billed(wanted))
        request = self.request_for(wanted, writer)

        async def buy() -> Receipt:
            async with self._previews.shown(wanted.generation_id, request) as hear:
                if isinstance(writer, StreamingWriter):
                    answer = await writer.streamed(request, hear)
                else:
                    answer = await _whole(writer, request)
            return Receipt(**answer.model_dump())

        return await self._ledger.answer(call, buy)

    async def _choose(self, wanted: Wanted) -> TextProvider:
        """Whoever has answered or begun; else the first unless it is away, which is told once for each text."""
        if self._second is None:
            return self.first
        own = await self._row(self.call(wanted, self.first))
        if own is not None and own.status == "answered":
            return self.first
        if await self._row(self.call(wanted, self._second)) is not None:
            return self._second
        if own is not None and _is_away(own):
            self._away_until = time.monotonic() + AWAY_SECONDS
            await self._tell(wanted, self._second, own.problem)
            return self._second
        if own is None and time.monotonic() < self._away_until:
            await self._tell(wanted, self._second, None)
            return self._second
        return self.first

    async def _row(self, call: ProviderCall) -> AiContentGeneration | None:
        entry = AiContentGeneration
        query = select(entry).where(
            entry.generation_id == call.generation_id,
            entry.step == call.step,
            entry.prompt_hash == call.prompt_hash,
        )
        async with self._sessions() as session:
            return (await session.exec(query)).one_or_none()

    async def _perhaps_billed(self, wanted: Wanted) -> int:
        """How many calls of the first writer for this text may have been billed unseen."""
        own = await self._row(self.call(wanted, self.first))
        return int(own is not None and own.status == "ambiguous")

    async def _tell(self, wanted: Wanted, writer: TextProvider, problem: dict[str, Any] | None) -> None:
        """Say on the stream who writes instead of whom, and why."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, wanted.generation_id)
            told = select(GenerationEvent.seq).where(
                GenerationEvent.generation_id == generation.id,
                GenerationEvent.kind == TOLD,
                col(GenerationEvent.data)["step"].astext == wanted.step,
            )
            if (await session.exec(told)).first() is None:
                about: dict[str, Any] = {
                    "step": wanted.step,
                    "writer": writer.name,
                    "instead_of": self.first.name,
                    "problem": problem,
                }
                milestone(session, generation, TOLD, **about, **wanted.about)


def _is_away(entry: AiContentGeneration) -> bool:
    if entry.status not in ("failed", "ambiguous") or entry.problem is None:
        return False
    kind = entry.problem["kind"]
    return kind in CLOSED or (kind in AWAY and entry.attempts >= FIRST_TRIES)


async def _whole(writer: TextProvider, request: TextRequest) -> TextAnswer:
    match request:
        case OutlineRequest():
            return await writer.outline(request)
        case SectionRequest():
            return await writer.section(request)
        case SolveRequest():
            assert isinstance(writer, SolvingWriter)
            return await writer.solve(request)
