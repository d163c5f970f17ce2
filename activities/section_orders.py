"""What is asked for a section, the same whether it is asked for by itself or in a batch."""

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.drafts import previous_draft
from activities.ledger import Order
from activities.prompts import text_order
from learning.brief import Brief
from learning.outline import Outline
from models.generations import Generation
from models.library import Library
from models.messages import SectionTask
from providers.text import SectionRequest, TextProvider


class SectionOrders:
    def __init__(self, sessions: async_sessionmaker[AsyncSession], library: Library, writer: TextProvider) -> None:
        self._sessions = sessions
        self._library = library
        self._writer = writer

    async def request(self, task: SectionTask) -> SectionRequest:
        async with self._sessions() as session:
            generation = await session.get_one(Generation, task.generation_id)
            raw, findings = await previous_draft(session, task.previous_call)
        brief = Brief.model_validate(generation.brief)
        return SectionRequest(
            brief=brief,
            outline=Outline.model_validate(generation.outline),
            key=task.key,
            sources=await self._library.documents(brief.source_ids),
            previous=raw,
            findings=findings,
            instructions=generation.instructions,
        )

    def order(self, task: SectionTask, request: SectionRequest) -> Order:
        quote = self._writer.quote(request)
        return text_order(task.generation_id, _step(task), self._writer, quote, request, task.previous_call)


def _step(task: SectionTask) -> str:
    asked_again = f":round:{task.round}" if task.round else ""
    repair = f":repair:{task.repair}" if task.repair else ""
    return f"section:{task.key}{asked_again}{repair}"
