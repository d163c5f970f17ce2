"""Economy mode: sections bought by the batch, whose answers the ledger holds before anybody asks for them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.errors import from_provider
from activities.heartbeat import heartbeating
from activities.ledger import Ledger, ProviderCall, Receipt
from activities.section_calls import SectionCalls
from activities.writers import Writers
from models.generations import AiContentGeneration, TextBatch
from models.messages import BatchTask, Collected
from models.milestones import locked
from providers.errors import ProviderProblem
from providers.text import BatchWriter, SectionRequest, TextAnswer


class Batching:
    """Activities that submit the calls of sections as one batch, and collect its answers into the ledger."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        section_calls: SectionCalls,
        ledger: Ledger,
        writers: Writers,
    ) -> None:
        self._sessions = sessions
        self._section_calls = section_calls
        self._ledger = ledger
        self._writers = writers
        self._writer = writers.first

    @activity.defn
    async def submit_batch(self, task: BatchTask) -> Collected:
        """Send a batch, once: one of which nobody knows whether it was taken is looked for before it is sent again.

        Done at once where there is nothing to send, or the writer takes no batches.
        """
        if not isinstance(self._writer, BatchWriter):
            return Collected(is_done=True)
        async with heartbeating():
            wanted = await self._wanted(task, self._writer)
            entries = await self._ledger.intend_together([call for call, _ in wanted])
            asked = {
                entry.id.hex: request
                for entry, (_, request) in zip(entries, wanted, strict=True)
                if entry.status != "answered"
            }
            if asked:
                await self._send(task, asked, self._writer)
            return Collected(is_done=not asked)

    @activity.defn
    async def collect_batch(self, task: BatchTask) -> Collected:
        """Put the answers of a batch into the ledger, when it has ended."""
        assert isinstance(self._writer, BatchWriter)
        async with heartbeating():
            batch, _ = await self._batch(task)
            try:
                results = await self._writer.collect(batch.batch_id)
            except ProviderProblem as problem:
                raise from_provider(problem) from None
            if results is None:
                return Collected(is_done=False)
            await self._store(task, results, self._writer)
            return Collected(is_done=True)

    async def _wanted(self, task: BatchTask, writer: BatchWriter) -> list[tuple[ProviderCall, SectionRequest]]:
        wanted = []
        for section in task.sections:
            _, wanted_text = await self._section_calls.request(section)
            request = self._writers.request_for(wanted_text, self._writer)
            assert isinstance(request, SectionRequest)
            call = self._writers.call(wanted_text, self._writer)
            wanted.append((replace(call, worst_case=writer.quote_in_batch(request).worst_case), request))
        return wanted

    async def _send(self, task: BatchTask, asked: Mapping[str, SectionRequest], writer: BatchWriter) -> None:
        batch, is_new = await self._batch(task)
        if batch.batch_id:
            return
        try:
            found = None if is_new else await self._lost(batch, asked, writer)
        except ProviderProblem as problem:
            raise from_provider(problem) from None
        await self._name(batch.id, found or await self._submit(asked, writer))

    async def _submit(self, asked: Mapping[str, SectionRequest], writer: BatchWriter) -> str:
        try:
            return await writer.submit(asked)
        except ProviderProblem as problem:
            for name, request in asked.items() if not problem.ambiguous else ():
                worst_case = writer.quote_in_batch(request).worst_case
                await self._ledger.record_failure(UUID(hex=name), problem, worst_case)
            raise from_provider(problem) from None

    async def _lost(self, batch: TextBatch, asked: Mapping[str, SectionRequest], writer: BatchWriter) -> str | None:
        return await writer.find(asked.keys(), batch.created_at, await self._known(batch.created_at))

    async def _batch(self, task: BatchTask) -> tuple[TextBatch, bool]:
        """The batch's row, and whether it was made just now."""
        async with self._sessions() as session, session.begin():
            await locked(session, task.generation_id)
            found = await session.exec(
                select(TextBatch)
                .where(TextBatch.generation_id == task.generation_id)
                .where(TextBatch.turn == task.turn)
            )
            if (batch := found.one_or_none()) is not None:
                return batch, False
            batch = TextBatch(generation_id=task.generation_id, turn=task.turn)
            session.add(batch)
            return batch, True

    async def _known(self, since: datetime) -> set[str]:
        async with self._sessions() as session:
            names = await session.exec(select(TextBatch.batch_id).where(col(TextBatch.created_at) >= since))
            return {name for name in names if name}

    async def _name(self, batch_id: UUID, name: str) -> None:
        async with self._sessions() as session, session.begin():
            batch = await session.get_one(TextBatch, batch_id)
            batch.batch_id = name
            session.add(batch)

    async def _store(
        self, task: BatchTask, results: Mapping[str, TextAnswer | ProviderProblem], writer: BatchWriter
    ) -> None:
        reserved = {call.prompt_hash: call.worst_case for call, _ in await self._wanted(task, writer)}
        for name, result in results.items():
            entry = await self._entry(UUID(hex=name))
            if entry.status != "intended":
                continue
            worst_case = reserved.get(entry.prompt_hash, Decimal(0))
            if isinstance(result, ProviderProblem):
                await self._ledger.record_failure(entry.id, result, worst_case)
            else:
                await self._ledger.record_answer(entry.id, Receipt(**result.model_dump()), worst_case)

    async def _entry(self, entry_id: UUID) -> AiContentGeneration:
        async with self._sessions() as session:
            return await session.get_one(AiContentGeneration, entry_id)
