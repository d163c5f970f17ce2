"""What is asked for a section, the same whether it is asked for by itself or in a batch."""

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.drafts import previous_draft
from activities.writers import Wanted
from learning.brief import Brief
from learning.outline import Outline
from models.generations import Generation
from models.library import Library
from models.messages import SectionTask
from providers.text import SectionRequest


class SectionCalls:
    """From the task of a section to what its writer is asked, with the draft before it where that is to be mended."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], library: Library) -> None:
        self._sessions = sessions
        self._library = library

    async def request(self, task: SectionTask) -> tuple[SectionRequest, Wanted]:
        """What a writer is asked, and the call that asks it."""
        async with self._sessions() as session:
            generation = await session.get_one(Generation, task.generation_id)
            previous = await previous_draft(session, task.previous_call)
        brief, outline = Brief.model_validate(generation.brief), Outline.model_validate(generation.outline)
        request = SectionRequest(
            brief=brief,
            outline=outline,
            key=task.key,
            sources=await self._library.documents(brief.source_ids),
            previous=previous.raw,
            findings=previous.findings,
            instructions=generation.instructions,
        )
        about = {"key": task.key, "title": outline.section(task.key).title}
        wanted = Wanted(task.generation_id, _step(task), request, task.previous_call, previous.provider, about)
        return request, wanted


def _step(task: SectionTask) -> str:
    asked_again = f":round:{task.round}" if task.round else ""
    repair = f":repair:{task.repair}" if task.repair else ""
    return f"section:{task.key}{asked_again}{repair}"
